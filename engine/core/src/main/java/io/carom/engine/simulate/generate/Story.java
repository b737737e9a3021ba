package io.carom.engine.simulate.generate;

import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.EventSource;
import io.carom.api.Proof;
import java.time.Instant;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What becomes of each message, attempt by attempt: draws the outcome, puts what follows into the queue, and words it. The sender of the
 * history retries after 15 minutes when greylisted, then after 1, 6 and 24 hours, and stops writing to the dead. For one thread.
 */
final class Story {
    private static final String SERVER = "smtp-1";
    private static final String IP = "192.0.2.25";
    private static final double[] RETRY_AFTER = {1, 6, 24};
    private static final double SECONDS = 1.0 / 3600;
    private static final Set<String> TRANSIENT = Set.of("full", "grey", "outage", "no_answer", "rate");
    private static final Set<String> FOR_GOOD = Set.of("dead", "no_host", "disabled", "trap");
    private static final Set<String> LEAVES = Set.of("abuse", "opt-out");

    /** One message to one person; {@code early} says that greylisting got it a retry in front of the usual ones. */
    record Mail(Person person, int slot, long number, String campaign, Instant sent, boolean early) {
        String id() {
            return "<m" + number + "@send.example>";
        }

        Mail greylisted() {
            return new Mail(person, slot, number, campaign, sent, true);
        }
    }

    private final Profile profile;
    private final Tables tables;
    private final Weather weather;
    private final SplittableRandom random;
    private long number;

    Story(Profile profile, Tables tables, Weather weather, SplittableRandom random) {
        this.profile = profile;
        this.tables = tables;
        this.weather = weather;
        this.random = random;
    }

    double share() {
        return random.nextDouble();
    }

    private boolean happens(String name) {
        return random.nextDouble() < profile.number(name);
    }

    void begin(Mail mail, Queue<Generator.Due> queue) {
        attempt(mail, 1, Person.after(mail.sent(), 1 * SECONDS + Person.exponential(random, 3 * SECONDS)), "", queue);
        if (happens("forged")) {
            add(queue, mail.sent(), random.nextDouble() * 48, mail, EventKind.BOUNCE, "forged", 0);
        }
    }

    private void attempt(Mail mail, int attempt, Instant at, String before, Queue<Generator.Due> queue) {
        String what = outcome(mail, attempt, at, before);
        if (what.equals("delivered")) {
            add(queue, at, 0, mail, EventKind.DELIVERY, what, attempt);
            return;
        }
        boolean later = !TRANSIENT.contains(what) && happens("reported-later");
        if (later) {
            add(queue, at, 0.1 + Person.exponential(random, 4), mail, EventKind.BOUNCE, what, -1);
        } else {
            add(queue, at, 0, mail, EventKind.BOUNCE, what, attempt);
        }
        if (happens("reported-twice")) {
            add(queue, at, 0.02 + random.nextDouble(), mail, EventKind.BOUNCE, what, later ? -1 : -attempt - 1);
        }
    }

    private String outcome(Mail mail, int attempt, Instant at, String before) {
        Person person = mail.person();
        String domain = person.receiver().domain();
        if (weather.down(domain, at)) {
            return random.nextInt(3) == 0 ? "no_answer" : "outage";
        }
        if (weather.blocks(domain, at)) {
            return "blocked";
        }
        if (attempt == 1 && random.nextDouble() < person.receiver().greylists() * profile.number("greylisting")) {
            return "grey";
        }
        if (person.gone(at)) {
            return person.end();
        }
        if (person.full(at)) {
            return person.address().length() % 4 == 0 ? "full_hard" : "full";
        }
        boolean passing = before.equals("rate") || before.equals("no_answer");
        if (passing && !happens("retry-helps")) {
            return before;
        }
        return attempt > 1 ? "delivered" : firstRefusal();
    }

    private String firstRefusal() {
        double place = random.nextDouble();
        String[][] causes = {
            {"rate-limited", "rate"},
            {"spam-refused", "spam"},
            {"auth-refused", "auth"},
            {"too-large", "large"},
            {"vague", "vague"},
            {"no-answer", "no_answer"}
        };
        for (String[] cause : causes) {
            place -= profile.number(cause[0]);
            if (place < 0) {
                return cause[1];
            }
        }
        return "delivered";
    }

