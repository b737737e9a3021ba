package io.carom.store.jdbc;

import io.carom.api.JournalException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.sqlite.SQLiteConfig;

/**
 * Backups of a journal: taken while others write, consistent at one instant, verified, and restored into an empty store of any kind. A
 * backup is one SQLite file with all tables, and a manifest with a digest of each; of a database server's store, too. It holds personal
 * data: it is made readable to its owner only. Stateless.
 */
public final class Backup {
    /** The table that tells what the others hold. */
    static final String MANIFEST = "carom_backup";

    private static final String TABLE = "table:";

    private Backup() {}

    /**
     * What a backup holds. Immutable.
     *
     * @param at when it was taken
     * @param source the store it was taken of, without password
     * @param version the version of its tables
     * @param last the last row of the log
     * @param rows how many rows each table has
     */
    public record Facts(Instant at, String source, int version, long last, Map<String, Long> rows) {
        /** Takes its own copy. */
        public Facts {
            rows = Map.copyOf(rows);
        }

        /** How many rows the log has. */
        public long events() {
            return rows.getOrDefault("event", 0L);
        }
    }

    /**
     * Takes a backup of {@code store} into a new file; it has its name only when it is complete and verified.
     *
     * @param at the time to note
     * @throws JournalException when the store cannot be read, or the file is there already or cannot be written
     */
    public static Facts take(String store, JournalOptions options, Path file, Instant at) {
        if (Files.exists(file)) {
            throw new JournalException(file + ": is there already; name a new file", false, null);
        }
        Target target = Target.parse(store);
        // Says in words what is wrong with a store that is not there, too new or too old
        JdbcJournal.open(store, options.onlyReading()).close();
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            create(part);
            if (target.file() != null) {
                vacuum(target, options, part);
            } else {
                dump(target, options, part);
            }
            try (Connection backup = sqlite(part, false)) {
                writeManifest(backup, target.shown(), at);
            }
            sync(part);
            Facts facts = verify(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            return facts;
        } catch (SQLException e) {
            throw Faults.of(target, "back the store up into " + file, e);
        } catch (IOException e) {
            throw unwritable(file, e);
        } finally {
            remove(part);
        }
    }

