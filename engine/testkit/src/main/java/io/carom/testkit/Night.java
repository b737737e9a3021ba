package io.carom.testkit;

import io.carom.api.Event;
import io.carom.api.EventKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A night that every sender fears: one large send within five hours, in the middle of which one large receiver answers 5.1.1 for two
 * hours to addresses that are well, while everybody else bounces as on any other day. Made from a seed; immutable.
 */
public final class Night {
    /** The receiver that answers wrongly. */
    public static final String RECEIVER = "big.example";
    /** The first send. */
    public static final Instant START = Instant.parse("2026-01-05T20:00:00Z");
    /** When the wrong answers begin. */
    public static final Instant WRONG_FROM = START.plus(Duration.ofMinutes(90));
    /** When they are over. */
    public static final Instant WRONG_TO = WRONG_FROM.plus(Duration.ofHours(2));

    private static final Duration LENGTH = Duration.ofHours(5);
    private static final int OTHERS = 60;
    private static final double AT_RECEIVER = 0.35;
    private static final double DEAD = 0.008;
    private static final double SOFT = 0.015;

    private final List<Event> events = new ArrayList<>();
    private final Set<String> wrongly = new HashSet<>();
    private final Set<String> rightly = new HashSet<>();

    private record Send(int number, String address, Instant at) {
        boolean mayBeWrong() {
            return address.endsWith("@" + RECEIVER) && !at.isBefore(WRONG_FROM) && at.isBefore(WRONG_TO);
        }
    }

    private Night(long seed, int sends, int wrong) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Send> all = new ArrayList<>(sends);
        List<Integer> candidates = new ArrayList<>();
        for (int i = 0; i < sends; i++) {
            boolean there = random.nextDouble() < AT_RECEIVER;
            String domain = there ? RECEIVER : "r" + random.nextInt(OTHERS) + ".example";
            Send send = new Send(
                    i, "u" + i + "@" + domain, START.plus(LENGTH.multipliedBy(i).dividedBy(sends)));
            all.add(send);
            if (send.mayBeWrong()) {
                candidates.add(i);
            }
        }
        if (candidates.size() < wrong) {
            throw new IllegalArgumentException(wrong + " wrong answers are more than the " + candidates.size()
                    + " mails to " + RECEIVER + " in those two hours; send more");
        }
        Set<Integer> chosen = choose(candidates, wrong, random);
        for (Send send : all) {
            outcome(send, chosen.contains(send.number()), random);
        }
        events.sort(Comparator.comparing(Event::at));
    }

    private static Set<Integer> choose(List<Integer> candidates, int wrong, SplittableRandom random) {
        for (int i = 0; i < wrong; i++) {
            Collections.swap(candidates, i, i + random.nextInt(candidates.size() - i));
        }
        return new HashSet<>(candidates.subList(0, wrong));
    }

    /** The night as it is told: 110,000 sends, 8,000 wrong answers. */
    public static Night of(long seed) {
        return of(seed, 110_000, 8_000);
    }

    /** A night of another size; fails with {@link IllegalArgumentException} when it has not room for so many wrong answers. */
    public static Night of(long seed, int sends, int wrong) {
        return new Night(seed, sends, wrong);
    }

    private void outcome(Send send, boolean wrong, SplittableRandom random) {
        events.add(event(EventKind.SENT, send, "s", send.at()).build());
        Instant answered = send.at().plusMillis(500 + random.nextInt(20_000));
        double luck = random.nextDouble();
        if (wrong) {
            wrongly.add(send.address());
            events.add(event(EventKind.BOUNCE, send, "b", answered)
                    .reply("550 5.1.1 The email account that you tried to reach does not exist")
                    .remoteMta("mx." + RECEIVER)
                    .attempt(1)
                    .build());
        } else if (luck < DEAD) {
            rightly.add(send.address());
            events.add(event(EventKind.BOUNCE, send, "b", answered)
                    .reply("550 5.1.1 User unknown in virtual mailbox table")
                    .attempt(1)
                    .build());
        } else if (luck < DEAD + SOFT) {
            events.add(event(EventKind.BOUNCE, send, "b", answered)
                    .reply(random.nextBoolean() ? "452 4.2.2 Mailbox full" : "450 4.7.0 Greylisted, try again later")
                    .attempt(1)
                    .build());
        } else {
            events.add(event(EventKind.DELIVERY, send, "b", answered).build());
        }
    }

    private static Event.Builder event(EventKind kind, Send send, String prefix, Instant at) {
        return Event.of(kind, at, send.address())
                .id(prefix + send.number())
                .message("<n" + send.number() + "@sender.example>")
                .campaign("night")
                .list("all")
                .server("smtp-1")
                .sendingIp("192.0.2.1");
    }

    /** Sends and what became of them, by time. */
    public List<Event> events() {
        return Collections.unmodifiableList(events);
    }

    /** Addresses that are well and were called unknown. */
    public Set<String> wrongly() {
        return Collections.unmodifiableSet(wrongly);
    }

    /** Addresses that are dead, at any receiver, and were called so. */
    public Set<String> rightly() {
        return Collections.unmodifiableSet(rightly);
    }
}
