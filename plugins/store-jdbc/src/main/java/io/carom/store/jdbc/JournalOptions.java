package io.carom.store.jdbc;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a journal is opened. Immutable.
 *
 * @param readOnly whether nothing may be written: a store that is not there is an error then
 * @param busyTimeout how long to wait for a lock that another process holds, and for a connection
 * @param turnTimeout how long a process may hold its turn while it does nothing: a server database cuts its connection then, so that one
 *     that hangs blocks nobody; SQLite cannot
 * @param readers how many readers may read at the same time, 1 to 100
 * @param cacheMiB page cache of SQLite's writer, 1 to 4096
 * @param user name for a server database where the URL has none, or null
 * @param password password for a server database where the URL has none, or null
 */
public record JournalOptions(
        boolean readOnly,
        Duration busyTimeout,
        Duration turnTimeout,
        int readers,
        int cacheMiB,
        @Nullable String user,
        @Nullable String password) {
    /** For writing: 5 s of patience, turns of at most 10 s, 4 readers, 64 MiB of cache. */
    public static final JournalOptions DEFAULT =
            new JournalOptions(false, Duration.ofSeconds(5), Duration.ofSeconds(10), 4, 64, null, null);

    /** For looking only. */
    public static final JournalOptions READ_ONLY = DEFAULT.onlyReading();

    /** Fails with {@link IllegalArgumentException} when a number is out of its range. */
    public JournalOptions {
        if (busyTimeout.isNegative() || busyTimeout.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("busyTimeout " + busyTimeout + " is not between 0 and 1 hour");
        }
        if (turnTimeout.compareTo(Duration.ofSeconds(1)) < 0 || turnTimeout.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("turnTimeout " + turnTimeout + " is not between 1 s and 1 hour");
        }
        if (readers < 1 || readers > 100) {
            throw new IllegalArgumentException("readers " + readers + " is not between 1 and 100");
        }
        if (cacheMiB < 1 || cacheMiB > 4096) {
            throw new IllegalArgumentException("cacheMiB " + cacheMiB + " is not between 1 and 4096");
        }
    }

    /** These options for looking only. */
    public JournalOptions onlyReading() {
        return new JournalOptions(true, busyTimeout, turnTimeout, readers, cacheMiB, user, password);
    }

    /** These options with another patience. */
    public JournalOptions busyTimeout(Duration timeout) {
        return new JournalOptions(readOnly, timeout, turnTimeout, readers, cacheMiB, user, password);
    }

    /** These options with another longest turn. */
    public JournalOptions turnTimeout(Duration timeout) {
        return new JournalOptions(readOnly, busyTimeout, timeout, readers, cacheMiB, user, password);
    }

    /** These options with the name and password of a server database. */
    public JournalOptions login(String newUser, @Nullable String newPassword) {
        return new JournalOptions(readOnly, busyTimeout, turnTimeout, readers, cacheMiB, newUser, newPassword);
    }
}