    private static void create(Path part) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownersOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try {
            Files.createFile(part, ownersOnly);
        } catch (FileAlreadyExistsException e) {
            // Left behind by one that was cut off
            Files.delete(part);
            Files.createFile(part, ownersOnly);
        }
    }

    /** SQLite reads the state of one instant, and the writer goes on meanwhile. */
    private static void vacuum(Target target, JournalOptions options, Path part) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout((int) options.busyTimeout().toMillis());
        try (Connection source = DriverManager.getConnection(target.url(), config.toProperties());
                PreparedStatement vacuum = source.prepareStatement("vacuum into ?")) {
            vacuum.setString(1, part.toString());
            vacuum.execute();
        }
    }

    /** Copies the tables of a server's store in one transaction that sees one state. */
    private static void dump(Target target, JournalOptions options, Path part) throws SQLException {
        JdbcJournal.open(part.toString()).close();
        Connections connections = new Connections(target, options.onlyReading());
        try (Connection source = DriverManager.getConnection(target.url(), connections.properties(false));
                Connection backup = sqlite(part, false)) {
            source.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            source.setReadOnly(true);
            source.setAutoCommit(false);
            backup.setAutoCommit(false);
            Tables.copy(source, backup, Tables.of(backup));
            backup.commit();
            backup.setAutoCommit(true);
            try (Statement statement = backup.createStatement()) {
                statement.execute("pragma journal_mode = delete");
            }
            source.rollback();
        }
    }

    private static void writeManifest(Connection backup, String source, Instant at) throws SQLException {
        Map<String, List<String>> tables = Tables.of(backup);
        Map<String, String> entries = new TreeMap<>();
        entries.put("at", at.toString());
        entries.put("source", source);
        entries.put("last", Long.toString(number(backup, "select last from sequence where name = 'event'")));
        entries.put("version", Long.toString(version(backup)));
        Tables.digests(backup, tables).forEach((table, digest) -> entries.put(TABLE + table, digest));
        backup.setAutoCommit(false);
        try (Statement statement = backup.createStatement()) {
            statement.execute("create table " + MANIFEST + " (name text primary key, value text not null)");
        }
        try (PreparedStatement insert =
                backup.prepareStatement("insert into " + MANIFEST + " (name, value) values (?, ?)")) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                insert.setString(1, entry.getKey());
                insert.setString(2, entry.getValue());
                insert.executeUpdate();
            }
        }
        backup.commit();
        backup.setAutoCommit(true);
    }

    /**
     * Checks that a backup is whole: SQLite's own check, and every table's rows and digest against the manifest.
     *
     * @throws JournalException when it is damaged, or no backup
     */
    public static Facts verify(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new JournalException(file + ": there is no such file", false, null);
        }
        try (Connection backup = sqlite(file, true)) {
            String integrity = text(backup, "pragma integrity_check(1)");
            if (!"ok".equals(integrity)) {
                throw new JournalException(
                        file + ": is damaged (" + integrity + "); take an older backup", false, null);
            }
            Map<String, String> manifest = manifest(file, backup);
            Map<String, String> found = Tables.digests(backup, Tables.of(backup));
            Map<String, Long> rows = new TreeMap<>();
            found.forEach((table, digest) -> {
                if (!digest.equals(manifest.get(TABLE + table))) {
                    throw new JournalException(
                            file + ": the table " + table + " is not what was backed up; take an older backup",
                            false,
                            null);
                }
                rows.put(table, Long.valueOf(digest.substring(0, digest.indexOf(':'))));
            });
            long listed = manifest.keySet().stream()
                    .filter(name -> name.startsWith(TABLE))
                    .count();
            if (listed != found.size()) {
                throw new JournalException(file + ": a table is missing; take an older backup", false, null);
            }
            return new Facts(
                    Instant.parse(manifest.getOrDefault("at", "")),
                    manifest.getOrDefault("source", ""),
                    Integer.parseInt(manifest.getOrDefault("version", "0")),
                    Long.parseLong(manifest.getOrDefault("last", "0")),
                    rows);
        } catch (SQLException e) {
            throw new JournalException(
                    file + ": is damaged or no backup (" + e.getMessage() + "); take an older one", false, e);
        }
    }

    /**
     * Checks a backup, and that its log is what {@code store} has up to the backup's last row.
     *
     * @throws JournalException when it is not; retention and erasure since then make a difference, too
     */
    public static Facts verify(Path file, String store, JournalOptions options) {
        Facts facts = verify(file);
        JdbcJournal.open(store, options.onlyReading()).close();
        Target target = Target.parse(store);
        Connections connections = new Connections(target, options.onlyReading());
        try (Connection live = DriverManager.getConnection(target.url(), connections.properties(false));
                Connection backup = sqlite(file, true)) {
            live.setAutoCommit(false);
            Map<String, List<String>> tables = Tables.of(backup);
            for (String table : List.of("event", "record")) {
                List<String> columns = Objects.requireNonNull(tables.get(table));
                String now = Tables.digest(live, table, columns, "seq <= " + facts.last());
                if (!now.equals(Tables.digest(backup, table, columns, ""))) {
                    throw new JournalException(
                            file + ": the log of " + target.shown() + " up to row " + facts.last()
                                    + " is another one: it is of another store, or rows were erased or grew too old since",
                            false,
                            null);
                }
            }
            live.rollback();
        } catch (SQLException e) {
            throw Faults.of(target, "compare the store with " + file, e);
        }
        return facts;
    }

    /**
     * Restores a backup, which is verified first, into a store that is not there (SQLite) or holds nothing (a server).
     *
     * @throws JournalException when the backup is damaged, the store is not empty, or what it holds then is not what was backed up
     */
    public static Facts restore(Path file, String store, JournalOptions options) {
        Facts facts = verify(file);
        Target target = Target.parse(store);
        Path part = null;
        try {
            if (target.file() != null) {
                part = target.file().resolveSibling(target.file().getFileName() + ".part");
                toFile(file, part, target.file());
            } else {
                part = Files.createTempFile("carom-restore-", ".db");
                toServer(file, part, target, store, options);
            }
            JdbcJournal.open(store, options).close();
            return facts;
        } catch (SQLException e) {
            throw Faults.of(target, "restore " + file, e);
        } catch (IOException e) {
            throw unwritable(part == null ? file : part, e);
        } finally {
            if (part != null) {
                remove(part);
            }
        }
    }

    private static void toFile(Path file, Path part, Path to) throws IOException, SQLException {
        if (Files.exists(to)) {
            throw new JournalException(
                    to + ": there is a store already; move it away, or restore into another file", false, null);
        }
        Path folder = to.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        create(part);
        Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        withoutManifest(part);
        sync(part);
        Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void toServer(Path file, Path part, Target target, String store, JournalOptions options)
            throws IOException, SQLException {
        Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
        withoutManifest(part);
        // Both have the newest tables then
        JdbcJournal.open(part.toString()).close();
        JdbcJournal.open(store, options).close();
        Connections connections = new Connections(target, options);
        try (Connection backup = sqlite(part, true);
                Connection to = DriverManager.getConnection(target.url(), connections.properties(true))) {
            to.setAutoCommit(false);
            if (number(to, "select count(*) from event") > 0 || number(to, "select count(*) from address") > 0) {
                throw new JournalException(
                        target.shown() + ": holds a journal already; restore into an empty database", false, null);
            }
            Map<String, List<String>> tables = Tables.of(backup);
            Tables.copy(backup, to, tables);
            if (!Tables.digests(to, tables).equals(Tables.digests(backup, tables))) {
                to.rollback();
                throw new JournalException(
                        target.shown() + ": what arrives is not what was backed up; check the database's encoding",
                        false,
                        null);
            }
            to.commit();
        }
    }

    private static void withoutManifest(Path file) throws SQLException {
        try (Connection connection = sqlite(file, false);
                Statement statement = connection.createStatement()) {
            statement.execute("drop table " + MANIFEST);
        }
    }

    private static Map<String, String> manifest(Path file, Connection backup) throws SQLException {
        Map<String, String> entries = new TreeMap<>();
        try (Statement statement = backup.createStatement();
                ResultSet rows = statement.executeQuery("select name, value from " + MANIFEST)) {
            while (rows.next()) {
                entries.put(rows.getString(1), rows.getString(2));
            }
        } catch (SQLException e) {
            if (Faults.noTable(e)) {
                throw new JournalException(file + ": is no backup; `carom backup FILE` makes one", false, e);
            }
            throw e;
        }
        return entries;
    }

    private static Connection sqlite(Path file, boolean readOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(readOnly);
        return DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties());
    }

    private static long version(Connection connection) throws SQLException {
        return number(
                connection, "select max(cast(\"version\" as integer)) from flyway_schema_history where success = 1");
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void remove(Path file) {
        for (String end : List.of("", "-wal", "-shm", "-journal", ".lock")) {
            try {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + end));
            } catch (IOException e) {
                throw unwritable(file, e);
            }
        }
    }

    private static JournalException unwritable(Path file, IOException e) {
        return new JournalException(
                file + ": cannot be written (" + e.getClass().getSimpleName() + ": " + e.getMessage()
                        + "); check the folder, its rights and the free space",
                false,
                e);
    }
}
