package io.carom.intake.log;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages that have lines still to come, by queue id; bounded by number and by age. A message that is done is kept for a while,
 * because a slow process may write its line late. For one thread.
 */
final class Joins {
    private static final int LATE = 2_000;

    private final int maxMessages;
    private final int maxRecipients;
    private final long maxAge;
    private final LinkedHashMap<String, Queued> open = new LinkedHashMap<>(64, 0.75f, true);
    private final LinkedHashMap<String, Queued> done = new LinkedHashMap<>();

    Joins(LogOptions options) {
        maxMessages = options.maxMessages();
        maxRecipients = options.maxRecipients();
        maxAge = options.maxAge().toSeconds();
    }

    int maxRecipients() {
        return maxRecipients;
    }

    int size() {
        return open.size() + done.size();
    }

    /** A message that begins: whatever had its queue id before is another one. */
    Queued begin(String id, long now) {
        Queued queued = open.get(id);
        if (queued == null) {
            done.remove(id);
            queued = new Queued();
            add(id, queued, now);
        }
        queued.seen = Math.max(now, queued.seen);
        return queued;
    }

    /** The message of {@code id}, also one that is done; a new one when nothing is known of it. */
    Queued find(String id, long now) {
        Queued queued = open.get(id);
        if (queued == null) {
            queued = done.get(id);
        }
        if (queued == null) {
            queued = new Queued();
            add(id, queued, now);
        }
        queued.seen = Math.max(now, queued.seen);
        return queued;
    }

    @Nullable
    Queued peek(String id) {
        Queued queued = open.get(id);
        return queued == null ? done.get(id) : queued;
    }

    /** The server is done with the message. */
    void done(String id) {
        Queued queued = open.remove(id);
        if (queued != null) {
            done.put(id, queued);
            trim(done, LATE);
        }
    }

    /** All messages, longest silent first; those that are done come first. */
    void each(Visitor visitor) {
        done.forEach((id, queued) -> visitor.visit(id, queued, true));
        open.forEach((id, queued) -> visitor.visit(id, queued, false));
    }

    /** Puts a message back that {@link #each} gave. */
    void restore(String id, Queued queued, boolean isDone) {
        if (isDone) {
            done.put(id, queued);
            trim(done, LATE);
        } else {
            open.put(id, queued);
            trim(open, maxMessages);
        }
    }

    private void add(String id, Queued queued, long now) {
        queued.seen = now;
        open.put(id, queued);
        trim(open, maxMessages);
        // One message comes, at most two go: the work for one line stays bounded.
        for (int i = 0; i < 2; i++) {
            Iterator<Queued> eldest = open.values().iterator();
            if (!eldest.hasNext() || now - eldest.next().seen <= maxAge) {
                return;
            }
            eldest.remove();
        }
    }

    private static void trim(Map<String, Queued> map, int limit) {
        while (map.size() > limit) {
            Iterator<Map.Entry<String, Queued>> eldest = map.entrySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    /** Sees each message. */
    interface Visitor {
        void visit(String id, Queued queued, boolean isDone);
    }
}
