package io.carom.intake.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.EventSource;
import io.carom.api.Proof;
import io.carom.intake.mime.MimeLimits;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");
    private static final String MAIL = "From: MAILER-DAEMON@mta.example\nTo: us+v1@shop.example\nReturn-Path: <>\n"
            + "Subject: failure notice\nMessage-ID: <r1@mta.example>\nDate: Mon, 5 Jan 2026 10:00:00 +0100\n\n"
            + "Your message could not be delivered:\n\n<a@reef.example>: 550 5.1.1 unknown user\n\n"
            + "--- Original message ---\nMessage-ID: <m1@shop.example>\nTo: a@reef.example\nX-Mailing: summer\n"
            + "List-Id: <news.shop.example>\n\nHello\n";
    private final MailReader reader = new MailReader(new CodesOnly(), java.util.List.of("X-Mailing"));

    private Report only(String mail) {
        return reader.read(mail.getBytes(StandardCharsets.UTF_8)).get(0);
    }

    @Test
    void an_event_carries_what_the_report_says() {
        Event event = only(MAIL).toEvent(Proof.OPERATOR, NOW).orElseThrow();
        assertThat(event.kind()).isEqualTo(EventKind.BOUNCE);
        assertThat(event.at()).isEqualTo(Instant.parse("2026-01-05T09:00:00Z"));
        assertThat(event.recipient()).isEqualTo("a@reef.example");
        assertThat(event.message()).isEqualTo("<m1@shop.example>");
        assertThat(event.campaign()).isEqualTo("summer");
        assertThat(event.list()).isEqualTo("news.shop.example");
        assertThat(event.source()).isEqualTo(EventSource.TEXT);
        assertThat(event.proof()).isEqualTo(Proof.OPERATOR);
        assertThat(only(MAIL).returnPaths()).contains("us+v1@shop.example");
    }

    @Test
    void the_same_mail_twice_is_the_same_event() {
        String first = only(MAIL).toEvent(Proof.NONE, NOW).orElseThrow().id();
        String second = only("Received: from elsewhere\n" + MAIL)
                .toEvent(Proof.VERP, NOW.plusSeconds(9))
                .orElseThrow()
                .id();
        assertThat(second).isEqualTo(first);
        String other = only(MAIL.replace("a@reef", "b@reef"))
                .toEvent(Proof.NONE, NOW)
                .orElseThrow()
                .id();
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void a_mail_without_a_date_happened_when_it_was_received() {
        Event event = only(MAIL.replace("Date: Mon", "X-Date: Mon"))
                .toEvent(Proof.NONE, NOW)
                .orElseThrow();
        assertThat(event.at()).isEqualTo(NOW);
    }

    @Test
    void a_report_that_names_nobody_is_no_event() {
        Report nobody = only("From: MAILER-DAEMON@mta.example\nReturn-Path: <>\nSubject: failure notice\n\n"
                + "Your message could not be delivered: 550 no such user\n");
        assertThat(nobody.recipient()).isNull();
        assertThat(nobody.toEvent(Proof.NONE, NOW)).isEmpty();
    }

    @Test
    void a_message_of_jakarta_mail_is_read_like_its_bytes() throws Exception {
        MimeMessage message = new MimeMessage(
                Session.getInstance(new Properties()), new ByteArrayInputStream(MAIL.getBytes(StandardCharsets.UTF_8)));
        byte[] bytes = MessageBytes.of(message, ReadLimits.DEFAULT);
        assertThat(reader.read(bytes).get(0).recipient()).isEqualTo("a@reef.example");
        ReadLimits small = new ReadLimits(new MimeLimits(50, 1, 1, 1, 1), 1, 1, 1, 1);
        assertThat(MessageBytes.of(message, small)).hasSize(50);
    }
}
