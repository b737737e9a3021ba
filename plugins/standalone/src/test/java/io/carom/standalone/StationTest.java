package io.carom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The standalone host as providers, programs and strangers see it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StationTest {
    private static final String TOKEN = "Authorization: Bearer token-of-the-mta-0123";
    private static final String BOUNCE = """
            {"event":"bounce","at":"2026-11-30T10:00:00Z","recipient":"%s","reply":"550 5.1.1 User unknown"}
            """;
    private static final String POSTMARK = """
            {"RecordType":"Bounce","ID":%2$d,"Type":"HardBounce","TypeCode":1,"MessageID":"m-%1$s","Description":"unknown",
             "Details":"smtp;550 5.1.1 User unknown","Email":"%1$s","BouncedAt":"2026-11-30T10:00:00Z"}
            """;
    private static final String MAIL = """
            From: MAILER-DAEMON@mx.example.com
            To: %s
            Subject: Undelivered Mail Returned to Sender
            Date: Mon, 30 Nov 2026 09:59:00 +0000
            Message-ID: <%s@mx.example.com>
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="b"

            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.com

            Final-Recipient: rfc822; %s
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 User unknown

            --b--
            """;

    private Path folder;
    private Path maildir;
    private String store;
    private Served served;

    @BeforeAll
    void serve(@TempDir Path temporary) throws IOException {
        folder = temporary;
        maildir = folder.resolve("bounces");
        Files.createDirectories(maildir.resolve("new"));
        Files.createDirectories(maildir.resolve("cur"));
        store = folder.resolve("carom.db").toString();
        Files.writeString(folder.resolve("carom.yml"), """
                server:
                  hosts: [carom.example.net]
                  tokens: {mta: token-of-the-mta-0123}
                sources:
                  webhooks:
                    postmark: {keys: ["basic:postmark:secret"]}
                    forms: {provider: postmark, unsigned: true}
                    path: {provider: postmark, keys: ["url:token-in-the-path"]}
                    ses: {keys: ["arn:aws:sns:eu-west-1:123456789012:bounces"]}
                  mail: {maildirs: [bounces]}
                verp:
                  domain: bounces.example.net
                  keys: [{id: a, secret: "0123456789abcdef0123456789abcdef"}]
                limits: {requestMiB: 1, mailMiB: 1}
                """);
        served = Served.with("--store", store);
    }

    @AfterAll
    void stop() {
        served.close();
    }

    private String basic(String userAndPassword) {
        return "Authorization: Basic "
                + java.util.Base64.getEncoder()
                        .encodeToString(userAndPassword.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static String postmark(String recipient) {
        return String.format(POSTMARK, recipient, recipient.hashCode() & 0xffff);
    }

    private String log(String recipient) {
        return Program.run("log", "--recipient", recipient, "--store", store, "--format=csv")
                .out();
    }

    @Test
    void an_event_with_a_token_is_decided_and_recorded() throws IOException {
        Served.Answer answer = served.post("/events", String.format(BOUNCE, "ann@example.com"), TOKEN);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.body()).contains("\"recipient\":\"ann@example.com\"", "\"to\":\"bounced\"");
        assertThat(log("ann@example.com")).contains("user_unknown");
    }

    @Test
    void bad_lines_are_told_and_good_ones_stand() throws IOException {
        Served.Answer answer = served.post(
                "/events", "no json\n" + String.format(BOUNCE, "cleo@example.com") + "{\"event\":\"bounce\"}\n", TOKEN);

        assertThat(answer.status()).isEqualTo(207);
        assertThat(answer.body().lines().toList())
                .hasSize(3)
                .satisfies(lines -> assertThat(lines.get(0)).startsWith("{\"line\":1,\"error\":"))
                .satisfies(lines -> assertThat(lines.get(1)).contains("cleo@example.com"))
                .satisfies(lines -> assertThat(lines.get(2)).startsWith("{\"line\":3,\"error\":"));
        assertThat(served.post("/events", "nothing that can be read\n", TOKEN).status())
                .isEqualTo(400);
        assertThat(served.post("/events", "", TOKEN).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Nothing: here",
                "Authorization: Bearer wrong-token-0123456",
                "Authorization: Bearer ",
                "Authorization: Basic bm9ib2R5Om5vdGhpbmc=",
                "Authorization: Basic ???",
                "Authorization: token-of-the-mta-0123"
            })
    void nobody_writes_without_a_token(String header) throws IOException {
        assertThat(served.post("/events", String.format(BOUNCE, "dora@example.com"), header)
                        .status())
                .isEqualTo(401);
        assertThat(served.post("/mail", "From: x\n\n", header).status()).isEqualTo(401);
        assertThat(log("dora@example.com").lines().toList()).hasSize(1);
    }

    @Test
    void a_tokens_name_and_itself_do_as_user_and_password() throws IOException {
        assertThat(served.post("/events", String.format(BOUNCE, "emil@example.com"), basic("mta:token-of-the-mta-0123"))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Origin: https://evil.example.test", "Origin: null", "Sec-Fetch-Site: cross-site"})
    void a_page_of_another_site_cannot_post_here(String header) throws IOException {
        assertThat(served.post("/events", String.format(BOUNCE, "frida@example.com"), TOKEN, header)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_name_that_is_not_ours_is_refused_and_one_of_the_settings_is_not() throws IOException {
        assertThat(served.post("/events", "", TOKEN, "Host: evil.example.test").status())
                .isEqualTo(421);
        assertThat(served.post("/events", "", TOKEN, "Host: carom.example.net").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"Host: carom.example.net", "X-Forwarded-For: 192.0.2.1", "Forwarded: for=192.0.2.1"})
    void who_comes_from_outside_reads_nothing_without_a_token(String header) throws IOException {
        for (String path : new String[] {"/", "/metrics", "/style.css"}) {
            assertThat(served.get(path, header).status()).as(path).isEqualTo(401);
            assertThat(served.get(path, header, basic("mta:token-of-the-mta-0123"))
                            .status())
                    .as(path)
                    .isEqualTo(200);
        }
        assertThat(served.get("/health", header).status()).isEqualTo(200);
        assertThat(served.get("/ready", header).status()).isEqualTo(200);
    }

    @Test
    void a_provider_that_proves_itself_is_heard_by_any_name() throws IOException {
        Served.Answer answer = served.post(
                "/webhooks/postmark",
                postmark("gerd@example.com"),
                basic("postmark:secret"),
                "Host: hooks.example.org",
                "Content-Type: application/json");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(log("gerd@example.com")).contains(",webhook,").contains("user_unknown");
        assertThat(Program.run("subscribers", "--status", "bounced", "--store", store, "--format=csv")
                        .out())
                .contains("gerd@example.com");
    }

    @Test
    void one_that_does_not_is_not() throws IOException {
        assertThat(served.post("/webhooks/postmark", postmark("hans@example.com"))
                        .status())
                .isEqualTo(403);
        assertThat(served.post("/webhooks/postmark", postmark("hans@example.com"), basic("postmark:guess"))
                        .status())
                .isEqualTo(403);
        assertThat(log("hans@example.com").lines().toList()).hasSize(1);
    }

    @Test
    void a_token_in_the_path_proves_too() throws IOException {
        assertThat(served.post("/webhooks/path/token-in-the-path", postmark("ilse@example.com"))
                        .status())
                .isEqualTo(200);
        assertThat(served.post("/webhooks/path/another", postmark("ilse@example.com"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void what_nobody_signs_is_recorded_and_changes_nobody() throws IOException {
        assertThat(served.post("/webhooks/forms", postmark("jan@example.com")).status())
                .isEqualTo(200);

        assertThat(log("jan@example.com")).contains(",none,");
        assertThat(Program.run("subscribers", "--status", "bounced", "--store", store)
                        .out())
                .doesNotContain("jan@example.com");
    }

    @Test
    void what_nobody_signs_cannot_keep_the_genuine_report_out() throws IOException {
        assertThat(served.post("/webhooks/forms", postmark("paul@example.com")).status())
                .isEqualTo(200);
        assertThat(served.post("/webhooks/postmark", postmark("paul@example.com"), basic("postmark:secret"))
                        .status())
                .isEqualTo(200);

        assertThat(log("paul@example.com")).contains(",none,", ",webhook,");
        assertThat(Program.run("subscribers", "--status", "bounced", "--store", store)
                        .out())
                .contains("paul@example.com");
    }

    @Test
    void a_topic_of_somebody_else_is_not_confirmed() throws IOException {
        Served.Answer answer = served.post("/webhooks/ses", """
                {"Type":"SubscriptionConfirmation","MessageId":"1","TopicArn":"arn:aws:sns:eu-west-1:999999999999:evil","Token":"t",
                 "Message":"x","SubscribeURL":"https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription","Timestamp":"2026-11-30T10:00:00Z",
                 "SignatureVersion":"2","Signature":"AAAA","SigningCertURL":"https://sns.eu-west-1.amazonaws.com/cert.pem"}
                """);

        assertThat(answer.status()).as(answer.text()).isEqualTo(403);
    }

    @Test
    void what_is_not_configured_is_not_there() throws IOException {
        assertThat(served.post("/webhooks/mailgun", "{}").status()).isEqualTo(404);
        assertThat(served.get("/webhooks/postmark").status()).isEqualTo(405);
        assertThat(served.post("/", "x", TOKEN).status()).isEqualTo(405);
        assertThat(served.raw("DELETE /events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                        .status())
                .isEqualTo(405);
    }

    @Test
    void what_is_too_large_is_refused_whatever_it_says_of_its_size() throws IOException {
        String large = "x".repeat((1 << 20) + 1);
        assertThat(served.post("/webhooks/forms", large).status()).isEqualTo(413);
        assertThat(served.post("/events", large, TOKEN).status()).isEqualTo(413);
        StringBuilder chunked = new StringBuilder("POST /webhooks/forms HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n");
        for (int i = 0; i < 17; i++) {
            chunked.append("10000\r\n").append("x".repeat(0x10000)).append("\r\n");
        }
        assertThat(served.raw(chunked + "0\r\n\r\n").status()).isEqualTo(413);
        assertThat(served.post("/events", "\n{}".repeat(10_001), TOKEN).status())
                .isEqualTo(413);
        assertThat(served.post("/webhooks/forms", "x", "Content-Encoding: gzip").status())
                .isEqualTo(415);
    }

    private String path(String recipient) {
        return Program.run("verp", "make", recipient, "--store", store, "--format=csv")
                .lines()
                .get(1)
                .split(",")[0]
                .replace("'", "");
    }

    @Test
    void a_mail_to_a_signed_return_path_is_proven() throws IOException {
        Served.Answer answer = served.post(
                "/mail?to=" + path("karl@example.com").replace("+", "%2B"),
                String.format(MAIL, "b@bounces.example.net", "k1", "karl@example.com"),
                TOKEN);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.body()).contains("\"to\":\"bounced\"");
        assertThat(served.post("/mail", String.format(MAIL, "b@bounces.example.net", "l1", "lisa@example.com"), TOKEN)
                        .body())
                .contains("\"subscriber\":null");
        assertThat(served.post("/mail", "From: a@example.com\nSubject: hello\n\nHello!\n", TOKEN)
                        .body())
                .isEmpty();
    }

    @Test
    void mails_in_a_maildir_are_taken_and_moved() throws Exception {
        Path mail = maildir.resolve("new/1.host");
        Files.writeString(mail, String.format(MAIL, path("mia@example.com"), "m1", "mia@example.com"));

        Instant until = Instant.now().plus(Duration.ofSeconds(30));
        while (Files.exists(mail) && Instant.now().isBefore(until)) {
            Thread.sleep(50);
        }

        assertThat(maildir.resolve("cur/1.host:2,S")).exists();
        assertThat(log("mia@example.com")).contains(",verp,");
    }

    @Test
    void it_says_whether_it_is_ready_and_how_the_workers_get_on() throws IOException {
        assertThat(served.get("/ready").body())
                .contains(
                        "\"status\":\"ready\"",
                        "\"store\":true",
                        "\"engine\":true",
                        "\"name\":\"road\"",
                        "\"name\":\"deliveries\"",
                        "\"name\":\"maildir-bounces\"");
    }

    @Test
    void what_was_done_is_counted() throws IOException {
        served.post("/events", String.format(BOUNCE, "nora@example.com"), TOKEN);
        served.post("/webhooks/forms", postmark("otto@example.com"));
        String metrics = served.get("/metrics").body();

        assertThat(metrics)
                .containsPattern("carom_events_total\\{kind=\"bounce\"} [1-9]")
                .containsPattern("carom_decisions_total\\{rule=\"stock/user-unknown\"} [1-9]")
                .containsPattern("carom_events_unproven_total\\{source=\"webhook\"} [1-9]")
                .containsPattern("carom_subscribers_changed_total\\{to=\"bounced\"} [1-9]")
                .containsPattern("carom_commit_seconds_count [1-9]")
                .containsPattern("carom_webhook_requests_total\\{outcome=\"taken\",webhook=\"forms\"} [1-9]")
                .containsPattern("carom_worker_lag_seconds\\{worker=\"road\"} 0")
                .containsPattern("carom_outbox_waiting [0-9]")
                .containsPattern("carom_outbox_age_seconds [0-9]")
                .contains("carom_build{version=", "jvm_memory_used_bytes")
                .doesNotContain("example.com");
    }
}
