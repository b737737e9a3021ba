package io.carom.engine.simulate;

import io.carom.api.Action;
import io.carom.api.Because;
import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.engine.Receipt;
import io.carom.spi.AddressKey;
import io.carom.spi.History;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What comes otherwise under the candidate: which recorded events it does not meet, the retries that only it makes and what they come
 * to, in the main walk and, for the addresses where further seeds draw otherwise, in branches beside it. For one thread.
 */
final class OtherWay implements AutoCloseable {
    /** Names of what is counted here. */
    static final String SPARED = "spared_sends";

    static final String LEFT_OUT = "left_out";
    static final String FOUND = "found";
    static final String ADDED = "added_sends";
    static final String IMPLIED = "implied";
    static final String DRAWN = "modelled_retries";
    static final String DELIVERED = "modelled_deliveries";
    static final String REGAINED_MAIL = "regained_mail";
    static final String LOST_MAIL = "lost_mail";
    static final String LOST = "lost_subscribers";
    static final String REGAINED = "regained_subscribers";

    private static final int MOST_FORKS = 12;
    private static final int MOST_FORKED = 100_000;

    private final Lane baseline;
    private final Lane candidate;
    private final OutcomeModel model;
    private final UnaryOperator<String> domainOf;
    private final Consumer<Decision> timers;
    private final Following following = new Following(this::settle);
    private final Forks forks;
    private final SeedFigures ledger = new SeedFigures();
    private final Map<String, Long> counted = new HashMap<>();
    private final long salt;
    private boolean sentIsRecorded;
    private long forked;
    private long unforked;

    OtherWay(
            Lane baseline,
            Lane candidate,
            OutcomeModel model,
            long seed,
            UnaryOperator<String> domainOf,
            Consumer<Decision> timers) {
        this.baseline = baseline;
        this.candidate = candidate;
        this.model = model;
        this.salt = Seen.mix(seed + 1);
        this.domainOf = domainOf;
        this.timers = timers;
        this.forks = new Forks(candidate.policy(), candidate.journal());
    }

    boolean isDue(Instant until) {
        return following.isDue(until);
    }

    boolean isDrawn(String address) {
        Followed followed = following.of(address);
        return followed != null && followed.drawn;
    }

    /** The address, when it is followed or is now to be, for the candidate writes there no more. */
    @Nullable
    Followed followed(Event event, String address, boolean stopped) {
        sentIsRecorded |= event.kind() == EventKind.SENT;
        Followed found = following.of(address);
        return found == null && stopped && event.message() != null ? following.open(address) : found;
    }

    /** What the candidate meets of a recorded event, or null. */
    @Nullable
    Event meet(Followed followed, Event event, boolean stopped) {
        Branch.Meeting meeting = followed.main.meet(event, stopped, sentIsRecorded);
        count(followed, followed.main, meeting);
        return meeting.event();
    }

    private void count(Followed followed, Branch branch, Branch.Meeting meeting) {
        count(followed, branch, SPARED, meeting.sendSpared() ? 1 : 0);
        count(followed, branch, LEFT_OUT, meeting.leftOut() ? 1 : 0);
        count(followed, branch, FOUND, meeting.found() ? 1 : 0);
    }

    /** Counts for a branch and its seeds only. */
    private void count(Followed followed, Branch branch, String what, long by) {
        if (by == 0) {
            return;
        }
        if (branch.main) {
            counted.merge(what, by, Long::sum);
            ledger.add(what, followed.elsewhere(), -by);
        } else {
            ledger.add(what, branch.seeds, by);
        }
    }

    /** Takes notice of a recorded event and of what both decided. */
    void decided(
            @Nullable Followed followed,
            Event event,
            String address,
            boolean baselineOut,
            @Nullable Decision first,
            @Nullable Decision second) {
        boolean news = first != null
                && second != null
                && event.message() != null
                && event.kind() == EventKind.BOUNCE
                && !second.duplicate()
                && !Branch.same(event, first, second);
        if (followed == null && !news) {
            return;
        }
        Followed whose = followed == null ? following.open(address) : followed;
        if (!whose.forks.isEmpty()) {
            beside(whose, event, baselineOut, first, second);
        }
        if (first != null) {
            note(whose.main, event, first);
            if (second != null) {
                plan(whose, whose.main, event, whose.main.decided(event, first, second));
            }
        }
        if (!whose.forks.isEmpty()) {
            merge(whose);
        }
    }

    private static void note(Branch branch, Event event, Decision first) {
        Course course = branch.course(event.message());
        if (course != null) {
            course.recorded(event, first);
        }
    }

