package io.carom.store.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A private database server on loopback with a folder of its own, for the tests of one class. Needs Debian's packages. */
final class DatabaseServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private final Kind kind;
    private final Path binaries;
    private final Path folder;
    private final int port;
    private final boolean durable;
    private Process process;
    private int databases = 0;

    enum Kind {
        POSTGRESQL("PostgreSQL is not installed (Debian's package postgresql)", "-c", "fsync=off"),
        MARIADB("MariaDB is not installed (Debian's package mariadb-server)", "--debug-no-sync", "--skip-sync-frm");

        final String missing;
        private final List<String> forgetful;

        Kind(String missing, String... forgetful) {
            this.missing = missing;
            this.forgetful = List.of(forgetful);
        }
    }

    private DatabaseServer(Kind kind, Path binaries, boolean durable) throws IOException {
        this.kind = kind;
        this.durable = durable;
        this.binaries = binaries;
        this.folder = Files.createTempDirectory("carom-" + kind.name().toLowerCase(Locale.ROOT));
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
    }

    /** A server that runs, or empty where it is not installed. */
    static Optional<DatabaseServer> start(Kind kind) throws Exception {
        return start(kind, true);
    }

    /** The same, but a server that waits for no disk: it survives a kill, but no power cut. */
    static Optional<DatabaseServer> startForgetful(Kind kind) throws Exception {
        return start(kind, false);
    }

    private static Optional<DatabaseServer> start(Kind kind, boolean durable) throws Exception {
        Optional<Path> binaries = find(kind);
        if (binaries.isEmpty()) {
            return Optional.empty();
        }
        DatabaseServer server = new DatabaseServer(kind, binaries.get(), durable);
        server.create();
        server.start();
        return Optional.of(server);
    }

    /** The URL of a new, empty database. */
    String newDatabase() throws SQLException {
        String name = "carom" + ++databases;
        try (Connection connection = DriverManager.getConnection(url(kind == Kind.POSTGRESQL ? "postgres" : ""));
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return url(name);
    }

    String url(String database) {
        return kind == Kind.POSTGRESQL
                ? "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=carom"
                : "jdbc:mariadb://127.0.0.1:" + port + "/" + database + "?user=root&sslMode=disable";
    }

    /** Starts the server again after {@link #kill}. */
    void start() throws Exception {
        List<String> command = new ArrayList<>(
                kind == Kind.POSTGRESQL
                        ? List.of(
                                binaries.resolve("postgres").toString(),
                                "-D",
                                folder.resolve("d").toString(),
                                "-p",
                                "" + port,
                                "-c",
                                "listen_addresses=127.0.0.1",
                                "-c",
                                "unix_socket_directories=",
                                "-c",
                                "max_connections=50")
                        : List.of(
                                binaries.resolve("mariadbd").toString(),
                                "--no-defaults",
                                "--user=" + System.getProperty("user.name"),
                                "--datadir=" + folder.resolve("d"),
                                "--bind-address=127.0.0.1",
                                "--port=" + port,
                                "--socket=" + folder.resolve("s"),
                                "--skip-name-resolve"));
        if (!durable) {
            command.addAll(kind.forgetful);
        }
        process = new ProcessBuilder(asServer(command))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        awaitAnswer();
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** Ends the server as a power cut would. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.onExit().completeOnTimeout(process, 20, TimeUnit.SECONDS).join();
        kill();
        delete(folder);
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.deleteIfExists(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private void create() throws Exception {
        Path data = folder.resolve("d");
        if (kind == Kind.POSTGRESQL) {
            if (ROOT) {
                run(List.of("chown", "postgres", folder.toString()));
            }
            run(asServer(List.of(
                    binaries.resolve("initdb").toString(),
                    "-D",
                    data.toString(),
                    "-A",
                    "trust",
                    "-U",
                    "carom",
                    "-E",
                    "UTF8",
                    "--locale=C",
                    "-N")));
        } else {
            run(List.of(
                    "mariadb-install-db",
                    "--no-defaults",
                    "--debug-no-sync",
                    "--datadir=" + data,
                    "--auth-root-authentication-method=normal",
                    "--skip-test-db",
                    "--user=" + System.getProperty("user.name")));
        }
    }

    /** PostgreSQL does not run as root. */
    private List<String> asServer(List<String> command) {
        if (!ROOT || kind == Kind.MARIADB) {
            return command;
        }
        List<String> other =
                new ArrayList<>(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        other.addAll(command);
        return other;
    }

    private void awaitAnswer() throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                DriverManager.getConnection(url(kind == Kind.POSTGRESQL ? "postgres" : ""))
                        .close();
                return;
            } catch (SQLException e) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IllegalStateException(
                            kind + " does not answer: " + Files.readString(folder.resolve("log")), e);
                }
                Thread.sleep(50);
            }
        }
    }

    private void run(List<String> command) throws Exception {
        Path log = folder.resolve("create.log");
        Process creating = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (creating.waitFor() != 0) {
            throw new IllegalStateException(command + ": " + Files.readString(log));
        }
    }

    private static Optional<Path> find(Kind kind) throws IOException {
        String program = kind == Kind.POSTGRESQL ? "initdb" : "mariadbd";
        List<Path> places = new ArrayList<>();
        Path debian = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(debian)) {
            try (Stream<Path> versions = Files.list(debian)) {
                versions.sorted(Comparator.reverseOrder())
                        .map(p -> p.resolve("bin"))
                        .forEach(places::add);
            }
        }
        for (String place : System.getenv().getOrDefault("PATH", "").split(":")) {
            places.add(Path.of(place));
        }
        places.add(Path.of("/usr/sbin"));
        return places.stream()
                .filter(place -> Files.isExecutable(place.resolve(program)))
                .findFirst();
    }
}
