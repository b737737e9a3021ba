package io.carom.benchmarks.decide;

import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.spi.Classifier;
import io.carom.spi.Evidence;
import io.carom.spi.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stock policy's decisions as a program: the same facts of policy and history, no rules, no phases, no explanation. The oracle that
 * the engine is checked against, and the floor that its cost is compared with. It reads failures with the same classifier and knows
 * nothing of alerts, holds, traps, scripts and caps. For one thread.
 */
final class HandWritten {
    private static final List<Duration> USUAL = hours(1, 6, 24);
    private static final List<Duration> AGGRESSIVE = hours(1, 6, 24, 72, 168);
    private static final int RUN = 5;
    private static final Duration GONE = Duration.ofDays(14);

    private final Classifier classifier;
    private final Map<String, Person> people = new HashMap<>();
    private final Map<String, Letter> letters = new HashMap<>();

    /** What is decided, in the words of the decisions' JSON. */
    record Verdict(
            String type,
            String reason,
            String fault,
            @Nullable String promoted,
            @Nullable String subscriber,
            @Nullable Instant retry,
            int attempt,
            List<String> actions,
            boolean duplicate) {}

    private static final class Person {
        private boolean bounced;
        private int run;
        private int gone;
        private @Nullable Instant goneSince;
    }

    private static final class Letter {
        private boolean hard;
        private int softs;
        private long seen;
        private boolean counted;
        private int early;
        private int spared;
    }

    HandWritten(Classifier classifier) {
        this.classifier = classifier;
    }

    private static List<Duration> hours(int... hours) {
        List<Duration> delays = new ArrayList<>();
        for (int hour : hours) {
            delays.add(Duration.ofHours(hour));
        }
        return delays;
    }

    Verdict decide(Event event) {
        String address = event.recipient();
        Person person = people.computeIfAbsent(address, none -> new Person());
        if (event.kind() == EventKind.DELIVERY) {
            person.run = 0;
            person.gone = 0;
            person.goneSince = null;
            return new Verdict("", "delivered", "", null, null, null, 0, List.of(), false);
        }
        Letter letter = letters.computeIfAbsent(address + "\n" + event.message(), none -> new Letter());
        return bounce(event, person, letter);
    }

    private Verdict bounce(Event event, Person person, Letter letter) {
        int attempt = event.attempt() != null ? event.attempt() : 1 + letter.softs;
        String domain = event.recipient().substring(event.recipient().indexOf('@') + 1);
        Reading reading = classifier.read(new Evidence(
                String.valueOf(event.reply()), null, null, null, domain, event.remoteMta(), null, null, null));
        String type = reading.bounceType().word();
        String reason = reading.reason().word();
        String fault = reading.fault().word();
        boolean ownQuota = reading.signals().contains("own_quota");
        if (ownQuota) {
            type = "soft";
            reason = "rate_limited";
            fault = "sender";
        } else if (reason.equals("mailbox_full") || reason.equals("system_full")) {
            type = "soft";
        }
        if (letter.hard || (type.equals("soft") && seen(letter, attempt))) {
            return new Verdict(type, reason, fault, null, null, null, 0, List.of(), true);
        }
        String promoted = count(person, letter, type, fault, event.at());
        Instant retry = null;
        int number = 0;
        if (type.equals("soft") && promoted == null) {
            String family = String.valueOf(reading.family());
            boolean gateway = family.equals("proofpoint") || family.equals("mimecast");
            List<Duration> delays = gateway ? AGGRESSIVE : USUAL;
            number = Math.max(1, attempt - letter.spared);
            if (letter.early == 0 && reason.equals("greylisted") && number <= delays.size()) {
                letter.early = number;
            }
            int of = delays.size() + (letter.early > 0 ? 1 : 0);
            number = ownQuota ? Math.min(number, of) : number;
            if (number > of) {
                promoted = "retries_exhausted";
            } else {
                retry = event.at().plus(delay(delays, number, letter.early, reading.retryAfter()));
            }
            letter.spared += ownQuota ? 1 : 0;
        }
        if (promoted != null) {
            type = "hard";
            fault = promoted.equals("retries_exhausted") ? fault : "recipient";
        }
        remember(letter, type, attempt);
        return verdict(person, type, reason, fault, promoted, retry, number, ownQuota);
    }

    private static Duration delay(List<Duration> delays, int number, int early, @Nullable Duration asked) {
        if (number == early) {
            long minutes = asked == null ? 15 : Math.max(5, Math.min(30, asked.toMinutes()));
            return asked != null && asked.toMinutes() == minutes ? asked : Duration.ofMinutes(minutes);
        }
        return delays.get(early > 0 && number > early ? number - 2 : number - 1);
    }

    private static @Nullable String count(Person person, Letter letter, String type, String fault, Instant at) {
        if (letter.counted) {
            return null;
        }
        if (fault.equals("unknown") || (fault.equals("recipient") && type.equals("soft"))) {
            letter.counted = true;
            person.gone = 0;
            person.goneSince = null;
            return ++person.run >= RUN ? "consecutive_soft" : null;
        }
        if (type.equals("soft") && (fault.equals("receiver") || fault.equals("network"))) {
            letter.counted = true;
            person.goneSince = person.goneSince == null ? at : person.goneSince;
            boolean long14 = Duration.between(person.goneSince, at).compareTo(GONE) >= 0;
            return ++person.gone >= RUN && long14 ? "unreachable" : null;
        }
        return null;
    }

    private static boolean seen(Letter letter, int attempt) {
        return (letter.seen >>> (attempt - 1) & 1) == 1;
    }

    private static void remember(Letter letter, String type, int attempt) {
        letter.hard |= type.equals("hard");
        letter.softs += type.equals("soft") ? 1 : 0;
        letter.seen |= 1L << (attempt - 1);
    }

    private static Verdict verdict(
            Person person,
            String type,
            String reason,
            String fault,
            @Nullable String promoted,
            @Nullable Instant retry,
            int number,
            boolean ownQuota) {
        List<String> actions = new ArrayList<>(2);
        String subscriber = null;
        Instant due = retry;
        if (type.equals("hard")) {
            if (fault.equals("recipient")) {
                if (!person.bounced) {
                    person.bounced = true;
                    subscriber = "bounced";
                    actions.add("mark_bounced");
                    actions.add("notify");
                }
            } else {
                actions.add("keep");
            }
        } else if (person.bounced) {
            due = null;
        } else {
            actions.add("schedule_retry");
        }
        if (promoted != null && !fault.equals("recipient")) {
            actions.add("give_up");
        }
        if (ownQuota) {
            actions.add("throttle");
        }
        return new Verdict(type, reason, fault, promoted, subscriber, due, due == null ? 0 : number, actions, false);
    }
}