    private void plan(Followed whose, Branch branch, Event event, @Nullable Course course) {
        if (event.message() != null) {
            following.plan(whose, branch, event.message(), course);
        }
    }

    private void beside(
            Followed whose, Event event, boolean baselineOut, @Nullable Decision first, @Nullable Decision second) {
        AddressKey address = new AddressKey("", whose.address);
        for (Branch fork : whose.forks) {
            Branch.Meeting meeting = fork.meet(event, fork.isOut() && !baselineOut, sentIsRecorded);
            count(whose, fork, meeting);
            Decision third = meeting.event() == null ? null : forks.take(fork, address, meeting.event());
            if (second == null || third == null || !sameForAddress(second, third)) {
                enter(fork.seeds, -1, event, first, second);
                enter(fork.seeds, 1, event, first, third);
            }
            if (first != null) {
                note(fork, event, first);
                if (third != null) {
                    plan(whose, fork, event, fork.decided(event, first, third));
                }
            }
        }
    }

    private static boolean sameForAddress(Decision a, Decision b) {
        return a.classification().equals(b.classification())
                && Objects.equals(a.subscriber(), b.subscriber())
                && Objects.equals(a.retry(), b.retry());
    }

    /** Enters what a decision counts for, or takes it out, for some seeds. */
    private void enter(long seeds, int sign, Event event, @Nullable Decision first, @Nullable Decision then) {
        if (then == null || seeds == 0) {
            return;
        }
        for (Because because : then.because()) {
            if (because.outcome() == Because.Outcome.WON) {
                ledger.add("rule " + because.rule(), seeds, sign);
            }
        }
        for (Action action : then.actions()) {
            ledger.add("action " + action.type(), seeds, sign);
        }
        if (first != null && Difference.differ(first, then)) {
            String reason = first.classification().reason().word();
            ledger.add("changed", seeds, sign);
            ledger.add("move " + new Difference.Move(Difference.shape(first), Difference.shape(then)), seeds, sign);
            ledger.add("domain " + domainOf.apply(Lane.key(event.recipient())), seeds, sign);
            ledger.add("reason " + reason, seeds, sign);
            if (event.campaign() != null) {
                ledger.add("campaign " + event.campaign(), seeds, sign);
            }
        }
    }

    /** Branches that have become alike are one again. */
    private void merge(Followed whose) {
        if (whose.main.isOpen() || candidate.journal().hold(new AddressKey("", whose.address)) != null) {
            return;
        }
        History standing = candidate.history(whose.address);
        whose.forks.removeIf(fork -> {
            boolean alike =
                    fork.hold == null && !fork.isOpen() && fork.place.history().equals(standing);
            if (alike) {
                settle(whose, fork);
                whose.main.seeds |= fork.seeds;
                forked--;
            }
            return alike;
        });
    }

    /** Makes the candidate's own retries that are due by now; one may follow from another. */
    void make(Instant until) {
        Following.Due due = following.due(until);
        while (due != null) {
            boolean out = due.branch().main
                    ? candidate.isOut(due.followed().address)
                    : due.branch().isOut();
            if (!out) {
                attempt(due);
            }
            due = following.due(until);
        }
    }

    private void attempt(Following.Due due) {
        Followed whose = due.followed();
        Branch branch = due.branch();
        Course course = due.course();
        Course.Retry retry = due.retry();
        course.made++;
        course.attempt++;
        count(whose, branch, ADDED, 1);
        if (course.impliesDelivery(retry) || course.impliesFailure(retry)) {
            count(whose, branch, IMPLIED, 1);
            come(due, branch, course.impliesDelivery(retry));
            return;
        }
        whose.drawn = true;
        count(whose, branch, DRAWN, 1);
        long asked = branch.seeds | (branch.main ? OutcomeModel.MAIN : 0);
        long which = Seen.hash(whose.address + " " + due.message() + " " + retry.at()) ^ salt;
        long success = model.succeeds(
                which,
                course.lastReason(retry),
                domainOf.apply(whose.address),
                course.lastFailure(retry).at(),
                retry.at(),
                asked);
        boolean succeeds = branch.main
                ? (success & OutcomeModel.MAIN) != 0
                : Long.bitCount(success & branch.seeds) * 2 > Long.bitCount(branch.seeds);
        long otherwise = (succeeds ? ~success : success) & branch.seeds;
        if (otherwise != 0) {
            Branch fork = fork(whose, branch, otherwise);
            if (fork != null) {
                drawn(whose, due, fork, !succeeds);
            }
        }
        drawn(whose, due, branch, succeeds);
    }

    private void drawn(Followed whose, Following.Due due, Branch branch, boolean success) {
        count(whose, branch, DELIVERED, success ? 1 : 0);
        come(due, branch, success);
    }

