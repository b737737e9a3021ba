package io.carom.standalone.verb;

import io.carom.standalone.cli.Format;
import io.carom.standalone.cli.JsonLine;
import io.carom.standalone.cli.Listing;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.cli.Wrong;
import io.carom.standalone.logging.Logging;
import io.carom.store.jdbc.Backup;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code backup}: takes a backup while others write, verifies one, or restores one into an empty store. */
public final class BackupVerb implements Verb {
    private final Loudness loudness = new Loudness();
    private final Stores stores = new Stores();
    private @Nullable Format format;
    private boolean verify;
    private boolean restore;

    @Override
    public String description() {
        return "Backs the store up into one new file, as it is at one instant, while other processes go on writing; the file is verified "
                + "before it gets its name. A backup of any kind of store can be restored into any other kind. It holds personal data.";
    }

    @Override
    public void declare(Options options) {
        options.flag(
                        "--verify",
                        "check that FILE is whole; with --store, also that the store's log up to then is the same",
                        () -> verify = true)
                .flag(
                        "--restore",
                        "bring FILE back into the store that --store names, which is not there yet or empty",
                        () -> restore = true);
        stores.declare(options, Stores.USUAL + " unless given");
        options.choice(
                        "--format",
                        Format.class,
                        "table: sentences; else one object of figures",
                        value -> format = value)
                .rest("FILE", "the backup", 1, 1)
                .example("carom backup /backup/carom-2026-01-05.backup")
                .example("carom backup --verify /backup/carom-2026-01-05.backup")
                .example("carom backup --restore /backup/carom-2026-01-05.backup --store carom-data/restored.db");
        loudness.declare(options);
    }

    @Override
    public int run(Shell shell, List<String> words) {
        loudness.apply(Logging.Level.WARN);
        Notices notices = new Notices(shell, loudness.quiet());
        if (verify && restore) {
            throw new Wrong(
                    "--verify and --restore are two different things; a backup is verified before it is restored");
        }
        Path file = path(words.get(0));
        Backup.Facts facts;
        String done;
        if (restore) {
            if (stores.named() == null) {
                throw new Wrong("--restore needs --store: the store that is to be made");
            }
            facts = Backup.restore(file, stores.named(), stores.options(shell.environment()));
            done = "restored into " + stores.shown();
        } else if (verify) {
            facts = stores.named() == null
                    ? Backup.verify(file)
                    : Backup.verify(file, stores.named(), stores.options(shell.environment()));
            done = stores.named() == null
                    ? "whole"
                    : "whole, and the log of " + stores.shown() + " up to then is the same";
        } else {
            facts = Backup.take(
                    stores.name(),
                    stores.options(shell.environment()),
                    file,
                    shell.clock().instant());
            done = "written and verified";
        }
        print(shell, file, facts, done);
        return notices.status();
    }

    private void print(Shell shell, Path file, Backup.Facts facts, String done) {
        if (Listing.resolve(shell, format) == Format.TABLE) {
            shell.out()
                    .print(String.format(
                            Locale.ROOT,
                            "%s: %s%n%,d rows of the log (up to row %d), %,d addresses, of %s at %s%n",
                            file,
                            done,
                            facts.events(),
                            facts.last(),
                            facts.rows().getOrDefault("address", 0L),
                            facts.source(),
                            facts.at()));
            return;
        }
        shell.out()
                .print(JsonLine.of(json -> {
                            json.writeStringProperty("file", file.toString());
                            json.writeStringProperty("at", facts.at().toString());
                            json.writeStringProperty("source", facts.source());
                            json.writeNumberProperty("version", facts.version());
                            json.writeNumberProperty("last", facts.last());
                            json.writeObjectPropertyStart("rows");
                            new TreeMap<>(facts.rows()).forEach(json::writeNumberProperty);
                            json.writeEndObject();
                        })
                        + "\n");
    }

    private static Path path(String word) {
        try {
            return Path.of(word);
        } catch (InvalidPathException e) {
            throw new Wrong("`" + word + "` is no name of a file");
        }
    }
}
