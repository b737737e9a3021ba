package io.carom.benchmarks.intake;

import io.carom.intake.mail.MailReader;
import io.carom.intake.mail.Report;
import io.carom.spi.ClassifierFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Reading and classifying a mail, next to merely splitting the same bytes: into header and body ({@code split}), or into header
 * fields and lines of text ({@code splitIntoFieldsAndLines}). One operation is one round over all mails: those of the folder in
 * {@code -Dcarom.mails}, else three of about 4.5 kB that are made here.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Threads(1)
@Fork(1)
@Warmup(iterations = 5, time = 3)
@Measurement(iterations = 5, time = 3)
public class MailBenchmark {
    private final List<byte[]> mails = new ArrayList<>();
    private final MailReader reader = new MailReader(ServiceLoader.load(ClassifierFactory.class)
            .findFirst()
            .orElseThrow()
            .stock());

    /** Loads or makes the mails. */
    @Setup
    public void load() {
        String folder = System.getProperty("carom.mails");
        if (folder == null) {
            mails.add(report());
            mails.add(notice());
            mails.add(transcript());
            return;
        }
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                mails.add(Files.readAllBytes(file));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Parse and classify. */
    @Benchmark
    public int read() {
        int reports = 0;
        for (byte[] mail : mails) {
            List<Report> found = reader.read(mail);
            reports += found.size();
        }
        return reports;
    }

    /** Header and body as two texts. */
    @Benchmark
    public void split(Blackhole out) {
        for (byte[] mail : mails) {
            int end = headerEnd(mail);
            out.consume(new String(mail, 0, end, StandardCharsets.ISO_8859_1));
            out.consume(new String(mail, end, mail.length - end, StandardCharsets.ISO_8859_1));
        }
    }

    /** Header fields, unfolded, and lines of the body. */
    @Benchmark
    public void splitIntoFieldsAndLines(Blackhole out) {
        for (byte[] mail : mails) {
            int end = headerEnd(mail);
            List<String> fields = new ArrayList<>();
            for (String line : lines(new String(mail, 0, end, StandardCharsets.ISO_8859_1))) {
                if (!line.isEmpty() && line.charAt(0) <= ' ' && !fields.isEmpty()) {
                    fields.set(fields.size() - 1, fields.get(fields.size() - 1) + line);
                } else {
                    fields.add(line);
                }
            }
            out.consume(fields);
            out.consume(lines(new String(mail, end, mail.length - end, StandardCharsets.ISO_8859_1)));
        }
    }

    private static int headerEnd(byte[] mail) {
        for (int i = 0; i + 1 < mail.length; i++) {
            if (mail[i] == '\n' && mail[i + 1] == '\n') {
                return i + 1;
            }
        }
        return mail.length;
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int at = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', at)) {
            lines.add(text.substring(at, end));
            at = end + 1;
        }
        return lines;
    }

    private static String head(String subject, String type) {
        StringBuilder head = new StringBuilder("Return-Path: <>\n");
        for (int hop = 1; hop <= 4; hop++) {
            head.append(
                    "Received: from mx" + hop + ".relay.example (mx" + hop + ".relay.example [192.0.2." + hop + "])\n"
                            + "\tby in" + hop + ".shop.example (Mailer) with ESMTPS id 4XyZ" + hop + "AbCdE\n"
                            + "\tfor <bounces+c42@shop.example>; Mon, 05 Jan 2026 10:00:0" + hop + " +0000 (UTC)\n");
        }
        return head + "From: MAILER-DAEMON@relay.example (Mail Delivery System)\nTo: bounces+c42@shop.example\n"
                + "Subject: " + subject + "\nDate: Mon, 05 Jan 2026 10:00:00 +0000\nMessage-ID: <r1@relay.example>\n"
                + type + "\n";
    }

    private static String original() {
        return "Received: from app.shop.example by relay.example; Mon, 05 Jan 2026 09:00:00 +0000\n"
                + "From: Weekly News <news@shop.example>\nTo: nora@reef.example\nSubject: Our weekly news\n"
                + "Message-ID: <n42.7@shop.example>\nList-Id: Weekly <weekly.shop.example>\nMIME-Version: 1.0\n"
                + "Content-Type: text/plain; charset=utf-8\n\n"
                + "Something new every week, and something old, too. Read on to find out.\n".repeat(38);
    }

    private static byte[] report() {
        String type =
                "MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"b1\"\n";
        return (head("Undelivered Mail Returned to Sender", type)
                        + "--b1\nContent-Type: text/plain; charset=us-ascii\n\n"
                        + "I'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients.\n\n"
                        + "<nora@reef.example>: host mx.reef.example[192.0.2.9] said: 550 5.1.1\n"
                        + "    <nora@reef.example>: Recipient address rejected: User unknown (in reply to RCPT TO command)\n\n"
                        + "--b1\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; relay.example\n\n"
                        + "Final-Recipient: rfc822; nora@reef.example\nOriginal-Recipient: rfc822;nora@reef.example\n"
                        + "Action: failed\nStatus: 5.1.1\nRemote-MTA: dns; mx.reef.example\n"
                        + "Diagnostic-Code: smtp; 550 5.1.1 <nora@reef.example>: Recipient address rejected:\n    User unknown\n\n"
                        + "--b1\nContent-Type: message/rfc822\n\n" + original() + "\n--b1--\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] notice() {
        return (head("failure notice", "Content-Type: text/plain\n")
                        + "Hi. I'm afraid I wasn't able to deliver your message to the following addresses.\n\n"
                        + "<nora@reef.example>:\n192.0.2.9 does not like recipient.\n"
                        + "Remote host said: 552 5.2.2 The mailbox is over its quota\nGiving up on 192.0.2.9.\n\n"
                        + "--- Below this line is a copy of the message.\n\n" + original())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] transcript() {
        return (head("Returned mail: see transcript for details", "Content-Type: text/plain\n")
                        + "   ----- The following addresses had permanent fatal errors -----\n<nora@reef.example>\n\n"
                        + "   ----- Transcript of session follows -----\n... while talking to mx.reef.example.:\n"
                        + ">>> DATA\n<<< 554 5.7.1 Blocked, see https://reef.example/blocked\n554 5.0.0 Service unavailable\n\n"
                        + "   ----- Original message follows -----\n" + original())
                .getBytes(StandardCharsets.UTF_8);
    }
}
