package io.carom.benchmarks.decide;

import io.carom.api.Event;
import io.carom.api.EventKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Events in the mix of an ordinary day: mostly deliveries, a tenth failures of all kinds, some opens. The same seed, the same events. */
final class Stream {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final String[] REPLIES = {
        "550 5.1.1 <u@example.com>: Recipient address rejected: User unknown in virtual mailbox table",
        "452 4.2.2 The email account that you tried to reach is over quota",
        "450 4.7.0 Greylisted, please try again in 300 seconds",
        "554 5.7.1 Service unavailable; client host [192.0.2.1] blocked using bl.example",
        "421 4.7.28 Our system has detected an unusual rate of unsolicited mail",
        "550 5.7.26 This mail is unauthenticated",
        "451 4.3.0 Temporary lookup failure",
        "550 5.4.4 Host or domain name not found",
        "552 5.3.4 Message size exceeds fixed limit",
        "550 Mailbox unavailable",
        "454 4.7.0 Throttling failure: Daily message quota exceeded",
        "550 sorry"
    };
    private static final String[] DOMAINS = {
        "gmail.example", "outlook.example", "yahoo.example", "web.example", "corp.example"
    };

    private Stream() {}

    /** {@code n} events of which {@code failures} are failures. */
    static List<Event> of(int n, double failures, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Event> events = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            String address =
                    "user" + random.nextInt(Math.max(1, n / 12)) + "@" + DOMAINS[random.nextInt(DOMAINS.length)];
            Instant at = START.plusMillis(200L * i);
            boolean fails = random.nextDouble() < failures;
            Event.Builder event = Event.of(fails ? EventKind.BOUNCE : EventKind.DELIVERY, at, address)
                    .id("e" + i)
                    .message("<m" + (random.nextInt(3) > 0 ? i : random.nextInt(i + 1)) + "@example.net>")
                    .attempt(random.nextInt(4) == 0 ? 1 + random.nextInt(5) : null)
                    .remoteMta(random.nextInt(5) == 0 ? "mx0a-1.pphosted.com" : null)
                    .campaign("c" + i / 50_000)
                    .server("smtp-" + random.nextInt(3))
                    .sendingIp("192.0.2." + random.nextInt(3));
            events.add(
                    event.reply(fails ? reply(address, random) : "250 2.0.0 OK").build());
        }
        return events;
    }

    /** An address mostly fails in its own way: a mailbox that is full today is full tomorrow. */
    private static String reply(String address, SplittableRandom random) {
        int own = Math.floorMod(address.hashCode(), REPLIES.length);
        return REPLIES[random.nextInt(4) > 0 ? own : random.nextInt(REPLIES.length)];
    }
}
