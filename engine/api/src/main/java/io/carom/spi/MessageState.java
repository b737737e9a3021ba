package io.carom.spi;

import io.carom.api.BounceType;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one message to one address. Immutable.
 *
 * @param verdict the strongest verdict counted so far, or null
 * @param softs soft failures counted so far
 * @param attempts the attempts counted so far, bit n-1 for attempt n up to 63; bit 63 for all above
 * @param counted whether this message is part of its address's run already; without a verdict, that its delivery to an address on trial
 *     was counted
 * @param early which attempt got the early retry after greylisting; 0 when none did
 * @param spared attempts that used up no retry
 */
public record MessageState(
        @Nullable BounceType verdict, int softs, long attempts, boolean counted, int early, int spared) {
    /** The state of a message never heard of. */
    public static final MessageState NONE = new MessageState(null, 0, 0, false, 0, 0);

    /** Whether this attempt's failure was counted already. */
    public boolean seen(int attempt) {
        return attempt < 64 && ((attempts >>> (attempt - 1)) & 1) == 1;
    }

    /** Whether the failure of a later attempt was counted already. */
    public boolean seenAfter(int attempt) {
        return attempt < 64 && attempts >>> (attempt - 1) > 1;
    }

    /** This state with its delivery counted. */
    public MessageState delivered() {
        return new MessageState(verdict, softs, attempts, true, early, spared);
    }

    /** This state with one more failure. */
    public MessageState failed(BounceType type, int attempt, boolean nowCounted, int newEarly, int newSpared) {
        BounceType strongest = verdict == BounceType.HARD ? verdict : type;
        int newSofts = softs + (type == BounceType.SOFT ? 1 : 0);
        return new MessageState(
                strongest,
                newSofts,
                attempts | (1L << (Math.min(attempt, 64) - 1)),
                counted || nowCounted,
                newEarly,
                newSpared);
    }
}
