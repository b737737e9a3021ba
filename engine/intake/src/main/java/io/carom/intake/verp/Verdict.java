package io.carom.intake.verp;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What a return path proves. Immutable. */
public sealed interface Verdict {
    /**
     * We made it for this recipient, and it is still good.
     *
     * @param recipient the address that it was made for, in lower case
     * @param key the id of the key that signed it
     * @param lastDay the last day (UTC) on which it is good
     */
    record Genuine(String recipient, String key, LocalDate lastDay) implements Verdict {}

    /**
     * It proves nothing.
     *
     * @param why the kind of doubt
     * @param message what is wrong, for people; tells no secret
     * @param recipient the address that it names, in lower case, if it does; not to be relied on
     */
    record Doubtful(Why why, String message, @Nullable String recipient) implements Verdict {
        /** Whether it names no recipient and was made for none of those that were asked about: it may be genuine for another one. */
        public boolean unnamed() {
            return why == Why.FORGED && recipient == null;
        }
    }

    /** Why a return path proves nothing. */
    enum Why {
        /** It has not the form of ours: an ordinary address. */
        NOT_OURS,
        /** The key that it names is not known (any more). */
        UNKNOWN_KEY,
        /** The signature is wrong: changed, made up, or of another recipient. */
        FORGED,
        /** It was good once. */
        EXPIRED
    }
}
