package io.carom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.standalone.Program.Run;
import io.carom.store.jdbc.JdbcJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is to be sent again, by the command line. */
class RetriesVerbTest {
    private static final String EVENTS = """
            {"id":"b1","event":"bounce","at":"2026-11-28T10:00:00Z","recipient":"ann@one.example","reply":"452 4.2.2 mailbox full","message":"<m1>","campaign":"spring","server":"smtp-1"}
            {"id":"b2","event":"bounce","at":"2026-11-28T11:00:00Z","recipient":"bob@one.example","reply":"452 4.2.2 mailbox full","message":"<m2>","campaign":"spring"}
            {"id":"b3","event":"bounce","at":"2026-11-28T12:00:00Z","recipient":"eve@two.example","reply":"452 4.2.2 mailbox full","message":"<m3>"}
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

    private Run run(String... words) {
        List<String> all = new ArrayList<>(List.of("retries", "--store", store));
        all.addAll(List.of(words));
        return Program.run(all.toArray(String[]::new));
    }

    @Test
    void retries_are_listed_by_due_time_and_filtered() {
        assertThat(run().lines())
                .hasSize(3)
                .first()
                .isEqualTo("{\"due\":\"2026-11-28T11:00:00Z\",\"recipient\":\"ann@one.example\",\"attempt\":1,\"of\":3,"
                        + "\"policy\":\"default\",\"server\":\"smtp-1\",\"campaign\":\"spring\",\"message\":\"<m1>\"}");
        assertThat(run("--domain", "one.example").lines()).hasSize(2);
        assertThat(run("--campaign", "spring", "--server", "smtp-1").lines()).hasSize(1);
        assertThat(run("--from", "2026-11-28T12:00:00Z", "--to", "2026-11-28T13:00:00Z")
                        .lines())
                .singleElement()
                .asString()
                .contains("<m2>");
        assertThat(run("--limit", "1", "--offset", "2").lines())
                .singleElement()
                .asString()
                .contains("<m3>");
        assertThat(run("--format", "csv").lines())
                .hasSize(4)
                .first()
                .isEqualTo("due,recipient,attempt,policy,server,campaign,message");
        assertThat(run("--format", "table").err()).contains("3 of 3 retries");
    }

    @Test
    void some_are_cancelled_and_it_is_in_the_audit() {
        assertThat(run("cancel", "--campaign", "spring", "--dry-run").err()).contains("dry run: 2 retries");
        assertThat(run("cancel", "--campaign", "spring", "--why", "over", "--who", "anna")
                        .err())
                .contains("2 retries were cancelled");

        assertThat(run().lines()).singleElement().asString().contains("<m3>");
        try (JdbcJournal journal = JdbcJournal.open(store)) {
            assertThat(journal.desk().orElseThrow().audit(1, 0)).singleElement().satisfies(row -> {
                assertThat(row.what()).isEqualTo("retries_cancel");
                assertThat(row.act().who()).isEqualTo("anna");
                assertThat(row.act().why()).isEqualTo("over");
                assertThat(row.rows()).isEqualTo(2);
            });
        }
    }

    @Test
    void some_are_made_due_and_the_host_is_asked_at_the_next_look() {
        assertThat(run("run", "--recipient", "eve@two.example").err()).contains("1 retries are due now");

        assertThat(run("--recipient", "eve@two.example").lines())
                .singleElement()
                .asString()
                .contains("\"due\":\"2026-12-01T00:00:00Z\"");
    }

    @Test
    void nothing_is_changed_by_accident() {
        assertThat(run("cancel").status()).isEqualTo(2);
        assertThat(run("cancel").err()).contains("--all for every retry");
        assertThat(run("cancle", "--all").err()).contains("did you mean `cancel`?");
        assertThat(run("--all").status()).isEqualTo(2);
        assertThat(run("cancel", "--all").err()).contains("3 retries were cancelled");
    }
}
