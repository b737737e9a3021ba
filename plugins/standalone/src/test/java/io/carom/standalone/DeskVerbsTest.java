package io.carom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.spi.AddressKey;
import io.carom.standalone.Program.Run;
import io.carom.store.jdbc.EmbeddedHost;
import io.carom.store.jdbc.EmbeddedHostSettings;
import io.carom.store.jdbc.JdbcJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators read and change by the command line: campaigns, complaints, domains, subscribers, erasure. */
class DeskVerbsTest {
    private static final String EVENTS = """
            {"event":"campaign","id":"spring","sent":20}
            {"id":"b1","event":"bounce","at":"2026-11-28T10:00:00Z","recipient":"ann@one.example","reply":"550 5.1.1 no such user","campaign":"spring","list":"news"}
            {"id":"b2","event":"bounce","at":"2026-11-28T10:01:00Z","recipient":"bob@one.example","reply":"550 5.1.1 no such user","campaign":"spring","list":"news"}
            {"id":"b3","event":"bounce","at":"2026-11-28T10:02:00Z","recipient":"eve@two.example","reply":"452 4.2.2 mailbox full","campaign":"spring","list":"news"}
            {"id":"d1","event":"delivered","at":"2026-11-28T10:03:00Z","recipient":"joe@two.example","campaign":"spring"}
            {"id":"c1","event":"complaint","at":"2026-11-28T10:04:00Z","recipient":"joe@two.example","campaign":"spring","feedbackType":"abuse"}
            {"id":"c2","event":"complaint","at":"2026-11-28T10:05:00Z","recipient":"kim@two.example","campaign":"autumn","feedbackType":"fraud"}
            """;

    @TempDir
    Path folder;

    private String store;

    @BeforeEach
    void record() throws IOException {
        store = folder.resolve("carom.db").toString();
        Path events = Files.writeString(folder.resolve("events.jsonl"), EVENTS);
        Run run = Program.run("process", "--store", store, events.toString());
        assertThat(run.status()).as(run.err()).isZero();
    }

    private Run run(String verb, String... more) {
        String[] words = new String[more.length + 3];
        words[0] = verb;
        words[1] = "--store";
        words[2] = store;
        System.arraycopy(more, 0, words, 3, more.length);
        return Program.run(words);
    }

    @Test
    void a_campaign_shows_what_became_of_it_with_a_verdict() {
        Run all = run("campaigns");
        assertThat(all.lines())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("{\"campaign\":\"spring\"")
                        && line.contains("\"sent\":20,\"delivered\":1,\"soft\":1,\"hard\":2,\"complaints\":1")
                        && line.contains("\"failedShare\":0.15,\"verdict\":\"attention\""));

        assertThat(run("campaigns", "--verdict", "unknown").lines())
                .singleElement()
                .asString()
                .startsWith("{\"campaign\":\"autumn\"");
        assertThat(run("campaigns", "--campaign", "spring", "--format", "csv").lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("campaign,first,last,sent,delivered,soft,hard,complaints");
        assertThat(run("campaigns", "--offset", "1").lines()).hasSize(1);
        assertThat(run("campaigns", "--verdict", "fin").err()).contains("did you mean `fine`?");
    }

    @Test
    void complaints_are_listed_with_type_and_time() {
        assertThat(run("feedback").lines())
                .hasSize(2)
                .first()
                .asString()
                .contains(
                        "\"recipient\":\"joe@two.example\",\"at\":\"2026-11-28T10:04:00Z\",\"feedbackType\":\"abuse\"");
        assertThat(run("feedback", "--type", "fraud").lines()).hasSize(1);
        assertThat(run("feedback", "--campaign", "spring", "--format", "csv").lines())
                .hasSize(2);
        assertThat(run("feedback", "--limit", "1", "--offset", "1").lines())
                .singleElement()
                .asString()
                .contains("kim@two.example");
        assertThat(run("feedback", "--to", "yesterday").status()).isEqualTo(2);
    }

