package io.carom.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.SubscriberStatus;
import io.carom.intake.verp.Layout;
import io.carom.intake.verp.ReturnPaths;
import io.carom.intake.verp.SigningKey;
import io.carom.spi.AddressKey;
import io.carom.spi.History;
import io.carom.spi.Subscriber;
import io.carom.standalone.Program.Run;
import io.carom.store.jdbc.JdbcJournal;
import io.carom.store.jdbc.JournalOptions;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forged reports of every shape change no subscriber, and the genuine ones among them all do. The clock stands at 2026-12-01. */
class ForgeryTest {
    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
    private static final String DOMAIN = "bounces.example.net";
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
    private static final long SEED = Long.getLong("carom.forgery.seed", 20261201);

    /** What a forger tries. */
    private enum Shape {
        NO_PROOF,
        SPELT_OUT,
        WRONG_KEY,
        UNKNOWN_KEY,
        CHANGED_SIGNATURE,
        EXPIRED,
        EXPIRED_WITH_AN_OLD_DATE,
        OTHER_RECIPIENTS_TOKEN,
        REAL_MESSAGE_OF_ANOTHER,
        INVENTED_MESSAGE,
        PLAIN_TEXT,
        COMPLAINT,
        COMPLAINT_WITH_OTHER_TOKEN,
        REPLAYED,
        REPLAYED_WITH_NEW_HEADERS
    }

    @TempDir
    Path folder;

    private final ReturnPaths ours = paths("a", SECRET);
    private final ReturnPaths theirs = paths("a", "another key of the forger's own...".getBytes(UTF_8));
    private final ReturnPaths unknown = paths("z", SECRET);
    private final Random random = new Random(SEED);
    private final Map<String, String> mails = new LinkedHashMap<>();
    private final Map<String, String> replayed = new HashMap<>();
    private String store;

    private static ReturnPaths paths(String id, byte[] secret) {
        return new ReturnPaths(List.of(new SigningKey(id, secret)), Layout.PLUS, Duration.ofDays(14));
    }

    @Test
    void forged_reports_of_every_shape_change_nobody() throws IOException {
        forgeries(300);
    }

    @Test
    @Tag("long")
    void ten_thousand_forged_reports_change_nobody() throws IOException {
        forgeries(Integer.getInteger("carom.forgeries", 10_000));
    }

    private void forgeries(int forged) throws IOException {
        store = folder.resolve("carom.db").toString();
        Files.writeString(
                folder.resolve("carom.yml"),
                "verp:\n  domain: " + DOMAIN + "\n  keys:\n    - {id: a, secret: \"" + new String(SECRET, UTF_8)
                        + "\"}\n");
        // So many at one receiver would trip the breaker, which is not what is asked here
        Path policy = Files.createDirectories(folder.resolve("policy"));
        Files.writeString(policy.resolve("policy.yml"), "name: forgery\nversion: 1\ncaps: {addresses: 0}\n");
        int genuine = forged / 10;
        sent(forged, genuine);
        bouncedAndUndone(forged);
        Map<String, History> before = histories();

        Map<Shape, Integer> shapes = new TreeMap<>();
        for (int i = 0; i < forged; i++) {
            Shape shape = Shape.values()[i % Shape.values().length];
            shapes.merge(shape, 1, Integer::sum);
            mails.put("forged-" + i, forgery(shape, i));
        }
        for (int i = 0; i < genuine; i++) {
            mails.put("genuine-" + i, genuine(i));
        }
        Run run = process("forged");

        Map<String, History> after = histories();
        assertThat(run.out()).contains(String.format(Locale.ROOT, "read         %,d mails", forged + genuine));
        List<String> changed = new ArrayList<>();
        after.forEach((address, history) -> {
            if (!address.startsWith("genuine") && !history.equals(before.get(address))) {
                changed.add(address + " " + history);
            }
        });
        assertThat(changed).as("seed %s, shapes %s", SEED, shapes).isEmpty();
        for (int i = 0; i < genuine; i++) {
            assertThat(after.get("genuine" + i + "@example.com").status())
                    .as("genuine%s", i)
                    .isEqualTo(SubscriberStatus.BOUNCED);
        }
        try (JdbcJournal journal = JdbcJournal.open(store, JournalOptions.READ_ONLY)) {
            assertThat(journal.nextTimer()).as("no hold").isEmpty();
            assertThat(journal.retriesDue(Instant.MAX, 10)).as("no retry").isEmpty();
        }
    }

