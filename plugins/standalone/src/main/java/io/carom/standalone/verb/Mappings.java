package io.carom.standalone.verb;

import io.carom.api.CaromException;
import io.carom.intake.webhook.Mapping;
import io.carom.intake.webhook.MappingFile;
import io.carom.intake.webhook.WebhookLimits;
import io.carom.intake.webhook.Webhooks;
import io.carom.standalone.cli.Nearest;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Wrong;
import io.carom.standalone.feed.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The files that map the requests of providers that are not built in. For one thread. */
final class Mappings {
    private final List<String> files = new ArrayList<>();

    void declare(Options options) {
        options.value(
                "--mapping",
                "FILE",
                "a file (YAML) that says what a further provider's requests mean; may be given again",
                files::add);
    }

    /**
     * Every provider: those that are built in and those of the files.
     *
     * @throws CaromException when a file cannot be read; with every problem, line and column when it says something wrong
     */
    Webhooks webhooks(Clock clock) {
        List<Mapping> read = new ArrayList<>();
        for (String file : files) {
            try {
                read.add(MappingFile.read(file, Files.readString(Path.of(file))));
            } catch (IOException e) {
                throw new CaromException(file + ": " + Trouble.with(e), e);
            }
        }
        return new Webhooks(clock, WebhookLimits.DEFAULT, read);
    }

    /** Fails with {@link Wrong} and a suggestion when nobody has that name. */
    static void check(String provider, Webhooks webhooks) {
        if (!webhooks.providers().contains(provider)) {
            throw new Wrong("there is no provider `" + provider + "`; "
                    + Nearest.to(provider, webhooks.providers())
                            .map(near -> "did you mean `" + near + "`?")
                            .orElse("there are " + String.join(", ", webhooks.providers())
                                    + "; map another with --mapping FILE"));
        }
    }
}