    @Test
    void domains_are_ordered_by_what_they_refused() {
        assertThat(run("domains").out()).isEmpty();
        assertThat(run("domains", "--minimum", "1").lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("{\"domain\":\"one.example\",\"hard\":2,\"soft\":0,\"codes\":1,\"samples\":[");
        assertThat(run("domains", "--minimum", "1", "--days", "1").out()).isEmpty();
        assertThat(run("domains", "--days", "0").status()).isEqualTo(2);
    }

    @Test
    void subscribers_are_filtered_by_status_and_paged() {
        assertThat(run("subscribers", "--status", "bounced").lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith(
                        "{\"address\":\"ann@one.example\",\"status\":\"bounced\",\"since\":\"2026-11-28T10:00:00Z\"");
        assertThat(run("subscribers", "--status", "bounced", "--limit", "1", "--after", "ann@one.example")
                        .lines())
                .singleElement()
                .asString()
                .contains("bob@one.example");
        assertThat(run("subscribers", "--status", "bouncd").err()).contains("did you mean `bounced`?");
    }

    @Test
    void a_bulk_change_shows_the_counts_at_once_and_stands_in_the_log_of_acts() throws IOException {
        Path list =
                Files.writeString(folder.resolve("left.txt"), "# left\nann@one.example\nnonsense\n\neve@two.example\n");

        Run dry = run("subscribers", "--set", "unsubscribed", "--addresses", list.toString(), "--dry-run");
        assertThat(dry.err()).contains("up to 2 addresses would become unsubscribed");
        assertThat(run("subscribers", "--status", "unsubscribed").out()).isEmpty();

        Run done = run("subscribers", "--set", "unsubscribed", "--addresses", list.toString(), "--why", "asked");
        assertThat(done.status()).isEqualTo(1);
        assertThat(done.err())
                .contains("left.txt:3: this line is no address", "2 addresses became unsubscribed", "unsubscribed 2");

        assertThat(run("subscribers", "--status", "bounced", "--set", "suppressed")
                        .err())
                .contains("1 addresses became suppressed", "suppressed 1");
    }

    @Test
    void a_bulk_change_is_followed_by_host_webhooks_log_and_audit_as_a_decision_is() throws IOException {
        Files.writeString(folder.resolve("carom.yml"), "webhooks:\n  - {name: crm, url: \"https://hook.invalid/x\"}\n");
        Program.piped("email\neve@two.example\n").with("lists", "--store", store, "import", "-", "--list", "news");
        Run done = run("subscribers", "--set", "bounced", "eve@two.example", "who@where.example", "--why", "by phone");

        assertThat(done.err()).contains("1 addresses became bounced", "1 were bounced already, or were never heard of");
        try (JdbcJournal journal = JdbcJournal.open(store)) {
            EmbeddedHost host = journal.embeddedHost(Clock.systemUTC(), EmbeddedHostSettings.DEFAULT);
            assertThat(host.sendsTo(AddressKey.of("", "eve@two.example"), "news"))
                    .isFalse();
            assertThat(journal.outbox(Instant.MAX, 9)).isEmpty();
            assertThat(journal.webhooks().orElseThrow().due("crm", Instant.MAX, 9))
                    .singleElement()
                    .satisfies(
                            hook -> assertThat(hook.body())
                                    .startsWith(
                                            "{\"event\":\"subscriber.bounced\",\"subscriber_email\":\"eve@two.example\",\"list_uid\":\"news\""));
        }
        assertThat(run("log", "--recipient", "eve@two.example").out())
                .contains("\"timer\":\"by_hand\"", "mark_bounced", "engine/by-hand", "by phone");
        assertThat(run("log", "--audit").out()).contains("1 addresses to bounced", "by phone");

        assertThat(run("undo", "--domain", "two.example", "--code", "%").out())
                .as("what a person changed is not undone with what was decided")
                .doesNotContain("eve@two.example");
        assertThat(run("undo", "--rule", "engine/by-hand", "--apply", "--rate", "0")
                        .err())
                .contains("1 reversed, 0 left");
        assertThat(run("subscribers", "--status", "bounced").out()).doesNotContain("eve@two.example");
    }

    @Test
    void nobody_is_subscribed_again_in_bulk() {
        Run run = run("subscribers", "--status", "bounced", "--set", "subscribed");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("carom readd", "carom undo");
        assertThat(run("subscribers", "--status", "bounced").lines()).hasSize(2);
        assertThat(run("subscribers", "--set", "bounced").status()).isEqualTo(2);
        assertThat(run("subscribers", "ann@one.example").status()).isEqualTo(2);
    }

    @Test
    void an_erased_person_is_unknown() {
        assertThat(run("erase", "ann@one.example", "--why", "asked for it").err())
                .contains("ann@one.example is erased");
        assertThat(run("subscribers", "--status", "bounced").out()).doesNotContain("ann@one.example");
        assertThat(run("log").out()).doesNotContain("ann@one.example").contains("bob@one.example");
        assertThat(run("erase", "ann@one.example").err()).contains("nothing is recorded of ann@one.example");
    }
}