    /** Puts into the queue what follows from what happens now. */
    void goOn(Generator.Due due, Queue<Generator.Due> queue) {
        Mail mail = due.mail();
        if (due.kind() == EventKind.DELIVERY) {
            delivered(mail, due.at(), queue);
        } else if (due.kind() == EventKind.BOUNCE && due.attempt() > 0 && retried(due.what())) {
            boolean early = due.what().equals("grey");
            int usual = due.attempt() - (mail.early() ? 2 : 1);
            double after = early ? 0.25 : usual < RETRY_AFTER.length ? RETRY_AFTER[usual] : 0;
            if (after > 0) {
                double jitter = 1 + random.nextDouble() * 0.02;
                Mail again = early ? mail.greylisted() : mail;
                attempt(again, due.attempt() + 1, Person.after(due.at(), after * jitter), due.what(), queue);
            }
        } else if (due.kind() == EventKind.OPENED && happens("clicked-of-opened")) {
            add(queue, due.at(), 0.01 + random.nextDouble() * 0.1, mail, EventKind.CLICKED, "", 0);
        }
    }

    private static boolean retried(String what) {
        return TRANSIENT.contains(what) || what.equals("full_hard");
    }

    private void delivered(Mail mail, Instant at, Queue<Generator.Due> queue) {
        if (happens(mail.person().engaged() ? "opened-by-engaged" : "opened-by-others")) {
            add(queue, at, Person.exponential(random, 7), mail, EventKind.OPENED, "", 0);
        }
        if (happens("complaints")) {
            add(queue, at, 0.2 + Person.exponential(random, 12), mail, EventKind.COMPLAINT, "abuse", 0);
        } else if (happens("opt-outs")) {
            add(queue, at, 0.1 + Person.exponential(random, 12), mail, EventKind.COMPLAINT, "opt-out", 0);
        }
        if (happens("auto-replies")) {
            add(queue, at, 0.02, mail, EventKind.AUTO_REPLY, "", 0);
        }
    }

    private void add(
            Queue<Generator.Due> queue, Instant at, double hours, Mail mail, EventKind kind, String what, int attempt) {
        queue.add(new Generator.Due(Person.after(at, hours), ++number, mail, kind, what, attempt));
    }

    /** Whether the sender of this history writes to this person no more. */
    boolean stops(Generator.Due due) {
        return due.kind() == EventKind.COMPLAINT ? LEAVES.contains(due.what()) : FOR_GOOD.contains(due.what());
    }

    Event.Builder sent(Mail mail) {
        return about(EventKind.SENT, mail.sent(), mail).attempt(1).proof(Proof.SMTP);
    }

    private static Event.Builder about(EventKind kind, Instant at, Mail mail) {
        return Event.of(kind, at, mail.person().address())
                .message(mail.id())
                .campaign(mail.campaign())
                .list(mail.person().imported() ? "imported" : "news")
                .server(SERVER)
                .sendingIp(IP);
    }

    /** The words of what happens. An attempt of 0 or below was not seen by the sender itself. */
    Event.Builder tell(Generator.Due due) {
        Event.Builder event = about(due.kind(), due.at(), due.mail());
        Person person = due.mail().person();
        switch (due.kind()) {
            case DELIVERY ->
                event.attempt(due.attempt())
                        .reply("250 2.0.0 OK")
                        .proof(Proof.SMTP)
                        .remoteMta(person.receiver().host());
            case COMPLAINT ->
                event.feedbackType(due.what()).source(EventSource.ARF).proof(Proof.MESSAGE_ID);
            case AUTO_REPLY -> event.source(EventSource.AUTO_REPLY).proof(Proof.VERP);
            case BOUNCE -> bounce(event, due, person);
            default -> event.source(EventSource.WEBHOOK).proof(Proof.WEBHOOK);
        }
        return event;
    }

    private void bounce(Event.Builder event, Generator.Due due, Person person) {
        boolean forged = due.what().equals("forged");
        event.reply(tables.reply(forged ? "dead" : due.what(), person.address(), person.receiver(), IP))
                .remoteMta(person.receiver().host());
        if (forged) {
            event.source(EventSource.DSN).proof(Proof.NONE);
        } else if (due.attempt() < -1) {
            event.attempt(-due.attempt() - 1).source(EventSource.WEBHOOK).proof(Proof.WEBHOOK);
        } else if (due.attempt() < 0) {
            event.source(EventSource.DSN).proof(Proof.VERP);
        } else {
            event.attempt(due.attempt()).proof(Proof.SMTP);
        }
    }
}
