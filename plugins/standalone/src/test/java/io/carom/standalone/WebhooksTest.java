package io.carom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.standalone.Program.Run;
import io.carom.standalone.Receiver.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outgoing webhooks by the command line: told of by `process`, looked after by `webhooks`. */
class WebhooksTest {
    private static final String BOUNCE = """
            {"id":"e1","event":"bounce","at":"2026-01-05T10:00:00Z","recipient":"bob@example.com","reply":"550 5.1.1 User unknown","list":"news"}
            """;

    @TempDir
    private Path folder;

    private Receiver crm;
    private String store;

    @BeforeEach
    void open() throws IOException {
        crm = new Receiver();
        store = folder.resolve("carom.db").toString();
        Files.writeString(
                folder.resolve("carom.yml"),
                "webhooks:\n  - {name: crm, url: \"" + crm.url()
                        + "\", keys: [whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw], allow: [127.0.0.1]}\n");
    }

    @AfterEach
    void close() {
        crm.close();
    }

    private Run process() throws IOException {
        Path events = Files.writeString(folder.resolve("events.jsonl"), BOUNCE);
        return Program.run("process", events.toString(), "--store", store);
    }

    @Test
    void a_bounce_that_is_processed_is_told_at_once() throws IOException {
        assertThat(process().status()).isZero();

        assertThat(crm.bodies())
                .containsExactly(
                        "{\"event\":\"subscriber.bounced\",\"subscriber_email\":\"bob@example.com\",\"list_uid\":\"news\","
                                + "\"dsn_code\":\"5.1.1\",\"bounce_type\":\"hard\",\"reason\":\"550 5.1.1 User unknown\"}");
        assertThat(process().status()).isZero();
        assertThat(crm.requests()).hasSize(1);

        Run log = Program.run("webhooks", "log", "crm", "--store", store);
        assertThat(log.lines()).singleElement().asString().contains("\"endpoint\":\"crm\"", "\"answer\":\"204\"");
    }

    @Test
    void a_dry_run_tells_nobody() throws IOException {
        Path events = Files.writeString(folder.resolve("events.jsonl"), BOUNCE);

        Program.run("process", "--dry-run", events.toString(), "--store", store);

        assertThat(crm.requests()).isEmpty();
    }

    @Test
    void what_waits_is_listed_and_an_endpoint_that_is_gone_can_be_switched_on() throws IOException {
        crm.answer = request -> new Said(410);
        process();

        Run standing = Program.run("webhooks", "--store", store);
        assertThat(standing.lines())
                .singleElement()
                .asString()
                .contains("\"endpoint\":\"crm\"", "\"waiting\":1", "\"why\":\"answered 410\"");
        assertThat(Program.run("webhooks", "enable", "crm", "--store", store).err())
                .contains("crm is told again");
        assertThat(Program.run("webhooks", "enable", "crm", "--store", store).status())
                .isOne();
    }

    @Test
    void an_endpoint_is_tested_with_a_sample() {
        Run good = Program.run("webhooks", "test", "crm", "--store", store);
        assertThat(good.err()).contains("crm took it (204)");
        assertThat(good.status()).isZero();
        assertThat(crm.requests()).singleElement().satisfies(request -> {
            assertThat(request.body()).startsWith("{\"event\":\"webhook.test\"");
            assertThat(request.signature()).startsWith("v1,");
        });

        crm.answer = request -> new Said(401);
        Run bad = Program.run("webhooks", "test", "crm", "--store", store);
        assertThat(bad.err()).contains("crm did not take it (401)");
        assertThat(bad.status()).isOne();
        assertThat(Program.run("webhooks", "test", "crn", "--store", store).err())
                .contains("did you mean `crm`?");
    }

    @Test
    void an_inner_address_is_refused_unless_it_is_allowed() throws IOException {
        Files.writeString(folder.resolve("carom.yml"), "webhooks:\n  - {name: crm, url: \"" + crm.url() + "\"}\n");

        Run run = Program.run("webhooks", "test", "crm", "--store", store);

        assertThat(run.err()).contains("crm did not take it (refused)", "127.0.0.1, which is this machine");
        assertThat(crm.requests()).isEmpty();
    }

    @Test
    void what_makes_no_sense_is_refused() {
        for (String[] words : new String[][] {
            {"webhooks", "frob"},
            {"webhooks", "resend"},
            {"webhooks", "resend", "crm"},
            {"webhooks", "enable"},
            {"webhooks", "log", "a", "b"}
        }) {
            assertThat(Program.run(words).status()).as(String.join(" ", words)).isEqualTo(2);
        }
    }
}
