package io.carom.standalone.verb;

import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.logging.Logging;
import java.util.List;
import java.util.Locale;

/** {@code erase}: makes a person unknown to the store. */
public final class EraseVerb implements Verb {
    private final Loudness loudness = new Loudness();
    private final Stores stores = new Stores();
    private final Acts acts = new Acts();

    @Override
    public String description() {
        return "Makes persons unknown to the store: history, timers, retries, messages and waiting actions go; rows of the log keep "
                + "their figures under a pseudonym. That it was done, by whom and why stays in the audit, without the address. It cannot "
                + "be taken back, and the address is an unknown one afterwards, also where it was suppressed.";
    }

    @Override
    public void declare(Options options) {
        stores.declare(options, Stores.USUAL + " unless given");
        acts.declare(options);
        options.rest("ADDRESS...", "whom", 1, Integer.MAX_VALUE)
                .example("carom erase bob@example.com --why 'asked for it on 2026-01-05'");
        loudness.declare(options);
    }

    @Override
    public int run(Shell shell, List<String> words) {
        loudness.apply(Logging.Level.WARN);
        Notices notices = new Notices(shell, loudness.quiet());
        try (Stores.Opened opened = stores.desk(shell, true)) {
            for (String address : words) {
                long rows = opened.desk().erase(address, acts.act(shell));
                notices.say(
                        rows == 0
                                ? "nothing is recorded of " + address
                                : String.format(Locale.ROOT, "%s is erased: %,d rows", address, rows));
            }
        }
        return notices.status();
    }
}
