package io.carom.spi;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that were let back by hand, and those that wait for it. They are written by a commit with a {@link Readmission}. Safe for any
 * number of threads. Every method fails with {@link io.carom.api.JournalException}.
 */
public interface Readmissions {
    /** One of them; read where the next commit is written. */
    Optional<Readmission> find(long id);

    /** The newest about an address; read where the next commit is written. */
    Optional<Readmission> newest(AddressKey address);

    /** Newest first; of one state, or of every one for null. */
    List<Readmission> list(Readmission.@Nullable State state, int limit, long offset);
}
