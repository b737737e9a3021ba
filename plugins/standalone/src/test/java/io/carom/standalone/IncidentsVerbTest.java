package io.carom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.spi.AddressKey;
import io.carom.standalone.Program.Run;
import io.carom.store.jdbc.EmbeddedHost;
import io.carom.store.jdbc.EmbeddedHostSettings;
import io.carom.store.jdbc.JdbcJournal;
import io.carom.store.jdbc.JournalOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators see of incidents and decide about held changes by the command line. */
class IncidentsVerbTest {
    @TempDir
    Path folder;

    private String store;

    /** Six addresses of one domain bounce where two may, in the middle of it one of another domain. */
    @BeforeEach
    void record() throws IOException {
        store = folder.resolve("carom.db").toString();
        Path policy = Files.createDirectories(folder.resolve("policy"));
        Files.writeString(policy.resolve("policy.yml"), """
                name: acme
                version: 1
                caps:
                  addresses: 0
                  domain: {addresses: 2, share: 0%}
                """);
        StringBuilder events = new StringBuilder();
        for (int i = 1; i <= 6; i++) {
            events.append(bounce(i, "p" + i + "@one.example"));
        }
        events.append(bounce(7, "q@two.example"));
        Path file = Files.writeString(folder.resolve("events.jsonl"), events.toString());
        Run run = Program.run("process", "--policy", policy.toString(), "--store", store, file.toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err())
                .contains(
                        "subscribers  bounced 3",
                        "held         4 changes reach too far and wait for you: carom incidents",
                        "alerts       1: carom incidents says what goes wrong");
    }

    private static String bounce(int number, String address) {
        return "{\"id\":\"b" + number + "\",\"event\":\"bounce\",\"at\":\"2026-01-05T10:0" + number
                + ":00Z\",\"recipient\":\"" + address + "\",\"reply\":\"550 5.1.1 <" + address
                + "> no such user\",\"campaign\":\"spring\",\"list\":\"news\",\"message\":\"<m" + number
                + "@x>\",\"server\":\"smtp-1\"}\n";
    }

    private Run run(String... more) {
        Run run = Program.run(Stream.concat(Stream.of("incidents", "--store", store), Stream.of(more))
                .toArray(String[]::new));
        return run;
    }

    private long bounced() {
        try (JdbcJournal journal = JdbcJournal.open(store, JournalOptions.READ_ONLY)) {
            return journal.reader().totals().bySubscriber().getOrDefault("bounced", 0L);
        }
    }

    @Test
    void an_incident_is_listed_with_signal_place_advice_and_how_many_wait() {
        assertThat(run().lines())
                .singleElement()
                .asString()
                .startsWith("{\"number\":1,")
                .contains(
                        "\"events\":4,",
                        "\"state\":\"open\",\"signal\":\"blast_radius\",\"scope\":\"domain:one.example\"",
                        "\"held\":{\"held\":4,\"waiting\":4,");
        assertThat(run("--state", "closed").lines()).isEmpty();
        assertThat(run("--scope", "one.example", "--signal", "blast_radius").lines())
                .hasSize(1);
        assertThat(run("--to", "2026-01-05").lines()).isEmpty();
        assertThat(run("--format", "csv").lines()).hasSize(2).first().asString().startsWith("number,state,opened");
        assertThat(run("--format", "table").out()).contains("blast_radius", "one.example", "Look at what was held");
        assertThat(run("--state", "opn").err()).contains("did you mean `open`?");
    }

    @Test
    void one_incident_is_shown_with_evidence_without_names_of_persons() {
        Run shown = run("show", "1", "--format", "table");
        assertThat(shown.out())
                .contains("incident 1: blast_radius at domain:one.example (open)")
                .contains("b3", "…@one.example> no such user")
                .contains("Held changes: 4 wait")
                .contains("carom incidents release|discard 1");
        assertThat(run("show", "9").err()).contains("there is no incident 9");
    }

    @Test
    void held_changes_are_listed_and_paged() {
        assertThat(run("held", "1").lines())
                .hasSize(4)
                .first()
                .asString()
                .contains("\"address\":\"p3@one.example\"", "\"then\":\"discarded\"", "\"status\":\"5.1.1\"");
        assertThat(run("held", "1", "--limit", "1", "--after", "p4@one.example").lines())
                .singleElement()
                .asString()
                .contains("p5@one.example");
        assertThat(run("held", "1", "--only", "p6@one.example").lines()).hasSize(1);
    }

    @Test
    void some_are_released_the_rest_discarded_and_a_second_time_changes_nothing() {
        assertThat(bounced()).isEqualTo(3);
        assertThat(run("release", "1", "--only", "p3@one.example", "--dry-run").err())
                .contains("up to 1 of 4");
        assertThat(bounced()).isEqualTo(3);

        Run released = run("release", "1", "--only", "p3@one.example", "--why", "gone indeed");
        assertThat(released.err()).contains("1 released, 0 discarded", "3 not meant");
        assertThat(bounced()).isEqualTo(4);

        assertThat(run("discard", "1").err()).contains("0 released, 3 discarded");
        assertThat(run("discard", "1").err()).contains("0 released, 0 discarded");
        assertThat(run("release", "1").err()).contains("0 released, 0 discarded");
        assertThat(bounced()).isEqualTo(4);
        assertThat(run("held", "1").lines()).isEmpty();
        assertThat(run().lines().get(0)).contains("\"waiting\":0,\"released\":1,\"discarded\":3");
        try (JdbcJournal journal = JdbcJournal.open(store, JournalOptions.READ_ONLY)) {
            assertThat(journal.desk().orElseThrow().audit(10, 0))
                    .extracting(row ->
                            row.what() + " " + row.rows() + " " + row.act().why())
                    .containsExactly("held_discard 3 ", "held_release 1 gone indeed");
        }
    }

