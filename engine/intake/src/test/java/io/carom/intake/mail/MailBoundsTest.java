package io.carom.intake.mail;

import io.carom.intake.classify.SignalClassifiers;
import io.carom.intake.fuzz.Allocation;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mails whose pieces might multiply each other (recipients and lines, addresses and sentences): reading them allocates no more for a
 * byte than reading any other mail. Some were once read in ten times as much.
 */
class MailBoundsTest {
    private static final String BOUNCE =
            "From: MAILER-DAEMON@mta.example\nReturn-Path: <>\nTo: us@shop.example\nSubject: Undelivered Mail\n";
    private static final String REPORT = BOUNCE
            + "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: text/plain\n\n";
    private static final MailReader READER = new MailReader(new SignalClassifiers().stock());

    /** A mail, named by what multiplies in it. */
    record Mail(String name, String text) {
        byte[] bytes() {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Mail> mails() {
        String words = "your message could not be delivered to them and nobody knows why this is so ";
        return Stream.of(
                new Mail(
                        "long lines of addresses in sentences",
                        BOUNCE + "\n"
                                + times(
                                        60,
                                        i -> "undeliverable to "
                                                + times(110, k -> "a" + k + "@b.c ")
                                                        .strip() + "\n")),
                new Mail(
                        "addresses in long lines among long lines",
                        BOUNCE + "\n" + times(2_000, i -> words.substring(0, 30) + " r" + i + "@reef.example\n")),
                new Mail(
                        "recipients without a diagnostic, and heads of lines",
                        REPORT + times(2_000, i -> "r" + i + "@reef.example\n") + fields(1_000, "")),
                new Mail(
                        "recipients without a diagnostic, and one long reply",
                        REPORT + "554 5.7.1 " + times(12, i -> words.repeat(12) + "\n") + fields(1_000, "")),
                new Mail(
                        "recipients without a diagnostic, and rules",
                        REPORT + "Not delivered\n" + times(3_900, i -> "  -------\n") + fields(1_000, "")),
                new Mail(
                        "recipients with a diagnostic, and remarks in brackets",
                        REPORT
                                + times(2_000, i -> "(delivered by the usual way)\n")
                                + fields(1_000, "Diagnostic-Code: smtp; 550 5.1.1 no\n")),
                new Mail(
                        "encoded words in charsets that nobody knows",
                        "From: " + times(3_500, i -> "=?no-such-" + i + "?q?=E4?= ")
                                + "<a@b.example>\nTo: us@shop.example\n\nfailed\n"),
                new Mail(
                        "recipients on one line, and other names below",
                        BOUNCE + "\n" + times(110, i -> "a" + i + "@b.c ").strip() + ":\n"
                                + times(1_800, i -> " (expanded from: <c@d.example>)\n")),
                new Mail(
                        "recipients in one sentence, and long lines of other names",
                        BOUNCE + "X-Failed-Recipients: " + times(110, i -> "r" + i + "@b.c, ")
                                + "\n\nwe could not deliver it to " + times(110, i -> "r" + i + "@b.c ") + "\n"
                                + times(55, i -> words.repeat(12) + "(expanded from: <c@d.example>)\n")),
                new Mail(
                        "failed recipients, and addresses",
                        BOUNCE
                                + times(
                                        50,
                                        i -> "X-Failed-Recipients: "
                                                + times(20, k -> "r" + (i * 20 + k) + "@reef.example, ") + "\n")
                                + "\n" + times(2_000, i -> "s" + i + "@reef.example, ")),
                new Mail(
                        "recipients of a complaint",
                        BOUNCE + "Content-Type: message/feedback-report\n\nFeedback-Type: abuse\n"
                                + times(20_000, i -> "Original-Rcpt-To: <r" + i + "@reef.example>\n")),
                new Mail(
                        "recipients of a message that came back",
                        BOUNCE + "Content-Type: message/rfc822\n\n"
                                + times(
                                        20,
                                        i -> "To: " + times(800, k -> "r" + (i * 800 + k) + "@reef.example, ") + "\n")
                                + times(
                                        20,
                                        i -> "Cc: " + times(800, k -> "s" + (i * 800 + k) + "@reef.example, ") + "\n")
                                + "\n"),
                new Mail(
                        "sessions of a transcript",
                        BOUNCE + "\n"
                                + times(1_300, i -> ">>> RCPT TO:<r" + i + "@reef.example>\n<<< 550 no such user\n")),
                new Mail(
                        "recipients without a diagnostic, and mentions of them",
                        REPORT
                                + times(9, k -> times(220, i -> "r" + i + "@b.c\n") + words + "\n\n" + words + "\n")
                                + fields(220, "")),
                new Mail(
                        "recipients without a name, and addresses",
                        REPORT + times(2_000, i -> "r" + i + "@reef.example\n")
                                + "--b\nContent-Type: message/delivery-status\n\n"
                                + times(1_000, i -> "\nAction: failed\nStatus: 5.0.0\n")),
                new Mail(
                        "misspelt names of fields",
                        BOUNCE + "Content-Type: message/delivery-status\n\n"
                                + times(10_000, i -> "Fianl-Recipeint: a\n")));
    }

    @ParameterizedTest
    @MethodSource("mails")
    void no_two_pieces_of_a_mail_multiply(Mail mail) {
        byte[] bytes = mail.bytes();
        Allocation.checked(() -> READER.read(bytes), bytes.length, MailFuzz.ALLOCATED, MailFuzz.ALLOCATED_PER_BYTE / 2);
    }

    private static String fields(int recipients, String more) {
        return "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mta.example\n"
                + times(recipients, i -> "\nFinal-Recipient: rfc822; r" + i + "@reef.example\nAction: failed\n" + more)
                + "--b--\n";
    }

    private static String times(int count, IntFunction<String> piece) {
        return IntStream.range(0, count).mapToObj(piece).collect(Collectors.joining());
    }
}
