package io.carom.intake.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.BounceType;
import io.carom.api.EnhancedStatus;
import io.carom.api.Fault;
import io.carom.api.Reason;
import io.carom.spi.Classifier;
import io.carom.spi.Evidence;
import io.carom.spi.Reading;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PhraseClassifierTest {
    private static final Classifier STOCK = new SignalClassifiers().stock();

    private static Reading read(String line) {
        return STOCK.read(Evidence.ofReply(line));
    }

    private static Evidence report(String text, String status, String action) {
        EnhancedStatus code =
                status.isEmpty() ? null : EnhancedStatus.parse(status).orElseThrow();
        return new Evidence(text, null, code, action, null, null, null, null, null);
    }

    private static Evidence at(String mx, String text) {
        return new Evidence(text, null, null, null, "example.org", mx, null, null, null);
    }

    private static void assertReading(Reading reading, BounceType type, Fault fault, Reason reason) {
        assertThat(reading.reason()).isEqualTo(reason);
        assertThat(reading.bounceType()).isEqualTo(type);
        assertThat(reading.fault()).isEqualTo(fault);
    }

    @Test
    void a_text_that_contradicts_its_code_wins_and_the_reading_says_so() {
        Reading reading = read("550 5.7.1 <bob@example.com>: user unknown");

        assertReading(reading, BounceType.HARD, Fault.RECIPIENT, Reason.USER_UNKNOWN);
        assertThat(reading.disagreement()).isTrue();
    }

    @Test
    void a_blocklist_behind_the_code_of_an_unknown_user_is_the_senders_fault() {
        Reading reading = read("550 5.1.1 <bob@example.com>: blocked using zen.example");

        assertReading(reading, BounceType.HARD, Fault.SENDER, Reason.IP_REPUTATION);
        assertThat(reading.disagreement()).isTrue();
    }

    @Test
    void a_closer_text_behind_a_weak_code_is_no_disagreement() {
        Reading reading = read("550 5.7.1 Message rejected as spam");

        assertReading(reading, BounceType.HARD, Fault.CONTENT, Reason.SPAM_CONTENT);
        assertThat(reading.disagreement()).isFalse();
    }

    @Test
    void a_rate_behind_the_code_of_an_unknown_user_is_soft() {
        Reading reading = read("550 5.1.1 <bob@example.com> - 192.0.2.1 has sent to too many recipients this hour");

        assertReading(reading, BounceType.SOFT, Fault.SENDER, Reason.RATE_LIMITED);
        assertThat(reading.disagreement()).isTrue();
    }

    @Test
    void a_full_mailbox_is_soft_whatever_its_class() {
        for (String line : new String[] {"552", "550 5.2.2", "552 5.2.2 no", "452 4.2.2 x"}) {
            assertReading(read(line), BounceType.SOFT, Fault.RECIPIENT, Reason.MAILBOX_FULL);
        }
    }

    @Test
    void a_552_that_speaks_of_size_is_no_full_mailbox() {
        assertReading(read("552 message size exceeds limit"), BounceType.HARD, Fault.CONTENT, Reason.MESSAGE_TOO_LARGE);
    }

    @Test
    void a_refusal_that_names_no_cause_blames_nobody() {
        assertReading(read("550 no"), BounceType.HARD, Fault.UNKNOWN, Reason.UNKNOWN);
        assertReading(read("554 5.0.0"), BounceType.HARD, Fault.UNKNOWN, Reason.UNKNOWN);
    }

    @Test
    void a_report_of_failure_with_a_transient_code_is_soft_and_expired() {
        assertReading(
                STOCK.read(report("host gave 450 4.2.0 no", "", "failed")),
                BounceType.SOFT,
                Fault.NETWORK,
                Reason.EXPIRED);
    }

    @Test
    void a_report_of_failure_after_a_mailbox_stayed_full_keeps_the_cause() {
        Reading reading = STOCK.read(
                report("452 4.2.2 <bob@example.com> mailbox is full: retry timeout exceeded", "5.0.0", "failed"));

        assertReading(reading, BounceType.SOFT, Fault.RECIPIENT, Reason.MAILBOX_FULL);
        assertThat(reading.status()).hasToString("4.2.2");
    }

    @Test
    void a_report_of_failure_with_a_transient_code_never_kills_the_address() {
        Reading reading = STOCK.read(report("450 4.1.1 unverified address", "", "failed"));

        assertThat(reading.bounceType()).isEqualTo(BounceType.SOFT);
    }

    @Test
    void greylisting_names_its_wait() {
        assertThat(read("451 4.7.1 Greylisting in action, please come back in 00:04:59")
                        .retryAfter())
                .isEqualTo(Duration.ofSeconds(299));
        assertThat(read("450 4.7.0 Greylisted, try again in 5 minutes").retryAfter())
                .isEqualTo(Duration.ofMinutes(5));
        assertThat(read("450 4.2.0 greylisted for 300 seconds").retryAfter()).isEqualTo(Duration.ofMinutes(5));
        assertThat(read("450 4.2.0 Greylisted").retryAfter()).isNull();
    }

    @Test
    void the_providers_own_quota_is_a_signal() {
        Reading reading = read("454 Throttling failure: Daily message quota exceeded");

        assertReading(reading, BounceType.SOFT, Fault.SENDER, Reason.RATE_LIMITED);
        assertThat(reading.signals()).contains("own_quota");
    }

    @Test
    void a_blocklist_is_named_as_a_signal() {
        assertThat(read("554 5.7.1 blocked using zen.spamhaus.org").signals()).containsExactly("blocklist:spamhaus");
    }

    @Test
    void a_trap_is_named_as_a_signal() {
        assertThat(read("550 5.7.1 You hit a spam trap").signals()).contains("spam_trap");
    }

    @Test
    void a_family_is_told_by_host_then_words_then_domain() {
        assertThat(STOCK.read(at("mx1.pphosted.com", "550 gsmtp")).family()).isEqualTo("proofpoint");
        assertThat(read("550 5.1.1 see https://support.google.com/mail/?p=NoSuchUser - gsmtp")
                        .family())
                .isEqualTo("google");
        assertThat(STOCK.read(new Evidence("550 no", null, null, null, "yahoo.com", null, null, null, null))
                        .family())
                .isEqualTo("yahoo");
        assertThat(read("550 no").family()).isNull();
    }

    @Test
    void a_wording_of_one_receiver_means_nothing_elsewhere() {
        String line = "554 x 192.0.2.1 BL000010 see postmaster";

        assertThat(STOCK.read(at("mx1.comcast.net", line)).reason()).isEqualTo(Reason.IP_REPUTATION);
        assertThat(STOCK.read(at("mx1.example.net", line)).reason()).isEqualTo(Reason.UNKNOWN);
    }

    @Test
    void access_denied_at_exchange_online_means_an_unknown_user_with_its_code_only() {
        assertThat(read("550 5.4.1 Recipient address rejected: Access denied").reason())
                .isEqualTo(Reason.USER_UNKNOWN);
        assertThat(read("550 5.7.1 Access denied").fault()).isEqualTo(Fault.SENDER);
    }

    @Test
    void the_providers_verdict_counts_where_nothing_is_closer() {
        Evidence vague =
                new Evidence("550 no", null, null, null, null, null, null, BounceType.SOFT, Reason.SPAM_CONTENT);
        Evidence clear = new Evidence(
                "550 5.1.1 user unknown", null, null, null, null, null, null, BounceType.SOFT, Reason.SPAM_CONTENT);
        Evidence mute = new Evidence("", null, null, null, null, null, null, BounceType.HARD, Reason.USER_UNKNOWN);

        assertReading(STOCK.read(vague), BounceType.HARD, Fault.CONTENT, Reason.SPAM_CONTENT);
        assertReading(STOCK.read(clear), BounceType.HARD, Fault.RECIPIENT, Reason.USER_UNKNOWN);
        assertReading(STOCK.read(mute), BounceType.HARD, Fault.RECIPIENT, Reason.USER_UNKNOWN);
    }

    @Test
    void a_success_is_a_delivery() {
        assertThat(read("250 2.1.5 Ok").reason()).isEqualTo(Reason.DELIVERED);
    }

    @Test
    void words_inside_an_address_say_nothing() {
        assertThat(read("550 <mailbox-full.user-unknown@spam.example> no").reason())
                .isEqualTo(Reason.UNKNOWN);
    }

    @Test
    void a_reply_broken_over_lines_is_read_as_one() {
        Reading reading = read(
                "550-5.1.1 The email account that you tried to reach does not\r\n550-5.1.1 exist. Please\r\n550 5.1.1 x");

        assertReading(reading, BounceType.HARD, Fault.RECIPIENT, Reason.USER_UNKNOWN);
    }

    @Test
    void a_field_wins_over_the_text_unless_it_is_a_default() {
        assertThat(STOCK.read(report("550 5.1.1 x", "5.2.2", "failed")).status())
                .hasToString("5.2.2");
        assertThat(STOCK.read(report("550 5.1.1 x", "5.0.0", "failed")).status())
                .hasToString("5.1.1");
    }

    @Test
    void a_number_in_the_text_is_no_reply_code() {
        assertThat(read("message of 552 bytes refused").replyCode()).isNull();
        assertThat(read("host mx said: 550 no").replyCode()).isEqualTo(550);
    }
}