    @Test
    void a_delivery_ends_what_is_held_and_release_does_not_touch_it() throws IOException {
        Path file = Files.writeString(
                folder.resolve("alive.jsonl"),
                "{\"id\":\"d1\",\"event\":\"delivered\",\"at\":\"2026-01-05T11:00:00Z\",\"recipient\":\"p4@one.example\"}\n"
                        + "{\"id\":\"o1\",\"event\":\"opened\",\"at\":\"2026-01-05T11:00:00Z\",\"recipient\":\"p5@one.example\"}\n");
        Program.run("process", "--store", store, file.toString());

        assertThat(run("held", "1").lines()).as("the delivery decides at once").hasSize(3);
        assertThat(run("release", "1").err()).contains("2 released, 0 discarded, 1 left as they are");
        assertThat(bounced()).isEqualTo(5);
        assertThat(run().lines().get(0)).contains("\"waiting\":0,\"released\":2,\"discarded\":0,\"alive\":2");
    }

    @Test
    void people_mute_note_assign_and_close() {
        assertThat(run("assign", "1", "ann").err()).contains("assigned");
        assertThat(run("note", "1", "I", "called", "them").err()).contains("noted");
        assertThat(run("mute", "1", "--for", "4h", "--cause").err()).contains("muted");
        assertThat(run("mute", "1").err()).contains("--until TIME or --for LENGTH");
        assertThat(run("--assignee", "ann").lines()).hasSize(1);
        assertThat(run("show", "1", "--format", "table").out())
                .contains("with     ann", "muted    with its cause until", "I called them");
        assertThat(run("close", "1").err()).contains("4 held changes that wait; release or discard them first");
        run("discard", "1");
        assertThat(run("close", "1").err()).as("it has closed by itself").contains("nothing to change");
        assertThat(run("--state", "closed").lines()).hasSize(1);
        assertThat(run("closs", "1").err()).contains("did you mean `close`?");
    }

    @Test
    void a_released_change_is_carried_out_as_if_it_had_been_decided_at_once() throws IOException {
        Files.writeString(folder.resolve("carom.yml"), "webhooks:\n  - {name: crm, url: \"https://hook.invalid/x\"}\n");
        Program.piped("email\np3@one.example\np4@one.example\n")
                .with("lists", "--store", store, "import", "-", "--list", "news");
        run("release", "1", "--only", "p3@one.example", "--why", "gone indeed");
        run("discard", "1", "--only", "p4@one.example", "--why", "their outage");

        try (JdbcJournal journal = JdbcJournal.open(store)) {
            EmbeddedHost host = journal.embeddedHost(Clock.systemUTC(), EmbeddedHostSettings.DEFAULT);
            assertThat(journal.outbox(Instant.MAX, 9)).as("nothing waits").isEmpty();
            assertThat(host.sendsTo(AddressKey.of("", "p3@one.example"), "news"))
                    .isFalse();
            assertThat(host.sendsTo(AddressKey.of("", "p4@one.example"), "news"))
                    .isTrue();
            assertThat(journal.webhooks().orElseThrow().due("crm", Instant.MAX, 9))
                    .singleElement()
                    .satisfies(
                            hook -> assertThat(hook.body())
                                    .isEqualTo(
                                            "{\"event\":\"subscriber.bounced\",\"subscriber_email\":\"p3@one.example\",\"list_uid\":\"news\","
                                                    + "\"dsn_code\":\"5.1.1\",\"bounce_type\":\"hard\",\"reason\":\"550 5.1.1 <p3@one.example> no such user\"}"));
        }
        assertThat(Program.run("log", "--store", store, "--recipient", "p3@one.example")
                        .out())
                .contains(
                        "\"timer\":\"release\"",
                        "\"subscriber\":{\"from\":\"subscribed\",\"to\":\"bounced\"}",
                        "mark_bounced",
                        "gone indeed");
        assertThat(Program.run("log", "--store", store, "--audit").out()).contains("held_release", "held_discard");
        assertThat(Program.run("subscribers", "--store", store, "--status", "bounced")
                        .out())
                .contains("p3@one.example")
                .doesNotContain("p4@one.example");
    }

    @Test
    void an_undo_of_an_incident_reverses_what_had_passed_before_the_cap_and_nothing_else() {
        run("release", "1", "--only", "p3@one.example", "--why", "gone indeed");

        Run looked = Program.run("undo", "--store", store, "--incident", "1", "--format", "table");
        assertThat(looked.out())
                .contains(
                        "2 decisions changed a subscriber (domain one.example, from 2026-01-05T09:03:00Z, incident 1)");
        Run done = Program.run("undo", "--store", store, "--incident", "1", "--apply", "--rate", "0");

        assertThat(done.err()).contains("run 1 is done: 2 reversed, 0 left");
        assertThat(Program.run("subscribers", "--store", store, "--status", "bounced", "--format", "csv")
                        .out())
                .contains("p3@one.example", "q@two.example")
                .doesNotContain("p1@one.example", "p2@one.example");
        assertThat(Program.run("undo", "--store", store, "--incident", "1", "--apply", "--rate", "0")
                        .err())
                .contains("run 2 is done: 0 reversed, 2 left");
        assertThat(Program.run("undo", "--store", store, "--incident", "9").status())
                .isEqualTo(2);
    }

    @Test
    void decisions_are_chosen_by_the_server_that_sent_the_mail() {
        assertThat(Program.run("undo", "--store", store, "--server", "smtp-1").lines())
                .hasSize(3);
        assertThat(Program.run("undo", "--store", store, "--server", "smtp").out())
                .isEmpty();
    }
}
