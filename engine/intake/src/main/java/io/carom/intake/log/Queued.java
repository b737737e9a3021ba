package io.carom.intake.log;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the lines so far said of one message in a queue. For one thread. */
final class Queued {
    @Nullable
    String message;

    @Nullable
    String sender;

    /** How many recipients the server said it has, or 0. */
    int recipients;

    /** When its last line was written, in seconds of the epoch. */
    long seen;

    /** The tries by recipient, in the order in which they came. */
    final Map<String, Tries> tries = new LinkedHashMap<>(4);

    /** The tries at {@code recipient}; a recipient beyond {@code limit} starts anew each time. */
    Tries tries(String recipient, int limit) {
        Tries found = tries.get(recipient);
        if (found == null) {
            found = new Tries();
            if (tries.size() < limit) {
                tries.put(recipient, found);
            }
        }
        return found;
    }

    /** The tries at one recipient. For one thread. */
    static final class Tries {
        int count;

        /** The address that we sent to, when the server delivered to another. */
        @Nullable
        String original;

        /** Whether the last try left the recipient waiting. */
        boolean waiting;

        @Nullable
        String reply;

        @Nullable
        String diagnostic;

        @Nullable
        String status;

        @Nullable
        String remote;
    }
}
