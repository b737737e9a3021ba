package io.carom.engine.simulate;

import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.SubscriberStatus;
import io.carom.spi.Timer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How one address fares under the candidate for some of the seeds: the main branch lives in the candidate's own journal, every other one
 * in {@link #place}. For one thread.
 */
final class Branch {
    private static final int MOST_COURSES = 64;

    /** What became of a recorded event. */
    record Meeting(@Nullable Event event, boolean found, boolean leftOut, boolean sendSpared) {
        static Meeting of(Event event) {
            return new Meeting(event, false, false, false);
        }

        static final Meeting NOT_MADE = new Meeting(null, false, true, true);
        static final Meeting LEFT_OUT = new Meeting(null, false, true, false);
    }

    final boolean main;
    /** The further seeds that fare like this. */
    long seeds;
    /** What the address is here; only used where this is not the main branch. */
    LaneJournal.Place place = new LaneJournal.Place();

    @Nullable
    Timer hold;

    private final Map<String, Course> courses = new HashMap<>(2);

    Branch(boolean main, long seeds) {
        this.main = main;
        this.seeds = seeds;
    }

    /** Another branch that has fared the same so far, for {@code some} of the seeds, which leave this one. */
    Branch split(long some, LaneJournal.Place standing, @Nullable Timer waiting) {
        Branch fork = new Branch(false, some);
        seeds &= ~some;
        fork.place = standing.copy();
        fork.hold = waiting;
        courses.forEach((message, course) -> fork.courses.put(message, course.copy()));
        return fork;
    }

    boolean isOut() {
        return place.history().status() != SubscriberStatus.SUBSCRIBED;
    }

    @Nullable
    Course course(@Nullable String message) {
        return message == null ? null : courses.get(message);
    }

    void eachCourse(BiConsumer<String, Course> taker) {
        courses.forEach(taker);
    }

    Iterable<Course> courses() {
        return courses.values();
    }

    /** Whether something is still under way that is not recorded, or was never sent. */
    boolean isOpen() {
        for (Course course : courses.values()) {
            if (course.pending != null || course.spared) {
                return true;
            }
        }
        return false;
    }

    /**
     * What the candidate meets of a recorded event.
     *
     * @param stopped whether the candidate, and only it, writes to this address no more
     * @param sentIsRecorded whether the history tells of messages when they are sent
     */
    Meeting meet(Event event, boolean stopped, boolean sentIsRecorded) {
        String message = event.message();
        if (message == null) {
            return Meeting.of(event);
        }
        Course course = courses.get(message);
        if (course == null) {
            boolean sentNow =
                    event.kind() == EventKind.SENT || (!sentIsRecorded && Course.isResult(event) && first(event));
            if (!stopped || !sentNow) {
                return Meeting.of(event);
            }
            open(message).spared = true;
            return Meeting.NOT_MADE;
        }
        if (course.spared) {
            // Its first attempt was counted when it was sent
            return Course.isResult(event) && !first(event) && isNews(course, event)
                    ? Meeting.NOT_MADE
                    : Meeting.LEFT_OUT;
        }
        if (event.kind() == EventKind.SENT) {
            return Meeting.of(event);
        }
        return Course.isResult(event) ? result(event, course) : reaction(event, course);
    }

    private static boolean first(Event event) {
        return event.attempt() == null || event.attempt() == 1;
    }

    private static boolean isNews(Course course, Event event) {
        int attempt = event.attempt() == null ? course.missed + 1 : event.attempt();
        boolean news = attempt > course.missed;
        course.missed = Math.max(course.missed, attempt);
        return news;
    }

    private static Meeting reaction(Event event, Course course) {
        boolean needsDelivery = event.kind() == EventKind.OPENED
                || event.kind() == EventKind.CLICKED
                || event.kind() == EventKind.COMPLAINT;
        return needsDelivery && !course.delivered ? Meeting.LEFT_OUT : Meeting.of(event);
    }

    private static Meeting result(Event event, Course course) {
        Integer attempt = event.attempt();
        if (attempt != null && attempt <= course.shared) {
            return Meeting.of(event);
        }
        if (attempt != null && attempt <= course.matched) {
            return Meeting.LEFT_OUT;
        }
        Course.Retry retry = course.pending;
        boolean anyway = !course.retimed && course.made == 0;
        if (retry != null && (anyway || retry.isAbout(event.at()))) {
            course.pending = null;
            course.matched = attempt == null ? course.matched : attempt;
            course.attempt++;
            course.delivered |= event.kind() == EventKind.DELIVERY;
            Event met = attempt == null || attempt == course.attempt
                    ? event
                    : event.edit().attempt(course.attempt).build();
            return new Meeting(met, true, false, false);
        }
        if (anyway) {
            course.delivered |= event.kind() == EventKind.DELIVERY;
            return Meeting.of(event);
        }
        return isNews(course, event) ? Meeting.NOT_MADE : Meeting.LEFT_OUT;
    }

    /** Takes notice of what both decided about an event that both met; answers the candidate's next retry where it is its own. */
    @Nullable
    Course decided(Event event, Decision baseline, Decision candidate) {
        String message = event.message();
        if (message == null || candidate.duplicate() || event.kind() != EventKind.BOUNCE) {
            return null;
        }
        Course course = courses.get(message);
        if (course == null) {
            if (same(event, baseline, candidate)) {
                return null;
            }
            course = open(message);
            course.retimed = baseline.retry() != null;
            course.shared = event.attempt() == null ? 1 : event.attempt();
            course.matched = course.shared;
            course.missed = course.shared;
            course.attempt = course.shared;
        }
        return retry(course, event, candidate);
    }

    /** Whether both plan the same next retry, or none. */
    static boolean same(Event event, Decision baseline, Decision candidate) {
        if (baseline.retry() == null || candidate.retry() == null) {
            return baseline.retry() == null && candidate.retry() == null;
        }
        Instant recorded = baseline.retry().at();
        return Math.abs(candidate.retry().at().toEpochMilli() - recorded.toEpochMilli())
                <= Course.tolerance(event.at(), recorded);
    }

    /** The candidate plans its next retry, or none. */
    Course retry(Course course, Event failed, Decision candidate) {
        if (candidate.retry() == null) {
            course.pending = null;
            course.rest();
        } else {
            course.pending = new Course.Retry(
                    failed,
                    candidate.classification().reason(),
                    candidate.retry().at());
        }
        return course;
    }

    private Course open(String message) {
        if (courses.size() >= MOST_COURSES) {
            courses.values().removeIf(course -> course.pending == null && !course.spared);
        }
        return courses.computeIfAbsent(message, unheard -> new Course());
    }
}
