package io.carom.intake.verp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Event;
import io.carom.api.Proof;
import io.carom.intake.mail.MailReader;
import io.carom.intake.mail.Report;
import io.carom.spi.ClassifierFactory;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** Whole mails that come to return paths, ours and others. */
class ProvenReportsTest {
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final ReturnPaths PATHS = new ReturnPaths(
            List.of(new SigningKey("a", "0123456789abcdef".getBytes(UTF_8))), Layout.PLUS, Duration.ofDays(14));
    private static final MailReader READER = new MailReader(ServiceLoader.load(ClassifierFactory.class)
            .findFirst()
            .orElseThrow()
            .stock());

    private static String path(String recipient) {
        return PATHS.make(recipient, "bounces.example.net", NOW);
    }

    private static List<Report> read(String file, String returnPath, String recipient) {
        try (InputStream in = ProvenReportsTest.class.getResourceAsStream(file)) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
            return READER.read(text.replace("@RETURN_PATH@", returnPath)
                    .replace("@RECIPIENT@", recipient)
                    .getBytes(UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Event only(ProvenReports proven, List<Report> reports, String... envelope) {
        List<Event> events = proven.events(reports, List.of(envelope), NOW);
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private final ProvenReports strict = new ProvenReports(PATHS, false, false);

    @Test
    void a_bounce_at_the_recipients_own_return_path_is_proven() {
        Event event = only(strict, read("bounce.eml", path("bob@example.com"), "bob@example.com"));

        assertThat(event.proof()).isEqualTo(Proof.VERP);
        assertThat(event.recipient()).isEqualTo("bob@example.com");
    }

    @Test
    void a_bounce_at_the_bare_address_is_not() {
        Event event = only(strict, read("bounce.eml", "b@bounces.example.net", "bob@example.com"));

        assertThat(event.proof()).isEqualTo(Proof.NONE);
    }

    @Test
    void one_at_somebody_elses_return_path_is_not() {
        Event event = only(strict, read("bounce.eml", path("eve@example.com"), "bob@example.com"));

        assertThat(event.proof()).isEqualTo(Proof.NONE);
        assertThat(event.recipient()).isEqualTo("bob@example.com");
    }

    @Test
    void one_about_a_forwarded_message_counts_for_whom_it_was_sent_to_where_that_is_wanted() {
        Event event = only(
                new ProvenReports(PATHS, true, false),
                read("bounce.eml", path("bob@example.com"), "robert@elsewhere.example"));

        assertThat(event.proof()).isEqualTo(Proof.VERP);
        assertThat(event.recipient()).isEqualTo("bob@example.com");
    }

    @Test
    void the_envelope_counts_where_the_header_does_not_tell() {
        Event event =
                only(strict, read("bounce.eml", "b@bounces.example.net", "bob@example.com"), path("bob@example.com"));

        assertThat(event.proof()).isEqualTo(Proof.VERP);
    }

    @Test
    void an_address_that_did_not_fit_is_taken_from_the_report() {
        String longAddress = "a-very-long-local-part-that-somebody-has@a-rather-long-domain.example.com";
        Event event = only(strict, read("bounce.eml", path(longAddress), longAddress));

        assertThat(event.proof()).isEqualTo(Proof.VERP);
        assertThat(only(strict, read("bounce.eml", path(longAddress), "bob@example.com"))
                        .proof())
                .isEqualTo(Proof.NONE);
    }

    @Test
    void a_complaint_is_proven_by_the_return_path_of_the_message_in_it() {
        Event event = only(strict, read("complaint.eml", path("bob@example.com"), "bob@example.com"));

        assertThat(event.proof()).isEqualTo(Proof.VERP);
        assertThat(event.recipient()).isEqualTo("bob@example.com");
    }

    @Test
    void an_old_return_path_proves_nothing_any_more() {
        List<Report> reports = read("bounce.eml", path("bob@example.com"), "bob@example.com");

        assertThat(strict.events(reports, List.of(), NOW.plus(Duration.ofDays(15)))
                        .get(0)
                        .proof())
                .isEqualTo(Proof.NONE);
    }

    @Test
    void a_person_vouches_for_what_nothing_proves_and_proof_is_still_proof() {
        ProvenReports vouched = new ProvenReports(PATHS, false, true);

        assertThat(only(vouched, read("bounce.eml", "b@bounces.example.net", "bob@example.com"))
                        .proof())
                .isEqualTo(Proof.OPERATOR);
        assertThat(only(vouched, read("bounce.eml", path("bob@example.com"), "bob@example.com"))
                        .proof())
                .isEqualTo(Proof.VERP);
    }
}
