package io.carom.store.jdbc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One private server of each kind for all classes of a test run: the first test that needs it starts it, the end of the run stops it.
 * What a class writes is in databases of its own. Nobody kills these servers; those {@link #toBeKilled} are a class's own. None of
 * them waits for the disk.
 */
final class SharedServers implements BeforeAllCallback {
    private final boolean toBeKilled;
    private final List<DatabaseServer.Kind> needed;
    private final Map<DatabaseServer.Kind, String> own = new EnumMap<>(DatabaseServer.Kind.class);
    private @Nullable Running running;

    /** Skips the whole class where one of {@code needed} is not installed. */
    SharedServers(DatabaseServer.Kind... needed) {
        this(false, List.of(needed));
    }

    private SharedServers(boolean toBeKilled, List<DatabaseServer.Kind> needed) {
        this.toBeKilled = toBeKilled;
        this.needed = needed;
    }

    /** Servers that the tests of one class kill; one that a failed test left dead is started again. */
    static SharedServers toBeKilled() {
        return new SharedServers(true, List.of());
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        ExtensionContext whose = toBeKilled ? context : context.getRoot();
        running = whose.getStore(ExtensionContext.Namespace.create(SharedServers.class, toBeKilled))
                .computeIfAbsent(Running.class, same -> new Running(), Running.class);
        for (DatabaseServer.Kind kind : needed) {
            get(kind);
        }
    }

    /** The server of a kind; skips the test where it is not installed. */
    DatabaseServer get(DatabaseServer.Kind kind) throws Exception {
        Optional<DatabaseServer> server = running().get(kind);
        assumeTrue(server.isPresent(), kind.missing);
        return server.orElseThrow();
    }

    /** The URL of this class's own store, which holds nothing: the first call makes it, the next ones empty it. */
    String emptied(DatabaseServer.Kind kind) throws Exception {
        DatabaseServer server = get(kind);
        String known = own.get(kind);
        if (known == null) {
            String made = server.newDatabase();
            JdbcJournal.open(made).close();
            own.put(kind, made);
            return made;
        }
        try (Connection from =
                        DriverManager.getConnection("jdbc:sqlite:" + running().nothing());
                Connection to = DriverManager.getConnection(known)) {
            to.setAutoCommit(false);
            Tables.copy(from, to, Tables.of(from));
            to.commit();
        }
        return known;
    }

    private Running running() {
        return Objects.requireNonNull(running, "not registered as an extension");
    }

    private static final class Running implements AutoCloseable {
        private final Map<DatabaseServer.Kind, Optional<DatabaseServer>> servers =
                new EnumMap<>(DatabaseServer.Kind.class);

        private @Nullable Path nothing;

        synchronized Optional<DatabaseServer> get(DatabaseServer.Kind kind) throws Exception {
            Optional<DatabaseServer> known = servers.get(kind);
            if (known == null) {
                known = DatabaseServer.startForgetful(kind);
                servers.put(kind, known);
            } else if (known.isPresent() && !known.get().isRunning()) {
                known.get().start();
            }
            return known;
        }

        /** A store in a file that nothing was ever written to. */
        synchronized Path nothing() throws IOException {
            if (nothing == null) {
                nothing = Files.createTempDirectory("carom-nothing").resolve("carom.db");
                JdbcJournal.open(nothing.toString()).close();
            }
            return nothing;
        }

        @Override
        public synchronized void close() throws IOException {
            if (nothing != null) {
                DatabaseServer.delete(Objects.requireNonNull(nothing.getParent()));
            }
            for (Optional<DatabaseServer> server : servers.values()) {
                if (server.isPresent()) {
                    server.get().close();
                }
            }
        }
    }
}
