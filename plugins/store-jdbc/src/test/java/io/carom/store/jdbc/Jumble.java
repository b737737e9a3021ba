package io.carom.store.jdbc;

import io.carom.api.CampaignContext;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Input;
import io.carom.api.ServerContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A course of events that few senders ever see, made to reach every state that decisions depend on: few people to whom much happens, late
 * and simultaneous events, bursts beyond a cap, crowds whose holds end together, silences of hours and days, things told twice. The same
 * for the same seed and size. For one thread.
 */
final class Jumble {
    private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
    private static final int PEOPLE = 240;
    private static final int CROWD = 620;
    private static final String[] DOMAINS = {
        "big.example", "big.example", "big.example", "firm.example", "home.example", "shop.example", "club.example"
    };
    private static final String[] REPLIES = {
        "550 5.1.1 User unknown",
        "550 5.1.1 User unknown",
        "550 5.1.1 User unknown",
        "550 5.2.1 This mailbox is disabled",
        "452 4.2.2 Mailbox full",
        "452 4.2.2 Mailbox full",
        "451 4.4.1 Connection timed out",
        "450 4.7.0 Greylisted, try again later",
        "421 4.7.1 Temporarily deferred due to user complaints",
        "554 5.7.1 Service unavailable; client host blocked using bl.example",
        "550 5.7.26 SPF and DKIM failed",
        "552 5.3.4 Message size exceeds fixed limit",
        "550 no such luck"
    };

    private final Random random;
    private final List<Input> inputs = new ArrayList<>();
    private final List<Event> failed = new ArrayList<>();
    private Instant now = START;
    private int number;
    private int messages;

    private Jumble(long seed) {
        random = new Random(seed);
    }

    static List<Input> inputs(long seed, int size) {
        Jumble jumble = new Jumble(seed);
        if (seed % 3 == 0) {
            jumble.crowd();
        }
        while (jumble.inputs.size() < size) {
            jumble.next();
        }
        return List.copyOf(jumble.inputs);
    }

    private void next() {
        pass();
        switch (random.nextInt(40)) {
            case 0 -> inputs.add(new ServerContext("smtp-" + random.nextInt(2), policy(), null));
            case 1 ->
                inputs.add(new CampaignContext(
                        "c" + random.nextInt(3),
                        random.nextBoolean() ? null : (Long) (long) random.nextInt(2_000),
                        random.nextBoolean()));
            case 2 -> burst();
            case 3, 4 -> again();
            case 5, 6 -> person(EventKind.ACTIVITY);
            case 7, 8 -> person(random.nextBoolean() ? EventKind.OPENED : EventKind.CLICKED);
            case 9 ->
                inputs.add(event(EventKind.COMPLAINT).feedbackType("abuse").build());
            case 10, 11, 12, 13 -> inputs.add(event(EventKind.DELIVERY).build());
            case 14, 15, 16, 17, 18, 19, 20, 21 -> {
                messages++;
                inputs.add(event(EventKind.SENT).build());
            }
            default -> bounce(person(), at(), REPLIES[random.nextInt(REPLIES.length)]);
        }
    }

    private String policy() {
        return List.of("default", "aggressive", "conservative").get(random.nextInt(3));
    }

    /** Mostly seconds, often none at all, now and then hours or days. */
    private void pass() {
        int luck = random.nextInt(400);
        if (luck == 0) {
            now = now.plus(Duration.ofHours(20 + random.nextInt(40)));
        } else if (luck < 8) {
            now = now.plus(Duration.ofMinutes(20 + random.nextInt(200)));
        } else if (luck < 250) {
            now = now.plusMillis(random.nextInt(60_000));
        }
    }

    /** Now, or some time ago for a report that comes late. */
    private Instant at() {
        return random.nextInt(6) == 0 ? now.minusSeconds(random.nextInt(3 * 3_600)) : now;
    }

    private String person() {
        int who = random.nextInt(PEOPLE);
        return "p" + who + "@" + DOMAINS[who % DOMAINS.length];
    }

    private Event.Builder event(EventKind kind) {
        return event(kind, person(), at(), messages - random.nextInt(40));
    }

    private Event.Builder event(EventKind kind, String person, Instant at, int message) {
        int server = person.hashCode() & 1;
        return Event.of(kind, at, person)
                .id("e" + number++)
                .message("<m" + message + ">")
                .campaign("c" + Math.floorMod(message / 50, 3))
                .list("news")
                .server("smtp-" + server)
                .sendingIp("192.0.2." + server);
    }

    private void person(EventKind kind) {
        inputs.add(event(kind).build());
    }

    private void bounce(String person, Instant at, String reply) {
        Event.Builder bounce = event(EventKind.BOUNCE, person, at, messages - random.nextInt(40));
        if (random.nextBoolean()) {
            bounce.attempt(1 + random.nextInt(4));
        }
        Event event = bounce.reply(reply).build();
        inputs.add(event);
        failed.add(event);
    }

    /** One receiver refuses many at once. */
    private void burst() {
        String domain = "@" + DOMAINS[random.nextInt(DOMAINS.length)];
        int size = 2 + random.nextInt(25);
        boolean together = random.nextBoolean();
        for (int i = 0; i < size; i++) {
            String person = person();
            person = person.substring(0, person.indexOf('@')) + domain;
            bounce(person, together ? now : at(), REPLIES[0]);
        }
    }

    /** Something is told again: the very same, or the same failure under another id. */
    private void again() {
        if (!inputs.isEmpty() && random.nextBoolean()) {
            inputs.add(inputs.get(inputs.size() - 1 - random.nextInt(Math.min(inputs.size(), 200))));
        } else if (!failed.isEmpty()) {
            Event event = failed.get(random.nextInt(failed.size()));
            inputs.add(event.edit().id(event.id() + "-again-" + number++).build());
        }
    }

    /** More people than timers are fired at once are held in any order, and nothing is heard until their time is over. */
    private void crowd() {
        for (int i = 0; i < CROWD; i++) {
            String person = "crowd" + i + "@d" + i % 60 + ".example";
            inputs.add(event(EventKind.OPENED, person, now, i).build());
        }
        for (int i = 0; i < CROWD; i++) {
            String person = "crowd" + i + "@d" + i % 60 + ".example";
            Instant at = now.plusSeconds(random.nextInt(3_600));
            inputs.add(event(EventKind.BOUNCE, person, at, i)
                    .attempt(1)
                    .reply(REPLIES[0])
                    .build());
        }
        now = now.plus(Duration.ofHours(30));
    }
}
