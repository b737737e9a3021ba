package io.carom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Action;
import io.carom.spi.AddressKey;
import io.carom.spi.Outgoing;
import io.carom.standalone.Program.Run;
import io.carom.store.jdbc.JdbcJournal;
import io.carom.testkit.Change;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Actions that the host would not take, listed and sent again. */
class DeadLettersTest {
    private static final Instant T = Instant.parse("2026-01-05T10:00:00Z");

    @TempDir
    private Path folder;

    private String store;

    @BeforeEach
    void record() {
        store = folder.resolve("carom.db").toString();
        try (JdbcJournal journal = JdbcJournal.open(store)) {
            Change change = new Change();
            for (String name : List.of("bob", "eve", "joe")) {
                change.action(action(name));
            }
            journal.commit(change.batch());
            journal.failed("bob/1", "the host refuses it for good", T, null);
            journal.failed("eve/1", "no answer within 10000 ms", T, null);
        }
    }

    private static Outgoing action(String name) {
        AddressKey address = AddressKey.of("", name + "@example.com");
        return new Outgoing(
                name + "/1", address, new Action.MarkBounced(), T, null, null, null, null, null, null, null, null);
    }

    @Test
    void they_are_listed_with_what_the_host_said() {
        Run run = Program.run("deadletters", "--store", store);

        assertThat(run.status()).isZero();
        assertThat(run.lines()).hasSize(2);
        assertThat(run.lines().get(0))
                .contains("\"key\":\"bob/1\"", "\"tries\":1", "\"why\":\"the host refuses it for good\"");

        Run table = Program.atTerminal().with("deadletters", "--store", store, "--limit", "1");
        assertThat(table.out()).contains("bob@example.com", "mark_bounced").doesNotContain("eve@");
        assertThat(table.err()).contains("1 of 2 actions that were given up");
    }

    @Test
    void those_that_are_named_go_back_and_the_audit_says_who_did_it() {
        Run run = Program.run("deadletters", "resend", "bob/1", "joe/1", "--store", store, "--why", "repaired");

        assertThat(run.status()).isOne();
        assertThat(run.complaints())
                .containsExactly("1 actions wait for the host again", "1 of these keys are no dead letter");
        try (JdbcJournal journal = JdbcJournal.open(store)) {
            assertThat(journal.outbox(T, 10)).extracting(Outgoing::key).containsExactly("bob/1", "joe/1");
            assertThat(journal.desk().orElseThrow().audit(1, 0).get(0).act().why())
                    .isEqualTo("repaired");
        }
    }

    @Test
    void all_of_them_go_back_at_once() {
        assertThat(Program.run("deadletters", "resend", "--all", "--store", store)
                        .status())
                .isZero();

        assertThat(Program.run("deadletters", "--store", store).out()).isEmpty();
        assertThat(Program.atTerminal().with("deadletters", "--store", store).err())
                .contains("no action was given up");
    }

    @Test
    void what_makes_no_sense_is_refused() {
        assertThat(Program.run("deadletters", "resend", "--store", store).status())
                .isEqualTo(2);
        assertThat(Program.run("deadletters", "--all", "--store", store).status())
                .isEqualTo(2);
        assertThat(Program.run("deadletters", "rsend", "--store", store).err()).contains("`resend` is");
    }
}
