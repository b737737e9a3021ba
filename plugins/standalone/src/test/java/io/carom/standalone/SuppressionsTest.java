package io.carom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.engine.Carom;
import io.carom.engine.policy.Policy;
import io.carom.standalone.Program.Run;
import io.carom.store.jdbc.JdbcJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code carom suppressions} by the command line, and what a host and the road make of it. The clock stands at 2026-12-01. */
class SuppressionsTest {
    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");

    @TempDir
    Path folder;

    private String store;

    @BeforeEach
    void aStore() {
        store = folder.resolve("carom.db").toString();
        process(
                "{\"event\":\"sent\",\"at\":\"2026-11-01T10:00:00Z\",\"recipient\":\"bob@example.com\",\"message\":\"<1@x>\"}");
    }

    private Run process(String line) {
        Run run = Program.piped(line + "\n").with("process", "--store", store, "-");
        assertThat(run.status()).as(run.err()).isZero();
        return run;
    }

    private Run suppressions(String... more) {
        List<String> words = new ArrayList<>(List.of("suppressions", "--store", store));
        words.addAll(List.of(more));
        return Program.run(words.toArray(String[]::new));
    }

    private Carom carom(JdbcJournal journal, Instant now) throws IOException {
        Path policy = Files.createDirectories(folder.resolve("policy"));
        Files.writeString(
                policy.resolve("policy.yml"),
                "name: own\nversion: 1\nsuppressions: {exemptStreams: [transactional]}\n");
        return Carom.builder()
                .policy(Policy.load(policy))
                .journal(journal)
                .clock(Clock.fixed(now, ZoneOffset.UTC))
                .build();
    }

    @Test
    void it_lasts_longer_each_time_and_never_longer_than_the_policy_says() {
        assertThat(suppressions("--add", "Bob@example.com").err())
                .contains("bob@example.com is suppressed until 2026-12-08T00:00:00Z");
        assertThat(suppressions("--add", "bob@example.com").err()).contains("until 2026-12-15T00:00:00Z, made 2 times");
        for (int i = 0; i < 10; i++) {
            suppressions("--add", "bob@example.com");
        }
        assertThat(suppressions("--format", "csv").out())
                .contains("bob@example.com,global,,,", "2027-12-01T00:00:00Z,12");
    }

    @Test
    void a_host_hears_who_is_suppressed_where_and_exempt_streams_go_through() throws IOException {
        suppressions("--add", "bob@example.com", "--for", "2d");
        suppressions("--add", "@example.org", "--reach", "list", "--of", "news", "--for", "ever");
        suppressions("--add", "eve@example.net", "--reach", "stream", "--of", "transactional");
        try (JdbcJournal journal = JdbcJournal.open(store);
                Carom carom = carom(journal, NOW)) {
            assertThat(carom.suppressed("BOB@example.com", "news", null)).isPresent();
            assertThat(carom.suppressed("bob@example.com", "news", "transactional"))
                    .isEmpty();
            assertThat(carom.suppressed("any@example.org", "news", null)).isPresent();
            assertThat(carom.suppressed("any@example.org", "other", null)).isEmpty();
            assertThat(carom.suppressed("eve@example.net", null, "transactional"))
                    .isPresent();
            assertThat(carom.suppressed("eve@example.net", null, "marketing")).isEmpty();
            assertThat(carom.mailable("bob@example.com", "news", null).allowed())
                    .isFalse();
            assertThat(carom.mailable("bob@example.com", null, "transactional").allowed())
                    .isTrue();
        }
        try (JdbcJournal journal = JdbcJournal.open(store);
                Carom carom = carom(journal, NOW.plusSeconds(3 * 24 * 60 * 60))) {
            assertThat(carom.suppressed("bob@example.com", "news", null)).isEmpty();
        }
    }

    @Test
    void nothing_is_tried_again_at_an_address_that_is_suppressed() {
        suppressions("--add", "@example.com", "--reach", "list", "--of", "news");
        String bounce = "{\"event\":\"bounce\",\"at\":\"2026-12-01T10:00:00Z\",\"recipient\":\"bob@example.com\","
                + "\"reply\":\"452 4.2.2 Mailbox full\",\"list\":\"%s\",\"message\":\"<%s@x>\"}";

        assertThat(process(bounce.formatted("news", "2")).out())
                .contains(
                        "\"retry\":null", "@example.com is suppressed (list news, by hand) until 2026-12-08T00:00:00Z");
        assertThat(process(bounce.formatted("other", "3")).out()).contains("schedule_retry");
    }

    @Test
    void what_is_exported_is_imported_and_removed_again_with_a_trace() {
        suppressions("--add", "bob@example.com", "--reason", "asked, by phone", "--for", "ever");
        suppressions("--add", "@example.org", "--reach", "stream", "--of", "news");
        String file = suppressions("--format", "csv").out();
        assertThat(suppressions("--remove", "bob@example.com", "--remove", "2").err())
                .contains("2 suppressions ended");
        assertThat(suppressions("--format", "csv").lines()).hasSize(1);

        Run run = Program.piped(file + "9,nobody,global\n").with("suppressions", "--store", store, "--import", "-");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("2 suppressions imported", "-:4: `nobody` is neither an address nor");
        assertThat(suppressions("--format", "csv").out())
                .contains("bob@example.com,global,,,2026-12-01T00:00:00Z,,1", "\"asked, by phone\"")
                .contains("'@example.org,stream,,news,2026-12-01T00:00:00Z,2026-12-08T00:00:00Z,1");
        assertThat(suppressions("--remove", "x@example.com").status()).isEqualTo(1);
        try (JdbcJournal journal = JdbcJournal.open(store)) {
            assertThat(journal.desk().orElseThrow().audit(10, 0).toString())
                    .contains("suppress", "unsuppress")
                    .doesNotContain("bob@");
        }
    }

    @Test
    void what_makes_no_sense_is_refused() {
        assertThat(suppressions("--add", "bob").err()).contains("neither an address nor @ and a domain");
        assertThat(suppressions("--add", "bob@example.com", "--reach", "list").err())
                .contains("needs --of NAME");
        assertThat(suppressions("--add", "bob@example.com", "--for", "soon").err())
                .contains("no length");
    }
}
