package io.carom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.SubscriberStatus;
import io.carom.spi.AddressKey;
import io.carom.spi.History;
import io.carom.spi.Lookup;
import io.carom.standalone.Program.Run;
import io.carom.store.jdbc.JdbcJournal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code carom readd} by the command line. */
class ReaddTest {
    @TempDir
    Path folder;

    private String store;

    @BeforeEach
    void bouncedAndComplained() {
        store = folder.resolve("carom.db").toString();
        process(
                "{\"event\":\"bounce\",\"at\":\"2026-01-05T10:00:00Z\",\"recipient\":\"dead@example.com\","
                        + "\"reply\":\"550 5.1.1 User unknown\",\"message\":\"<1@x>\"}",
                "{\"event\":\"complaint\",\"at\":\"2026-01-05T10:01:00Z\",\"recipient\":\"angry@example.com\","
                        + "\"feedbackType\":\"abuse\"}");
    }

    private Run process(String... lines) {
        Run run = Program.piped(String.join("\n", lines) + "\n").with("process", "--store", store, "-");
        assertThat(run.status()).as(run.err()).isZero();
        return run;
    }

    private Run readd(String... more) {
        List<String> words = new ArrayList<>(List.of("readd", "--store", store));
        words.addAll(List.of(more));
        return Program.run(words.toArray(String[]::new));
    }

    private History history(String address) {
        AddressKey key = AddressKey.of("", address);
        try (JdbcJournal journal = JdbcJournal.open(store)) {
            return journal.load(new Lookup(Set.of(), Set.of(key), Set.of(), Set.of(), Set.of()))
                    .histories()
                    .getOrDefault(key, History.NONE);
        }
    }

    @Test
    void a_bounced_address_comes_back_on_trial_with_evidence_that_is_recorded() {
        Run run = readd("Dead@example.com", "--evidence", "form", "--reference", "entry 4711", "--who", "ann");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("dead@example.com is subscribed again, on trial", "after 2 deliveries");
        History now = history("dead@example.com");
        assertThat(now.status()).isEqualTo(SubscriberStatus.SUBSCRIBED);
        assertThat(now.probation()).isEqualTo(2);
        assertThat(readd("--all", "--format", "csv").out())
                .contains("dead@example.com", "bounced,done,ann", "entry 4711");
        assertThat(Program.run("log", "--store", store, "--recipient", "dead@example.com")
                        .out())
                .contains("\"timer\":\"readd\"", "Let back by ann; confirmed by form: entry 4711");
        assertThat(readd("dead@example.com", "--evidence", "form", "--reference", "x")
                        .err())
                .contains("is subscribed already");
    }

    @Test
    void without_evidence_in_bulk_or_for_somebody_never_heard_of_nothing_happens() {
        assertThat(readd("dead@example.com").err()).contains("an address comes back with evidence only");
        assertThat(readd("dead@example.com", "--evidence", "form", "--reference", " ")
                        .err())
                .contains("say where the confirmation is recorded");
        assertThat(readd("dead@example.com", "angry@example.com", "--evidence", "form", "--reference", "x")
                        .err())
                .contains("one at a time");
        assertThat(readd("new@example.com", "--evidence", "form", "--reference", "x")
                        .err())
                .contains("never heard of");
        assertThat(history("dead@example.com").status()).isEqualTo(SubscriberStatus.BOUNCED);
    }

    @Test
    void who_complained_comes_back_only_when_another_person_approves() {
        Run asked = readd("angry@example.com", "--evidence", "mail", "--reference", "<m@x>", "--who", "Ann");
        assertThat(asked.out()).contains("a second operator has to approve it");
        assertThat(history("angry@example.com").status()).isEqualTo(SubscriberStatus.COMPLAINED);
        assertThat(readd("--requests", "--format", "csv").out()).contains("angry@example.com", "requested,Ann");
        assertThat(readd("angry@example.com", "--evidence", "mail", "--reference", "<m@x>")
                        .err())
                .contains("request 1 waits for a second operator already");

        assertThat(readd("--approve", "1", "--who", " ann ").err()).contains("another operator has to approve it");
        assertThat(history("angry@example.com").status()).isEqualTo(SubscriberStatus.COMPLAINED);

        assertThat(readd("--approve", "1", "--who", "eve").out()).contains("is subscribed again, on trial");
        assertThat(history("angry@example.com").probation()).isEqualTo(2);
        assertThat(readd("--approve", "1", "--who", "eve").err()).contains("there is no request 1 that waits");
        assertThat(readd("--all", "--format", "csv").out()).contains("complained,done,Ann,,eve,");
    }

    @Test
    void a_request_that_is_refused_or_overtaken_is_not_approved() {
        readd("angry@example.com", "--evidence", "mail", "--reference", "<m@x>", "--who", "ann");
        assertThat(readd("--refuse", "1", "--who", "eve").out()).contains("request 1 is refused");
        assertThat(readd("--approve", "1", "--who", "eve").status()).isEqualTo(1);

        readd("angry@example.com", "--evidence", "mail", "--reference", "<m@x>", "--who", "ann");
        Program.run("subscribers", "--store", store, "--set", "unsubscribed", "angry@example.com");
        assertThat(readd("--approve", "2", "--who", "eve").err()).contains("is unsubscribed now; ask anew");
    }

    @Test
    void the_next_bounce_ends_the_trial_and_two_deliveries_end_it_well() {
        readd("dead@example.com", "--evidence", "form", "--reference", "entry 4711");
        Run fallen = process("{\"event\":\"bounce\",\"at\":\"2026-12-02T10:00:00Z\",\"recipient\":\"dead@example.com\","
                + "\"reply\":\"452 4.2.2 Mailbox full\",\"message\":\"<2@x>\"}");
        assertThat(fallen.out()).contains("\"promoted\":\"probation\"", "mark_bounced");
        assertThat(history("dead@example.com").probation()).isZero();

        readd("dead@example.com", "--evidence", "form", "--reference", "entry 4712");
        process(
                "{\"event\":\"delivered\",\"at\":\"2026-12-03T10:00:00Z\",\"recipient\":\"dead@example.com\",\"message\":\"<3@x>\"}",
                "{\"event\":\"delivered\",\"at\":\"2026-12-04T10:00:00Z\",\"recipient\":\"dead@example.com\",\"message\":\"<4@x>\"}",
                "{\"event\":\"bounce\",\"at\":\"2026-12-05T10:00:00Z\",\"recipient\":\"dead@example.com\","
                        + "\"reply\":\"452 4.2.2 Mailbox full\",\"message\":\"<5@x>\"}");
        assertThat(history("dead@example.com").status()).isEqualTo(SubscriberStatus.SUBSCRIBED);
    }
}