    /** Everybody was sent a message. */
    private void sent(int forged, int genuine) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < forged; i++) {
            lines.add(sent("victim" + i));
        }
        for (int i = 0; i < genuine; i++) {
            lines.add(sent("genuine" + i));
        }
        Path file = folder.resolve("sent.jsonl");
        Files.write(file, lines);
        Run run = Program.run("process", "--store", store, "--format", "table", file.toString());
        assertThat(run.status()).as(run.err()).isZero();
    }

    private static String sent(String user) {
        return "{\"event\":\"sent\",\"at\":\"2026-11-30T08:00:00Z\",\"recipient\":\"" + user
                + "@example.com\",\"message\":\"<" + user + "@sender.example>\"}";
    }

    /** Some have bounced on a genuine report before and were given back: their reports are known, and come again. */
    private void bouncedAndUndone(int forged) throws IOException {
        for (int i = 0; i < forged; i++) {
            Shape shape = Shape.values()[i % Shape.values().length];
            if (shape == Shape.REPLAYED || shape == Shape.REPLAYED_WITH_NEW_HEADERS) {
                String victim = "victim" + i + "@example.com";
                String mail =
                        dsn(ours.make(victim, DOMAIN, NOW), victim, "<victim" + i + "@sender.example>", "g" + i, 29);
                mails.put("before-" + i, mail);
                replayed.put(victim, mail);
            }
        }
        process("before");
        assertThat(Program.run("undo", "--store", store, "--reason", "user_unknown", "--apply", "--rate", "0")
                        .err())
                .contains(String.format(Locale.ROOT, "%,d reversed, 0 left", replayed.size()));
    }

    private String forgery(Shape shape, int i) {
        String victim = "victim" + i + "@example.com";
        String message = "<victim" + i + "@sender.example>";
        String other = "genuine" + random.nextInt(10) + "@example.com";
        String nobody = "<none" + i + "@sender.example>";
        String id = "f" + i;
        Instant lately = NOW.minus(Duration.ofDays(1));
        Instant old = NOW.minus(Duration.ofDays(40));
        return switch (shape) {
            case NO_PROOF -> dsn("bounces@" + DOMAIN, victim, null, id, 30);
            case SPELT_OUT -> dsn("b+victim" + i + "=example.com@" + DOMAIN, victim, null, id, 30);
            case WRONG_KEY -> dsn(theirs.make(victim, DOMAIN, lately), victim, null, id, 30);
            case UNKNOWN_KEY -> dsn(unknown.make(victim, DOMAIN, lately), victim, null, id, 30);
            case CHANGED_SIGNATURE -> dsn(changed(ours.make(victim, DOMAIN, lately)), victim, null, id, 30);
            case EXPIRED -> dsn(ours.make(victim, DOMAIN, old), victim, null, id, 30);
            case EXPIRED_WITH_AN_OLD_DATE -> dsn(ours.make(victim, DOMAIN, old), victim, null, id, 1);
            case OTHER_RECIPIENTS_TOKEN -> dsn(ours.make(other, DOMAIN, lately), victim, null, id, 30);
            case REAL_MESSAGE_OF_ANOTHER ->
                dsn("bounces@" + DOMAIN, victim, "<victim" + (i + 1) + "@sender.example>", id, 30);
            case INVENTED_MESSAGE -> dsn("bounces@" + DOMAIN, victim, nobody, id, 30);
            case PLAIN_TEXT -> text(victim, id);
            case COMPLAINT -> complaint("fbl@" + DOMAIN, victim, id);
            case COMPLAINT_WITH_OTHER_TOKEN -> complaint(ours.make(other, DOMAIN, lately), victim, id);
            case REPLAYED -> replayed.getOrDefault(victim, "");
            case REPLAYED_WITH_NEW_HEADERS -> dsn(ours.make(victim, DOMAIN, NOW), victim, message, id, 30);
        };
    }

    /** By a signed return path, or by the Message-ID of a message that was sent to this very address. */
    private String genuine(int i) {
        String address = "genuine" + i + "@example.com";
        String message = "<genuine" + i + "@sender.example>";
        return switch (i % 3) {
            case 0 -> dsn(ours.make(address, DOMAIN, NOW.minus(Duration.ofDays(2))), address, null, "t" + i, 30);
            case 1 -> dsn("bounces@" + DOMAIN, address, message, "t" + i, 30);
            default -> dsn(ours.make(address, DOMAIN, NOW.minus(Duration.ofDays(13))), address, message, "t" + i, 30);
        };
    }

    private static String changed(String path) {
        int at = path.indexOf('-', path.indexOf('-') + 1) + 3;
        char c = path.charAt(at);
        return path.substring(0, at) + (c == 'a' ? 'b' : 'a') + path.substring(at + 1);
    }

    private static String dsn(String to, String recipient, String message, String id, int day) {
        String returned = message == null
                ? ""
                : "--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: " + message + "\nTo: " + recipient
                        + "\nFrom: news@sender.example\nSubject: News\n\n";
        return """
                Return-Path: <>
                Delivered-To: %s
                From: MAILER-DAEMON@mx.example.com
                To: %1$s
                Subject: Undelivered Mail Returned to Sender
                Date: %s Nov 2026 10:00:00 +0000
                Message-ID: <%s@mx.example.com>
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="b"

                --b
                Content-Type: text/plain

                This message could not be delivered.

                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.com

                Final-Recipient: rfc822; %s
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 User unknown

                %s--b--
                """.formatted(to, day, id, recipient, returned);
    }

    private static String text(String recipient, String id) {
        return """
                From: MAILER-DAEMON@mx.example.com
                To: bounces@bounces.example.net
                Subject: Mail delivery failed: returning message to sender
                Date: 30 Nov 2026 10:00:00 +0000
                Message-ID: <%s@mx.example.com>

                This message was created automatically by mail delivery software.
                A message that you sent could not be delivered to one or more of its
                recipients. This is a permanent error. The following address(es) failed:

                  %s
                    550 5.1.1 User unknown

                """.formatted(id, recipient);
    }

    private static String complaint(String to, String recipient, String id) {
        return """
                Delivered-To: %s
                From: fbl@provider.example
                To: %1$s
                Subject: complaint about message from 192.0.2.1
                Date: 30 Nov 2026 10:00:00 +0000
                Message-ID: <%s@provider.example>
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=feedback-report; boundary="b"

                --b
                Content-Type: text/plain

                This is an abuse report.

                --b
                Content-Type: message/feedback-report

                Feedback-Type: abuse
                User-Agent: Provider/1.0
                Version: 1
                Original-Rcpt-To: <%s>

                --b
                Content-Type: message/rfc822

                From: news@sender.example
                To: %3$s
                Subject: News

                Hello.

                --b--
                """.formatted(to, id, recipient);
    }

    /** All mails so far, shuffled, by the command line. */
    private Run process(String name) throws IOException {
        List<String> shuffled = new ArrayList<>(mails.keySet());
        Collections.shuffle(shuffled, random);
        Path file = folder.resolve(name + ".mbox");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (String key : shuffled) {
                out.write("From MAILER-DAEMON Mon Nov 30 10:00:00 2026\n");
                out.write(mails.get(key));
                out.write("\n");
            }
        }
        mails.clear();
        Run run = Program.run(
                "process",
                "--store",
                store,
                "--policy",
                folder.resolve("policy").toString(),
                "--format",
                "table",
                file.toString());
        assertThat(run.status()).as(run.err()).isZero();
        return run;
    }

    private Map<String, History> histories() {
        Map<String, History> found = new HashMap<>();
        try (JdbcJournal journal = JdbcJournal.open(store, JournalOptions.READ_ONLY)) {
            AddressKey last = null;
            List<Subscriber> page;
            do {
                page = journal.desk().orElseThrow().subscribers(null, last, 10_000);
                page.forEach(one -> found.put(one.address().address(), one.history()));
                last = page.isEmpty() ? null : page.get(page.size() - 1).address();
            } while (last != null);
        }
        return found;
    }
}
