package io.carom.standalone.verb;

import io.carom.spi.Desk;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import io.carom.store.jdbc.JdbcJournal;
import io.carom.store.jdbc.JournalOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The store that the command line names: a file or a JDBC URL. For one thread. */
final class Stores {
    /** Where everything is recorded unless {@code --store} says otherwise. */
    static final String USUAL = "carom-data/carom.db";

    private @Nullable String store;

    void declare(Options options, String usual) {
        options.value(
                "--store",
                "FILE|URL",
                "a file (SQLite) or jdbc:sqlite:, jdbc:postgresql:, jdbc:mariadb:, whose user and password may come from "
                        + "CAROM_STORE_USER and CAROM_STORE_PASSWORD; " + usual,
                value -> store = value);
    }

    /** What was named, or null. */
    @Nullable
    String named() {
        return store;
    }

    /** Takes {@code name} as if it were named. */
    void use(String name) {
        store = name;
    }

    /** How people know it; a URL without what may be secret in it. */
    String shown() {
        String name = store == null ? USUAL : store;
        int secret = name.indexOf('?');
        return name.startsWith("jdbc:") && secret > 0 ? name.substring(0, secret) : name;
    }

    /** Whether there is something to read: a file that is there, or a database server. */
    boolean exists() {
        String file = file();
        return file == null || Files.exists(Path.of(file));
    }

    /** The file, or null: a database server. */
    @Nullable
    String file() {
        String name = store == null ? USUAL : store;
        if (name.startsWith("jdbc:sqlite:")) {
            String file = name.substring("jdbc:sqlite:".length());
            return file.contains("?") ? file.substring(0, file.indexOf('?')) : file;
        }
        return name.startsWith("jdbc:") ? null : name;
    }

    /** The name to open it by. */
    String name() {
        return store == null ? USUAL : store;
    }

    /** How it is opened: with user and password of the environment. */
    JournalOptions options(Map<String, String> environment) {
        return login(JournalOptions.DEFAULT, environment);
    }

    JdbcJournal openToWrite(Map<String, String> environment) {
        return JdbcJournal.open(store == null ? USUAL : store, login(JournalOptions.DEFAULT, environment));
    }

    /** The same; {@code turn} is how long this process may sit idle in its turn to write. */
    JdbcJournal openToWrite(Map<String, String> environment, Duration turn) {
        return JdbcJournal.open(
                store == null ? USUAL : store, login(JournalOptions.DEFAULT.turnTimeout(turn), environment));
    }

    JdbcJournal openToRead(Map<String, String> environment) {
        return JdbcJournal.open(store == null ? USUAL : store, login(JournalOptions.READ_ONLY, environment));
    }

    /** The store with what operators read and do; {@code toWrite} when something is to be changed. Close it. */
    Opened desk(Shell shell, boolean toWrite) {
        JdbcJournal journal = toWrite ? openToWrite(shell.environment()) : openToRead(shell.environment());
        return new Opened(journal, journal.desk().orElseThrow());
    }

    /** An open store. */
    record Opened(JdbcJournal journal, Desk desk) implements AutoCloseable {
        @Override
        public void close() {
            journal.close();
        }
    }

    private static JournalOptions login(JournalOptions options, Map<String, String> environment) {
        String user = environment.get("CAROM_STORE_USER");
        return user == null ? options : options.login(user, environment.get("CAROM_STORE_PASSWORD"));
    }
}
