package io.carom.engine.hand;

import io.carom.api.Action;
import io.carom.api.Because;
import io.carom.api.Classification;
import io.carom.api.Decision;
import io.carom.api.EventKind;
import io.carom.api.Phase;
import io.carom.api.Reason;
import io.carom.api.SubscriberChange;
import io.carom.api.SubscriberStatus;
import io.carom.engine.Amending;
import io.carom.engine.decide.Amendment;
import io.carom.engine.incident.HeldChanges;
import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.AuditRow;
import io.carom.spi.Desk;
import io.carom.spi.History;
import io.carom.spi.Outgoing;
import io.carom.spi.Subscriber;
import io.carom.spi.Timer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Gives many addresses another status because a person says so: in batches, each one commit with its decisions, actions for the host and
 * row of the audit, so that hosts, webhooks and log follow as they do when a rule decides. Stopped at any point, the same call goes on
 * where it was: who is what was asked for already is left alone. For one thread.
 */
public final class BulkChange {
    /** The rule that such decisions name. */
    public static final String RULE = "engine/by-hand";

    private static final int BATCH = 500;

    private final Desk desk;
    private final Amending amending;

    /** Reads {@code desk} and changes addresses through {@code amending}, which must write to the same journal. */
    public BulkChange(Desk desk, Amending amending) {
        this.desk = desk;
        this.amending = amending;
    }

    /**
     * Gives these addresses a status; holds of theirs end. Those never heard of are left out.
     *
     * @param goesOn is told after each batch how many were changed so far, and answers whether to go on
     * @return how many were changed
     * @throws io.carom.api.JournalException when the journal refuses: what was committed stays
     */
    public long change(Collection<AddressKey> addresses, SubscriberStatus to, Act act, LongPredicate goesOn) {
        long changed = 0;
        Map<String, Set<AddressKey>> byScope = new LinkedHashMap<>();
        addresses.forEach(one -> byScope.computeIfAbsent(one.scope(), none -> new LinkedHashSet<>())
                .add(one));
        for (Map.Entry<String, Set<AddressKey>> scope : byScope.entrySet()) {
            List<AddressKey> all = List.copyOf(scope.getValue());
            for (int at = 0; at < all.size(); at += BATCH) {
                changed += batch(scope.getKey(), all.subList(at, Math.min(all.size(), at + BATCH)), to, act);
                if (!goesOn.test(changed)) {
                    return changed;
                }
            }
        }
        return changed;
    }

    /** Gives every address of one status another, likewise. */
    public long change(SubscriberStatus from, SubscriberStatus to, Act act, LongPredicate goesOn) {
        long changed = 0;
        AddressKey after = null;
        while (from != to) {
            List<AddressKey> page = desk.subscribers(from, after, BATCH).stream()
                    .map(Subscriber::address)
                    .toList();
            if (page.isEmpty()) {
                return changed;
            }
            after = page.get(page.size() - 1);
            long before = changed;
            changed += change(page, to, act, so -> true);
            if (changed > before && !goesOn.test(changed)) {
                return changed;
            }
        }
        return changed;
    }

    private long batch(String scope, List<AddressKey> addresses, SubscriberStatus to, Act act) {
        return amending.amend(scope, amendment -> {
            amendment.learn(addresses);
            long changed = 0;
            for (AddressKey address : addresses) {
                if (amendment.knows(address) && amendment.history(address).status() != to) {
                    change(amendment, address, to, act);
                    changed++;
                }
            }
            if (changed > 0) {
                amendment.aside(new AuditRow(act, "subscribers", changed + " addresses to " + to.word(), changed));
            }
            return changed;
        });
    }

    private static void change(Amendment amendment, AddressKey address, SubscriberStatus to, Act act) {
        History before = amendment.history(address);
        Decision decision = new Decision(
                null,
                "by_hand",
                address.address(),
                act.at(),
                HeldChanges.OPERATOR,
                new Classification(kind(to), null, null, Reason.UNKNOWN, null, null, null, false),
                new SubscriberChange(before.status(), to),
                null,
                actions(to),
                List.of(),
                List.of(new Because(Phase.ACTION, RULE, why(to, act), null, Because.Outcome.WON)),
                false);
        amendment.change(address, before.status(to, act.at(), null).hold(null).probation(0), decision, null);
        if (before.probation() > 0) {
            amendment.clearTimer(address, Timer.PROBATION);
        }
        List<Action> actions = decision.actions();
        for (int number = 0; number < actions.size(); number++) {
            amendment.send(new Outgoing(
                    "by-hand/" + address.scope() + "/" + address.address() + "/" + act.at() + "/" + number + "/"
                            + actions.get(number).type(),
                    address,
                    actions.get(number),
                    act.at(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null));
        }
    }

    private static EventKind kind(SubscriberStatus to) {
        return switch (to) {
            case BOUNCED -> EventKind.BOUNCE;
            case COMPLAINED -> EventKind.COMPLAINT;
            case SUBSCRIBED -> EventKind.SUBSCRIBED;
            case UNSUBSCRIBED, SUPPRESSED -> EventKind.UNSUBSCRIBED;
        };
    }

    /** As a decision of the road has them. */
    private static List<Action> actions(SubscriberStatus to) {
        List<Action> actions = new ArrayList<>(2);
        switch (to) {
            case BOUNCED -> {
                actions.add(new Action.MarkBounced());
                actions.add(new Action.Notify("subscriber.bounced"));
            }
            case UNSUBSCRIBED, COMPLAINED -> actions.add(new Action.Unsubscribe());
            case SUPPRESSED -> actions.add(new Action.Suppress());
            case SUBSCRIBED -> actions.add(new Action.Reactivate());
        }
        return List.copyOf(actions);
    }

    private static String why(SubscriberStatus to, Act act) {
        return "Made " + to.word() + " by " + act.who() + (act.why().isBlank() ? "" : ": " + act.why());
    }
}