    private @Nullable Branch fork(Followed whose, Branch branch, long seeds) {
        if (whose.forks.size() >= MOST_FORKS || forked >= MOST_FORKED) {
            unforked++;
            return null;
        }
        AddressKey address = new AddressKey("", whose.address);
        LaneJournal.Place place = branch.main ? candidate.journal().place(address) : branch.place;
        Branch fork = branch.split(
                seeds,
                place == null ? new LaneJournal.Place() : place,
                branch.main ? candidate.journal().hold(address) : branch.hold);
        whose.forks.add(fork);
        // Other messages to this address may have retries under way, too
        fork.eachCourse((message, course) -> following.plan(whose, fork, message, course));
        forked++;
        return fork;
    }

    /** The outcome of a retry comes to a branch. */
    private void come(Following.Due due, Branch branch, boolean success) {
        Followed whose = due.followed();
        Course course = branch.course(due.message());
        if (course == null) {
            return;
        }
        course.delivered |= success;
        Event made = event(due, course, success);
        Decision decision;
        if (branch.main) {
            Receipt receipt = candidate.take(List.of(made), Set.of()).get(0);
            receipt.timers().forEach(timers);
            decision = receipt.decision().orElse(null);
            if (decision != null) {
                candidate.count(decision, whose.drawn);
                enter(whose.elsewhere(), -1, made, null, decision);
            }
        } else {
            decision = forks.take(branch, new AddressKey("", whose.address), made);
            enter(branch.seeds, 1, made, null, decision);
        }
        if (success || decision == null) {
            course.rest();
        } else {
            following.plan(whose, branch, due.message(), branch.retry(course, made, decision));
        }
    }

    private static Event event(Following.Due due, Course course, boolean success) {
        Event first = due.retry().failed();
        Event failed = course.lastFailure(due.retry());
        Event.Builder event = Event.of(
                        success ? EventKind.DELIVERY : EventKind.BOUNCE,
                        due.retry().at(),
                        first.recipient())
                .id("modelled " + due.followed().address + " " + due.message() + " "
                        + due.retry().at())
                .message(due.message())
                .attempt(first.attempt() == null ? null : Integer.valueOf(course.attempt))
                .campaign(first.campaign())
                .list(first.list())
                .subscriber(first.subscriber())
                .server(first.server())
                .sendingIp(first.sendingIp())
                .remoteMta(failed.remoteMta())
                .source(first.source())
                .proof(first.proof());
        if (!success) {
            event.reply(failed.reply())
                    .replyCode(failed.replyCode())
                    .status(failed.status())
                    .diagnostic(failed.diagnostic())
                    .bounceType(failed.bounceType())
                    .reason(failed.reason());
        }
        return event.build();
    }

    /** Ends every branch's holds by {@code until} and counts what is left. */
    void finish(Instant until) {
        following.finish(followed -> {
            AddressKey address = new AddressKey("", followed.address);
            followed.forks.forEach(fork -> forks.fire(fork, address, until));
        });
    }

    private void settle(Followed whose) {
        whose.forks.forEach(fork -> settle(whose, fork));
        counted.merge(REGAINED_MAIL, mail(whose.main, true), Long::sum);
        counted.merge(LOST_MAIL, mail(whose.main, false), Long::sum);
        forked -= whose.forks.size();
    }

    private void settle(Followed whose, Branch fork) {
        ledger.add(REGAINED_MAIL, fork.seeds, mail(fork, true) - mail(whose.main, true));
        ledger.add(LOST_MAIL, fork.seeds, mail(fork, false) - mail(whose.main, false));
        boolean before = baseline.isOut(whose.address);
        boolean main = candidate.isOut(whose.address);
        if (fork.isOut() != main) {
            String what = before ? REGAINED : LOST;
            int by = fork.isOut() == before ? -1 : 1;
            ledger.add(what, fork.seeds, by);
            ledger.add(what + " " + domainOf.apply(whose.address), fork.seeds, by);
        }
    }

    private static long mail(Branch branch, boolean regained) {
        long count = 0;
        for (Course course : branch.courses()) {
            count += (regained ? course.regained() : course.lost()) ? 1 : 0;
        }
        return count;
    }

    long counted(String what) {
        return counted.getOrDefault(what, 0L);
    }

    SeedFigures ledger() {
        return ledger;
    }

    /** Retries that are due after the last event. */
    long open() {
        return following.open();
    }

    /** How often seeds drew otherwise and went with the main walk all the same, for there was no room for more branches. */
    long unforked() {
        return unforked;
    }

    @Override
    public void close() {
        forks.close();
    }
}
