package io.carom.engine.simulate;

import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Reason;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What would have come otherwise under the candidate: which recorded events it would never have met, and which retries it makes that
 * nobody has recorded. The baseline meets everything as it is recorded. For one thread.
 */
final class Following {
    private static final int MOST_KEPT = 500_000;

    /** A retry that only the candidate makes. */
    record Retry(String message, String address, Event failed, Reason reason, String domain, Instant at) {}

    private final Map<String, Integer> notRetried = bounded();
    private final Map<String, Boolean> spared = bounded();
    private final Map<String, Boolean> modelled = bounded();
    private final Map<String, Retry> pending = new HashMap<>();
    private final PriorityQueue<Retry> queue =
            new PriorityQueue<>(Comparator.comparing(Retry::at).thenComparing(Retry::message));
    private boolean sentIsRecorded;
    private long sparedSends;
    private long leftOut;
    private long recordedRetries;

    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > MOST_KEPT;
            }
        };
    }

    static @Nullable String message(Event event, String address) {
        return event.message() == null ? null : address + " " + event.message();
    }

    /**
     * Whether the candidate meets this recorded event.
     *
     * @param stopped whether the candidate, and only it, writes to this address no more
     */
    boolean meets(Event event, String address, boolean stopped) {
        sentIsRecorded |= event.kind() == EventKind.SENT;
        String message = message(event, address);
        if (message == null) {
            return true;
        }
        if (spared.containsKey(message)) {
            leaveOut(event);
            return false;
        }
        if (pending.containsKey(message) && isResult(event)) {
            pending.remove(message);
            recordedRetries++;
            return true;
        }
        if (modelled.containsKey(message) && isResult(event)) {
            leftOut++;
            return false;
        }
        Integer failed = notRetried.get(message);
        boolean afterwards = failed != null && (event.attempt() == null || event.attempt() > failed);
        if (isResult(event) && afterwards) {
            spared.put(message, true);
            leaveOut(event);
            return false;
        }
        boolean sentLater = event.kind() == EventKind.SENT
                || (!sentIsRecorded && isResult(event) && (event.attempt() == null || event.attempt() == 1));
        if (stopped && sentLater) {
            spared.put(message, true);
            sparedSends++;
            leftOut++;
            return false;
        }
        return true;
    }

    private void leaveOut(Event event) {
        leftOut++;
        // The first attempt was counted when its message was sent
        boolean again = isResult(event) && (event.attempt() == null || event.attempt() > 1);
        sparedSends += again ? 1 : 0;
    }

    private static boolean isResult(Event event) {
        return event.kind() == EventKind.BOUNCE || event.kind() == EventKind.DELIVERY;
    }

    /** Takes notice of what both decided about one event. */
    void decided(Event event, String address, String domain, Decision baseline, Decision candidate) {
        String message = message(event, address);
        if (message == null || candidate.duplicate()) {
            return;
        }
        boolean baselineRetries = baseline.retry() != null;
        if (candidate.retry() == null && baselineRetries) {
            notRetried.put(message, event.attempt() == null ? 0 : event.attempt());
        } else if (candidate.retry() != null && !baselineRetries) {
            retry(message, event, address, domain, candidate);
        }
    }

    /** The candidate makes a retry that the baseline does not make. */
    void retry(String message, Event event, String address, String domain, Decision candidate) {
        if (candidate.retry() != null) {
            Retry retry = new Retry(
                    message,
                    address,
                    event,
                    candidate.classification().reason(),
                    domain,
                    candidate.retry().at());
            pending.put(message, retry);
            queue.add(retry);
        }
    }

    /** The next retry due at or before {@code until} that is still to be made, taken away; or null. */
    @Nullable
    Retry due(Instant until) {
        while (!queue.isEmpty() && !queue.peek().at().isAfter(until)) {
            Retry retry = queue.remove();
            if (pending.remove(retry.message(), retry)) {
                modelled.put(retry.message(), true);
                return retry;
            }
        }
        return null;
    }

    boolean isDue(Instant until) {
        Retry first = queue.peek();
        return first != null && !first.at().isAfter(until);
    }

    long sparedSends() {
        return sparedSends;
    }

    long leftOut() {
        return leftOut;
    }

    long recordedRetries() {
        return recordedRetries;
    }

    long open() {
        return pending.size();
    }
}
