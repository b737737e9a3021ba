package io.carom.benchmarks.store;

import io.carom.api.Action;
import io.carom.api.Because;
import io.carom.api.BounceType;
import io.carom.api.Classification;
import io.carom.api.Decision;
import io.carom.api.EnhancedStatus;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Fault;
import io.carom.api.Phase;
import io.carom.api.Reason;
import io.carom.api.RetryPlan;
import io.carom.api.SubscriberChange;
import io.carom.api.SubscriberStatus;
import io.carom.spi.AddressKey;
import io.carom.spi.Batch;
import io.carom.spi.Entry;
import io.carom.spi.History;
import io.carom.spi.MessageKey;
import io.carom.spi.MessageState;
import io.carom.spi.Outgoing;
import io.carom.spi.ScheduledRetry;
import io.carom.testkit.Change;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Batches as an engine commits them: bounces alone, every one with a decision. The same seed gives the same batches. For one thread. */
final class Traffic {
    private static final String[] CODES = {"5.1.1", "4.2.2", "5.7.1", "4.7.0", "5.2.1", "4.4.1", "5.7.26", "5.1.2"};
    private static final Reason[] REASONS = {
        Reason.USER_UNKNOWN,
        Reason.MAILBOX_FULL,
        Reason.POLICY_REJECTED,
        Reason.GREYLISTED,
        Reason.MAILBOX_DISABLED,
        Reason.NETWORK_ERROR,
        Reason.AUTH_FAILURE,
        Reason.HOST_UNKNOWN
    };
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Random random;
    private final long spreadMillis;
    private final int domains;
    private long number = 0;

    /** Events follow each other every {@code spreadMillis} and go to so many domains. */
    Traffic(long seed, long spreadMillis, int domains) {
        this.random = new Random(seed);
        this.spreadMillis = spreadMillis;
        this.domains = domains;
    }

    Batch next(int size) {
        Change change = new Change();
        for (int i = 0; i < size; i++) {
            add(change);
        }
        return change.batch();
    }

    private void add(Change change) {
        long n = number++;
        Instant at = START.plusMillis(n * spreadMillis);
        int which = random.nextInt(CODES.length);
        boolean hard = CODES[which].startsWith("5");
        // Few domains take most of the mail: the square of a uniform number leans to the small ones.
        double lean = random.nextDouble();
        String domain = "d" + (int) (lean * lean * domains) + ".example";
        AddressKey address = AddressKey.of("", "user" + random.nextInt(50_000_000) + "@" + domain);
        String text = (hard ? "550 " : "450 ") + CODES[which] + " <" + address.address()
                + ">: Recipient address rejected by the policy of this receiving system, number " + n % 977;
        Event event = Event.of(EventKind.BOUNCE, at, address.address())
                .id(Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()))
                .reply(text)
                .message("<" + Long.toHexString(random.nextLong()) + "@sender.example>")
                .campaign("campaign-" + n / 50_000)
                .list("list-" + n % 7)
                .server("smtp-1")
                .sendingIp("192.0.2.1")
                .build();
        Decision decision = decision(event, which, hard);
        MessageKey message = new MessageKey(address, String.valueOf(event.message()));
        change.entry(new Entry(event, eventJson(event, text), decision, decisionJson(event, decision)))
                .history(address, History.NONE.softRun(1, at))
                .message(message, MessageState.NONE.failed(hard ? BounceType.HARD : BounceType.SOFT, 1, true, 0, 0));
        if (decision.retry() != null) {
            change.retry(new ScheduledRetry(address, message.message(), decision.retry(), "smtp-1", event.campaign()));
        }
        int position = 0;
        for (Action action : decision.actions()) {
            change.action(new Outgoing(
                    event.id() + "/" + position++,
                    address,
                    action,
                    at,
                    event.id(),
                    event.message(),
                    event.list(),
                    null,
                    event.campaign(),
                    CODES[which],
                    hard ? "hard" : "soft",
                    text));
        }
    }

    private static Decision decision(Event event, int which, boolean hard) {
        Reason reason = REASONS[which];
        boolean dead = hard && reason.fault() == Fault.RECIPIENT;
        RetryPlan retry =
                hard ? null : new RetryPlan("default", 1, 3, event.at().plusSeconds(3_600));
        return new Decision(
                event.id(),
                null,
                event.recipient(),
                event.at(),
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                new Classification(
                        EventKind.BOUNCE,
                        hard ? BounceType.HARD : BounceType.SOFT,
                        reason.fault(),
                        reason,
                        EnhancedStatus.parse(CODES[which]).orElseThrow(),
                        hard ? 550 : 450,
                        null,
                        false),
                dead ? new SubscriberChange(SubscriberStatus.SUBSCRIBED, SubscriberStatus.BOUNCED) : null,
                retry,
                dead
                        ? List.of(new Action.MarkBounced(), new Action.Notify("subscriber.bounced"))
                        : retry == null ? List.of() : List.of(new Action.ScheduleRetry(retry.at())),
                List.of(),
                List.of(new Because(
                        Phase.CLASSIFY,
                        "stock/by-code",
                        "The code says so",
                        "rules/codes.drl:12",
                        Because.Outcome.WON)),
                false);
    }

    private static String eventJson(Event event, String text) {
        return "{\"id\":\"" + event.id() + "\",\"event\":\"bounce\",\"at\":\"" + event.at() + "\",\"recipient\":\""
                + event.recipient() + "\",\"reply\":\"" + text + "\",\"message\":\"" + event.message()
                + "\",\"campaign\":\"" + event.campaign() + "\",\"list\":\"" + event.list()
                + "\",\"server\":\"smtp-1\",\"sendingIp\":\"192.0.2.1\",\"source\":\"smtp\",\"proof\":\"operator\"}";
    }

    private static String decisionJson(Event event, Decision decision) {
        return "{\"event\":\"" + event.id() + "\",\"recipient\":\"" + event.recipient() + "\",\"at\":\"" + event.at()
                + "\",\"policy\":\"" + decision.policy() + "\",\"classification\":{\"event\":\"bounce\",\"reason\":\""
                + decision.classification().reason().word() + "\",\"status\":\""
                + decision.classification().status()
                + "\",\"replyCode\":550,\"promoted\":null,\"disagreement\":false},\"actions\":[],\"refused\":[],"
                + "\"because\":[{\"phase\":\"classify\",\"rule\":\"stock/by-code\",\"text\":\"The code says so\"}],"
                + "\"duplicate\":false}";
    }
}
