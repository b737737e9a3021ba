package io.carom.engine.deliver;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver answered. Immutable.
 *
 * @param kind whether it is done, or whether to come again
 * @param told what was said, for people; one line
 * @param notBefore how long the receiver wants to be left alone, or null where it did not say
 */
public record Answer(Kind kind, String told, @Nullable Duration notBefore) {
    /** It is done, now or before. */
    public static final Answer DONE = new Answer(Kind.DONE, "done", null);

    /** Whether it is done. */
    public enum Kind {
        DONE,
        /** Come again. */
        LATER,
        /** Never come again with this. */
        NEVER
    }

    /** Come again, because of {@code why}. */
    public static Answer later(String why) {
        return new Answer(Kind.LATER, why, null);
    }

    /** Never, because of {@code why}. */
    public static Answer never(String why) {
        return new Answer(Kind.NEVER, why, null);
    }
}
