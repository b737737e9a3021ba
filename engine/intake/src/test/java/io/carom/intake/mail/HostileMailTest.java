package io.carom.intake.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.management.ThreadMXBean;
import io.carom.intake.mime.MimeLimits;
import io.carom.intake.mime.MimePart;
import io.carom.intake.mime.MimeScanner;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What nobody should send: the reader stays calm, and what it does grows with the size of the mail and no faster. */
class HostileMailTest {
    private static final String BOUNCE =
            "From: MAILER-DAEMON@mta.example\nReturn-Path: <>\nTo: us@shop.example\nSubject: Undelivered Mail\n";
    private final MailReader reader = new MailReader(new CodesOnly());

    @Test
    void nothing_is_no_report() {
        assertThat(reader.read(new byte[0])).isEmpty();
        assertThat(read("\n\n\n")).isEmpty();
        assertThat(read("\r")).isEmpty();
        assertThat(read("From ")).isEmpty();
    }

    @Test
    void noise_is_no_report() {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            byte[] noise = new byte[random.nextInt(5_000)];
            random.nextBytes(noise);
            assertThat(reader.read(noise)).as("seed 7, round " + i).isEmpty();
        }
    }

    @Test
    void a_mail_cut_anywhere_is_read_as_far_as_it_goes() throws Exception {
        try (Stream<Path> files = Files.list(FixtureTest.folder())) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".eml")).toList()) {
                byte[] mail = Files.readAllBytes(file);
                for (int cut = 0; cut < mail.length; cut += 7) {
                    byte[] part = Arrays.copyOf(mail, cut);
                    int at = cut;
                    assertThatCode(() -> reader.read(part))
                            .as(file + " cut at " + at)
                            .doesNotThrowAnyException();
                }
            }
        }
    }

    @Test
    void ten_thousand_parts_are_read() {
        StringBuilder mail = new StringBuilder(BOUNCE + "Content-Type: multipart/report; boundary=b\n\n");
        for (int i = 0; i < 10_000; i++) {
            mail.append("--b\nContent-Type: image/png\n\nx\n");
        }
        mail.append("--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mta.example\n\n")
                .append("Final-Recipient: rfc822; last@reef.example\nAction: failed\nStatus: 5.1.1\n--b--\n");
        assertThat(read(mail.toString())).extracting(Report::recipient).containsExactly("last@reef.example");
    }

    @Test
    void fifty_megabytes_are_read_up_to_the_limit() {
        byte[] mail = new byte[50_000_000];
        Arrays.fill(mail, (byte) 'x');
        byte[] start = (BOUNCE + "\n<a@reef.example>: 550 5.1.1 unknown user\n\n--- Original message ---\n")
                .getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(start, 0, mail, 0, start.length);
        assertThat(reader.read(mail)).extracting(Report::recipient).containsExactly("a@reef.example");
    }

    @Test
    void what_lies_beyond_the_limit_is_not_read() {
        ReadLimits limits = new ReadLimits(new MimeLimits(200, 5, 10, 20, 100), 10, 100, 10, 50);
        String mail = BOUNCE + "\n" + " ".repeat(300) + "\n<a@reef.example>: 550 5.1.1 unknown user\n";
        assertThat(reader.read(mail.getBytes(StandardCharsets.US_ASCII), limits))
                .extracting(Report::recipient)
                .doesNotContain("a@reef.example");
    }

    @Test
    void recipients_are_capped() {
        StringBuilder mail = new StringBuilder(BOUNCE
                + "Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n");
        for (int i = 0; i < 3_000; i++) {
            mail.append("\nFinal-Recipient: rfc822; r")
                    .append(i)
                    .append("@reef.example\nAction: failed\nStatus: 5.1.1\n");
        }
        assertThat(read(mail.toString())).hasSize(ReadLimits.DEFAULT.recipients());
    }

    @Test
    void nesting_without_end_ends() {
        StringBuilder mail = new StringBuilder(BOUNCE);
        for (int i = 0; i < 2_000; i++) {
            mail.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\n\n--b")
                    .append(i)
                    .append('\n');
        }
        assertThatCode(() -> read(mail.toString())).doesNotThrowAnyException();
        String wrapped = "Content-Type: message/rfc822\n\n".repeat(2_000);
        assertThatCode(() -> read(BOUNCE + wrapped)).doesNotThrowAnyException();
    }

    @Test
    void a_wrong_charset_does_not_hide_the_address() {
        for (String charset : List.of("x-no-such", "utf-16", "\"", "iso-2022-jp", "us-ascii", "hz-gb-2312", "utf-7")) {
            String mail = BOUNCE + "Content-Type: text/plain; charset=" + charset
                    + "\n\nVotre message n'a pas pu être délivré :\n\n<a@reef.example>: 550 5.1.1 inconnu\n";
            List<Report> reports = reader.read(mail.getBytes(StandardCharsets.ISO_8859_1));
            if (!charset.equals("utf-16")) {
                assertThat(reports).as(charset).extracting(Report::recipient).containsExactly("a@reef.example");
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "addresses in one line, 'a@b.example,', ''",
        "addresses in lines, '<a@b.example>: 550 no\n', ''",
        "at signs, '@', ''",
        "quotes and at signs, '\"@', ''",
        "replies, '550 5.1.1 no such user\n', ''",
        "transcripts, '>>> RCPT TO:<a@b.example>\n<<< 550 no\n', ''",
        "status fields, 'Status: 5.1.1\n', 'Content-Type: message/delivery-status'",
        "recipients, 'Final-Recipient: rfc822; a@b.example\n', 'Content-Type: message/delivery-status'",
        "recipient words, 'x-recipient:', ''",
        "odd fields, 'X-Fanil-Recepiant: 1\n', 'Content-Type: message/delivery-status'",
        "style, '<style>', 'Content-Type: text/html'",
        "angles, '<', 'Content-Type: text/html'",
        "ampersands, '&', 'Content-Type: text/html'",
        "comments, '<!--', 'Content-Type: text/html'",
        "encoded words, '=?utf-8?q?=', 'X-A: 1'",
        "soft breaks, '=\n', 'Content-Transfer-Encoding: quoted-printable'",
        "hyphens, '--\n', 'Content-Type: multipart/mixed'",
        "boundaries, '--b\nContent-Type: multipart/mixed; boundary=b\n\n', 'Content-Type: multipart/mixed; boundary=b'",
        "headers, 'To: <a@b.example>, <c@d.example>\n', 'X-A: 1'",
        "failed recipients, 'X-Failed-Recipients: a@b.example, c@d.example\n', 'X-A: 1'",
        "aliases, '<a@b.example>\n (expanded from: <c@d.example>)\n', ''",
        "ideographs, '退信', 'Content-Type: text/plain; charset=utf-8'"
    })
    void work_grows_with_size_and_no_faster(String name, String unit, String field) {
        String head = BOUNCE + (field.isEmpty() ? "" : field + "\n") + (field.startsWith("X-A") ? "" : "\n");
        byte[] half = (head + unit.repeat(200_000 / unit.length())).getBytes(StandardCharsets.UTF_8);
        byte[] whole = (head + unit.repeat(400_000 / unit.length())).getBytes(StandardCharsets.UTF_8);
        reader.read(half);
        long one = allocated(half);
        long two = allocated(whole);
        assertThat(two).as("bytes allocated for twice the mail; once: %d", one).isLessThan(one * 5 / 2 + 2_000_000);
        assertThat(two).as("bytes allocated for a mail of 400 kB").isLessThan(200_000_000);
    }

    @Test
    void dots_behind_a_host_are_left_out_at_once() {
        String mail = BOUNCE + "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mta.example"
                + ".".repeat(200_000) + "\n\nFinal-Recipient: rfc822; a@reef.example\nAction: failed\n";
        assertThat(allocated(mail.getBytes(StandardCharsets.US_ASCII))).isLessThan(20_000_000);
        assertThat(read(mail)).extracting(Report::reportingMta).containsExactly("mta.example");
    }

    @Test
    void words_in_no_encoding_are_passed_over_once() {
        String mail = "Subject: " + "=?a?x? ".repeat(9_000) + "?=\n" + BOUNCE + "\n<a@reef.example>: 550 no\n";
        assertThat(allocated(mail.getBytes(StandardCharsets.US_ASCII))).isLessThan(20_000_000);
    }

    @Test
    void what_a_returned_message_calls_itself_is_bounded() {
        String name = "x".repeat(5_000);
        Report report = read(BOUNCE + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n"
                        + "<a@reef.example>: 550 5.1.1 unknown user\n--b\nContent-Type: message/rfc822\n\n"
                        + "To: a@reef.example\nX-Campaign: " + name + "\nList-Id: <" + name + ">\nMessage-ID: <" + name
                        + ">\n\nHello\n--b--\n")
                .get(0);
        assertThat(report.recipient()).isEqualTo("a@reef.example");
        assertThat(report.campaign()).isNull();
        assertThat(report.list()).isNull();
        assertThat(report.messageId()).isNull();
    }

    @Test
    void what_an_authentication_report_says_is_cut() {
        Report report = read("From: a@mta.example\nContent-Type: message/feedback-report\n\n"
                        + "Feedback-Type: auth-failure\nOriginal-Rcpt-To: a@reef.example\nAuth-Failure: "
                        + "dkim ".repeat(2_000) + "\n")
                .get(0);
        assertThat(report.diagnostic()).hasSize(ReadLimits.DEFAULT.diagnostic());
    }

    @Test
    void enclosed_mails_count_as_parts() {
        String nested = "Content-Type: message/rfc822\n\n".repeat(10) + "x";
        MimePart part =
                MimeScanner.scan(nested.getBytes(StandardCharsets.US_ASCII), new MimeLimits(10_000, 12, 3, 100, 1_000));
        int parts = 1;
        while (!part.children().isEmpty()) {
            part = part.children().get(0);
            parts++;
        }
        assertThat(parts).isEqualTo(3);
    }

    private long allocated(byte[] mail) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        reader.read(mail);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private List<Report> read(String mail) {
        return reader.read(mail.getBytes(StandardCharsets.UTF_8));
    }
}
