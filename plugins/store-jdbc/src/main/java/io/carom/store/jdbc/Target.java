package io.carom.store.jdbc;

import io.carom.api.JournalException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The database that a {@code --store} names. Immutable.
 *
 * @param dialect which kind of database
 * @param url its JDBC URL, which may hold a password
 * @param file SQLite's file, or null for a server
 * @param shown how messages name it: without password
 */
record Target(Dialect dialect, String url, @Nullable Path file, String shown) {
    private static final Pattern SECRET =
            Pattern.compile("(?i)([?&;](?:password|sslpassword|trustStorePassword|keyStorePassword)=)[^&;]*");
    private static final Pattern USER_INFO = Pattern.compile("//([^/@:]*):[^/@]*@");

    /** Reads a path or a JDBC URL. */
    static Target parse(String store) {
        String lower = store.toLowerCase(Locale.ROOT);
        if (lower.startsWith("jdbc:") && USER_INFO.matcher(store).find()) {
            throw new JournalException(
                    "store `" + withoutPassword(store)
                            + "`: the drivers take no name in front of the host; write ?user=NAME&password=... behind it",
                    false,
                    null);
        }
        if (lower.startsWith("jdbc:sqlite:")) {
            return sqlite(store.substring("jdbc:sqlite:".length()), store);
        }
        if (lower.startsWith("jdbc:postgresql:")) {
            return new Target(Dialect.POSTGRESQL, store, null, withoutPassword(store));
        }
        if (lower.startsWith("jdbc:mariadb:")) {
            return new Target(Dialect.MARIADB, store, null, withoutPassword(store));
        }
        if (lower.startsWith("jdbc:")) {
            throw new JournalException(
                    "store `" + withoutPassword(store)
                            + "`: no such kind of database; use a file, jdbc:sqlite:, jdbc:postgresql: or jdbc:mariadb:",
                    false,
                    null);
        }
        return sqlite(store, store);
    }

    private static Target sqlite(String path, String store) {
        String file = path.startsWith("file:") ? path.substring("file:".length()) : path;
        if (file.isBlank() || file.startsWith(":") || file.contains("?")) {
            throw new JournalException(
                    "store `" + store + "`: a journal needs a plain file, such as carom-data/carom.db", false, null);
        }
        try {
            Path where = Path.of(file);
            return new Target(Dialect.SQLITE, "jdbc:sqlite:" + where, where, where.toString());
        } catch (InvalidPathException e) {
            throw new JournalException(
                    "store `" + store + "`: no name of a file (" + e.getReason() + "); use --store FILE", false, e);
        }
    }

    private static String withoutPassword(String url) {
        return USER_INFO.matcher(SECRET.matcher(url).replaceAll("$1***")).replaceAll("//$1:***@");
    }
}
