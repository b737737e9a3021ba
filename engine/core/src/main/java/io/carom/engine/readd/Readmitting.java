package io.carom.engine.readd;

import io.carom.api.Action;
import io.carom.api.Because;
import io.carom.api.Classification;
import io.carom.api.Decision;
import io.carom.api.EventKind;
import io.carom.api.JournalException;
import io.carom.api.Phase;
import io.carom.api.Reason;
import io.carom.api.SubscriberChange;
import io.carom.api.SubscriberStatus;
import io.carom.engine.Amending;
import io.carom.engine.decide.Amendment;
import io.carom.engine.policy.Policy;
import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.AuditRow;
import io.carom.spi.History;
import io.carom.spi.Journal;
import io.carom.spi.Outgoing;
import io.carom.spi.Readmission;
import io.carom.spi.Readmission.Evidence;
import io.carom.spi.Readmission.State;
import io.carom.spi.Readmissions;
import io.carom.spi.Timer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Lets addresses back by hand. Each needs its own evidence; what complained or was suppressed needs a second operator. An address that is
 * back is on trial: the next message is a probe, it counts as proven after a number of deliveries, and the next bounce of its own ends it.
 * Safe for any number of threads where its {@link Amending} is.
 */
public final class Readmitting {
    private static final int LONGEST_REFERENCE = 1_000;

    private final Readmissions readmissions;
    private final Amending amending;
    private final Policy policy;

    /**
     * Over {@code journal}, through {@code amending}.
     *
     * @throws JournalException when the journal keeps no readmissions
     */
    public Readmitting(Journal journal, Amending amending, Policy policy) {
        this.readmissions = journal.readmissions()
                .orElseThrow(() -> new JournalException(
                        "this journal keeps no evidence of who was let back; use one in a database", false, null));
        this.amending = amending;
        this.policy = policy;
    }

    /**
     * What became of a wish.
     *
     * @param state what it came to; {@code refused} when nothing was done
     * @param words what to tell the person
     */
    public record Answer(State state, String words) {}

    /**
     * Lets an address back, or notes that a second operator has to agree.
     *
     * @param reference where the confirmation is recorded: the form's entry, the mail's Message-ID; not blank
     */
    public Answer readd(AddressKey address, Evidence evidence, String reference, Act act) {
        String where = reference.strip();
        if (where.isEmpty() || where.length() > LONGEST_REFERENCE) {
            return new Answer(
                    State.REFUSED,
                    address.address() + ": say where the confirmation is recorded, in 1 to " + LONGEST_REFERENCE
                            + " characters");
        }
        return amending.amend(address.scope(), amendment -> {
            amendment.learn(Set.of(address));
            History history = amendment.history(address);
            Readmission wish =
                    new Readmission(0, act, address, history.status(), evidence, where, State.REQUESTED, null);
            if (history.since() == null) {
                return new Answer(State.REFUSED, address.address() + " was never heard of: there is nothing to undo");
            }
            return switch (history.status()) {
                case SUBSCRIBED -> new Answer(State.REFUSED, address.address() + " is subscribed already");
                case BOUNCED, UNSUBSCRIBED -> letBack(wish.as(State.DONE, act), amendment, act);
                case COMPLAINED, SUPPRESSED -> request(wish, amendment);
            };
        });
    }

    private Answer request(Readmission wish, Amendment amendment) {
        Optional<Readmission> waiting =
                readmissions.newest(wish.address()).filter(one -> one.state() == State.REQUESTED);
        if (waiting.isPresent()) {
            return new Answer(
                    State.REFUSED,
                    wish.address().address() + ": request " + waiting.get().id()
                            + " waits for a second operator already");
        }
        amendment.aside(wish);
        amendment.aside(new AuditRow(
                wish.act(), "readd_request", "one address that is " + wish.was().word(), 1));
        return new Answer(
                State.REQUESTED,
                wish.address().address() + " is " + wish.was().word() + ": a second operator has to approve it");
    }

    /** A second operator agrees. */
    public Answer approve(long id, Act act) {
        return amending.amend("", amendment -> {
            Optional<Readmission> found = readmissions.find(id);
            Optional<Answer> objection = objection(id, found, act);
            if (objection.isPresent()) {
                return objection.get();
            }
            Readmission wish = found.orElseThrow();
            amendment.learn(Set.of(wish.address()));
            SubscriberStatus now = amendment.history(wish.address()).status();
            if (now != wish.was()) {
                return new Answer(
                        State.REFUSED,
                        "request " + id + ": the address was " + wish.was().word() + " and is " + now.word()
                                + " now; ask anew");
            }
            return letBack(wish.as(State.DONE, act), amendment, act);
        });
    }

    /** A second operator says no. */
    public Answer refuse(long id, Act act) {
        return amending.amend("", amendment -> {
            Optional<Readmission> found = readmissions.find(id).filter(one -> one.state() == State.REQUESTED);
            if (found.isEmpty()) {
                return new Answer(State.REFUSED, "there is no request " + id + " that waits");
            }
            amendment.aside(found.get().as(State.REFUSED, act));
            amendment.aside(new AuditRow(act, "readd_refuse", "request " + id, 1));
            return new Answer(State.DONE, "request " + id + " is refused");
        });
    }

    private static Optional<Answer> objection(long id, Optional<Readmission> found, Act act) {
        if (found.isEmpty() || found.get().state() != State.REQUESTED) {
            return Optional.of(new Answer(State.REFUSED, "there is no request " + id + " that waits"));
        }
        if (name(found.get().act()).equals(name(act))) {
            return Optional.of(new Answer(
                    State.REFUSED,
                    "request " + id + " was made by " + act.who().strip() + "; another operator has to approve it"));
        }
        return Optional.empty();
    }

    private static String name(Act act) {
        return act.who().strip().toLowerCase(Locale.ROOT);
    }

    private Answer letBack(Readmission done, Amendment amendment, Act act) {
        AddressKey address = done.address();
        int deliveries = policy.settings().recovery().deliveries();
        Decision decision = new Decision(
                null,
                "readd",
                address.address(),
                act.at(),
                policy.digest(),
                new Classification(EventKind.SUBSCRIBED, null, null, Reason.UNKNOWN, null, null, null, false),
                new SubscriberChange(done.was(), SubscriberStatus.SUBSCRIBED),
                null,
                List.of(new Action.Reactivate()),
                List.of(),
                List.of(new Because(Phase.ACTION, "engine/readd", why(done), null, Because.Outcome.WON)),
                false);
        History after = amendment
                .history(address)
                .status(SubscriberStatus.SUBSCRIBED, act.at(), null)
                .softRun(0, null)
                .goneRun(0, null)
                .hold(null)
                .probation(deliveries);
        amendment.change(address, after, decision, null);
        amendment.clearTimer(address, Timer.PROBATION);
        amendment.send(new Outgoing(
                "readd/" + address.scope() + "/" + address.address() + "/" + act.at(),
                address,
                decision.actions().get(0),
                act.at(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null));
        amendment.aside(done);
        amendment.aside(
                new AuditRow(act, "readd", "one address that was " + done.was().word(), 1));
        return new Answer(
                State.DONE,
                address.address()
                        + " is subscribed again, on trial: the next message is a probe, and it is proven after "
                        + deliveries + " deliveries");
    }

    private static String why(Readmission done) {
        String second =
                done.decided() == null || done.decided().who().equals(done.act().who())
                        ? ""
                        : ", approved by " + done.decided().who();
        return "Let back by " + done.act().who() + second + "; confirmed by "
                + done.evidence().word() + ": " + done.reference();
    }
}
