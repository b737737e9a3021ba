package io.carom.engine.simulate;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that fare otherwise under the candidate, and the retries that only it makes. Bounded: the address that was looked at
 * longest ago is settled first. For one thread.
 */
final class Following {
    /** So many addresses are followed at once. */
    static final int MOST_ADDRESSES = 200_000;

    /** A retry whose time has come. */
    record Due(Followed followed, Branch branch, String message, Course course, Course.Retry retry) {
        boolean isStill() {
            return retry.equals(course.pending);
        }
    }

    private static final Comparator<Due> IN_ORDER = Comparator.comparing(
                    (Due due) -> due.retry().deadline())
            .thenComparing(due -> due.followed().address)
            .thenComparing(Due::message)
            .thenComparing(due -> !due.branch().main)
            .thenComparingLong(due -> due.branch().seeds);

    private final Map<String, Followed> followed = new LinkedHashMap<>(16, 0.75f, true);
    private final PriorityQueue<Due> queue = new PriorityQueue<>(IN_ORDER);
    private final Consumer<Followed> settle;

    /** {@code settle} is told of each address before it is forgotten. */
    Following(Consumer<Followed> settle) {
        this.settle = settle;
    }

    @Nullable
    Followed of(String address) {
        return followed.isEmpty() ? null : followed.get(address);
    }

    Followed open(String address) {
        Followed found = followed.get(address);
        if (found == null) {
            found = new Followed(address);
            followed.put(address, found);
            if (followed.size() > MOST_ADDRESSES) {
                Followed eldest = followed.values().iterator().next();
                followed.remove(eldest.address);
                settle.accept(eldest);
            }
        }
        return found;
    }

    void plan(Followed whose, Branch branch, String message, @Nullable Course course) {
        if (course != null && course.pending != null) {
            queue.add(new Due(whose, branch, message, course, course.pending));
        }
    }

    /** The next retry that is to be made by {@code until}, taken away; or null. */
    @Nullable
    Due due(Instant until) {
        while (isDue(until)) {
            Due due = queue.remove();
            if (due.isStill() && due.followed().equals(followed.get(due.followed().address))) {
                due.course().pending = null;
                return due;
            }
        }
        return null;
    }

    boolean isDue(Instant until) {
        Due first = queue.peek();
        return first != null && !first.retry().deadline().isAfter(until);
    }

    /** Retries that are due after everything that is recorded. */
    long open() {
        return queue.stream().filter(due -> due.branch().main && due.isStill()).count();
    }

    /** Settles every address, after {@code last} has been done to it. */
    void finish(Consumer<Followed> last) {
        followed.values().forEach(one -> {
            last.accept(one);
            settle.accept(one);
        });
    }
}
