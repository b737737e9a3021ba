package io.carom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.SubscriberStatus;
import io.carom.spi.AddressKey;
import io.carom.spi.History;
import io.carom.spi.Lookup;
import io.carom.standalone.Program.Run;
import io.carom.standalone.cli.Stop;
import io.carom.store.jdbc.EmbeddedHost;
import io.carom.store.jdbc.EmbeddedHostSettings;
import io.carom.store.jdbc.JdbcJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code carom undo} by the command line. */
class UndoTest {
    private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

    @TempDir
    Path folder;

    private String store;
    private Instant at = START;
    private int messages;

    @BeforeEach
    void nameTheStore() {
        store = folder.resolve("carom.db").toString();
    }

    private static String bounce(String address, String reply) {
        return address + "|" + reply;
    }

    private void process(String... bounces) {
        List<String> lines = new ArrayList<>();
        for (String one : bounces) {
            at = at.plusSeconds(60);
            String[] parts = one.split("\\|");
            lines.add(
                    parts.length == 1
                            ? "{\"event\":\"unsubscribed\",\"at\":\"" + at + "\",\"recipient\":\"" + parts[0] + "\"}"
                            : "{\"event\":\"bounce\",\"at\":\"" + at + "\",\"recipient\":\"" + parts[0]
                                    + "\",\"reply\":\"" + parts[1]
                                    + "\",\"attempt\":1,\"list\":\"news\",\"message\":\"<m"
                                    + messages++ + "@x>\"}");
        }
        Run run = Program.piped(String.join("\n", lines) + "\n").with("process", "--store", store, "-");
        assertThat(run.status()).as(run.err()).isZero();
    }

    private Run undo(String... more) {
        List<String> words = new ArrayList<>(List.of("undo", "--store", store));
        words.addAll(List.of(more));
        return Program.run(words.toArray(String[]::new));
    }

    private Run applied(String... more) {
        List<String> words = new ArrayList<>(List.of("--apply", "--rate", "0"));
        words.addAll(List.of(more));
        Run run = undo(words.toArray(String[]::new));
        assertThat(run.status()).as(run.err()).isZero();
        return run;
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
    void without_apply_it_only_tells_what_it_would_do() {
        process(bounce("a@example.com", "550 5.1.1 User unknown"), bounce("b@example.org", "550 5.1.1 User unknown"));

        Run looked = undo("--code", "5.1%", "--format", "table");

        assertThat(looked.status()).isZero();
        assertThat(looked.out())
                .contains(
                        "2 decisions changed a subscriber (code 5.1%); 2 would be reversed, 0 left",
                        "1  example.com",
                        "2  subscribed -> bounced",
                        "2  stock/",
                        "today's policy would decide 2 the same and 0 otherwise:",
                        "2  hard/user_unknown: bounced",
                        "a@example.com  subscribed -> bounced  550 5.1.1 User unknown");
        assertThat(history("a@example.com").status()).isEqualTo(SubscriberStatus.BOUNCED);
    }

    @Test
    void nothing_chosen_is_a_mistake_and_not_everything() {
        process(bounce("a@example.com", "550 5.1.1 User unknown"));
        Run run = undo("--apply");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("nothing says which decisions");
    }

    @Test
    void counters_and_promotion_go_back_to_what_they_were_before_the_bounce_was_counted() {
        for (int i = 0; i < 4; i++) {
            process(bounce("a@example.com", "452 4.2.2 Mailbox full"));
        }
        History before = history("a@example.com");
        process(bounce("a@example.com", "452 4.2.2 Mailbox full"));
        assertThat(history("a@example.com").status()).isEqualTo(SubscriberStatus.BOUNCED);

        applied("--code", "4.2.2");

        assertThat(history("a@example.com")).isEqualTo(before);
        assertThat(before.softRun()).isEqualTo(4);
    }

    @Test
    void the_same_failure_told_again_afterwards_changes_nothing_and_a_new_one_does() {
        process(bounce("a@example.com", "550 5.1.1 User unknown"));
        applied("--code", "5.1.1");
        messages--;
        process(bounce("a@example.com", "550 5.1.1 User unknown"));
        assertThat(history("a@example.com").status()).isEqualTo(SubscriberStatus.SUBSCRIBED);
        process(bounce("a@example.com", "550 5.1.1 User unknown"));
        assertThat(history("a@example.com").status()).isEqualTo(SubscriberStatus.BOUNCED);

        Run second = applied("--code", "5.1.1", "--to", START.plusSeconds(90).toString());

        assertThat(second.err()).contains("0 reversed, 1 left");
        assertThat(history("a@example.com").status()).isEqualTo(SubscriberStatus.BOUNCED);
    }

    @Test
    void what_changed_since_is_left_and_the_run_says_why() {
        process(
                bounce("by-hand@example.com", "550 5.1.1 User unknown"),
                bounce("left@example.com", "550 5.1.1 User unknown"),
                bounce("again@example.com", "550 5.1.1 User unknown"),
                bounce("plain@example.com", "550 5.1.1 User unknown"));
        process("left@example.com", bounce("again@example.com", "550 5.2.1 Mailbox disabled"));
        assertThat(Program.run("subscribers", "--store", store, "--set", "unsubscribed", "by-hand@example.com")
                        .status())
                .isZero();

        Run run = applied("--code", "5.1.1");

        assertThat(run.err()).contains("run 1 is done: 1 reversed, 3 left, 0 wait");
        Run shown = undo("--show", "1", "--format", "csv");
        assertThat(shown.out())
                .contains(
                        "plain@example.com,,subscribed,bounced,done,",
                        "by-hand@example.com,,subscribed,bounced,left,",
                        "another decision, or a person, changed the address since",
                        "unsubscribed at 2026-01-05T10:05:00Z",
                        "bounced again at 2026-01-05T10:06:00Z, and that is not among the chosen");
    }

    @Test
    void a_second_failure_of_the_chosen_kind_is_no_further_evidence() {
        process(bounce("a@example.com", "550 5.1.1 User unknown"), bounce("a@example.com", "550 5.1.1 User unknown"));

        assertThat(applied("--code", "5.1.1").err()).contains("1 reversed, 0 left");
    }

    @Test
    void only_what_todays_policy_would_decide_otherwise_is_reversed_on_request() throws IOException {
        Path policy = Files.createDirectories(folder.resolve("policy"));
        Files.writeString(policy.resolve("policy.yml"), "name: fixed\nversion: 2\n");
        Files.createDirectories(policy.resolve("rules"));
        Files.writeString(policy.resolve("rules/own.drl"), """
                // The receiver answers so to whom it has not seen before
                rule "fixed/receiver-is-wrong"
                    @reason("This receiver calls everybody unknown for a day")
                when
                    Bounce(event == "bounce", domain == "example.com", status == "5.1.1")
                then
                    decide.soft("system_error");
                end
                """);
        process(bounce("a@example.com", "550 5.1.1 User unknown"), bounce("b@example.org", "550 5.1.1 User unknown"));

        Run run = applied("--code", "5.1.1", "--policy", policy.toString(), "--only-differing");

        assertThat(run.err()).contains("run 1 is done: 1 reversed, 1 left");
        assertThat(history("a@example.com").status()).isEqualTo(SubscriberStatus.SUBSCRIBED);
        assertThat(history("b@example.org").status()).isEqualTo(SubscriberStatus.BOUNCED);
        assertThat(undo("--show", "1", "--format", "csv").out())
                .contains("soft/system_error: schedule_retry", "today's policy would decide the same");
    }

    @Test
    void what_it_prints_as_csv_it_reads_again() throws IOException {
        process(
                bounce("+a@example.com", "550 5.1.1 User unknown"),
                bounce("b@example.com", "550 5.1.1 User, \\\"unknown\\\""),
                bounce("c@example.com", "550 5.1.1 User unknown"));
        Run listed = undo("--code", "5.1.1", "--format", "csv");
        Path chosen = folder.resolve("chosen.csv");
        Files.write(
                chosen,
                listed.out()
                        .lines()
                        .filter(line -> !line.contains("c@example.com"))
                        .toList());

        assertThat(applied("--input", chosen.toString()).err()).contains("2 reversed, 0 left");
        assertThat(history("c@example.com").status()).isEqualTo(SubscriberStatus.BOUNCED);
        Files.writeString(chosen, "c@example.com\nnobody\n");
        Run run = undo("--input", chosen.toString(), "--apply", "--rate", "0");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("chosen.csv:2: `nobody` names no decision", "1 reversed");
    }

    @Test
    void what_was_held_first_is_chosen_by_what_the_event_said_that_began_the_hold() {
        engaged("a@example.com");
        process(bounce("a@example.com", "550 5.1.1 No such person"));
        assertThat(history("a@example.com").hold()).isNotNull();
        at = at.plusSeconds(25L * 60 * 60);
        process(bounce("b@example.com", "452 4.2.2 Mailbox full"));
        assertThat(history("a@example.com").status()).isEqualTo(SubscriberStatus.BOUNCED);

        assertThat(undo("--text", "such an animal").err()).contains("0 decisions changed");
        Run run = applied(
                "--text", "no such PERSON", "--to", START.plusSeconds(3_600).toString());

        assertThat(run.err()).contains("1 reversed, 0 left");
        assertThat(history("a@example.com").status()).isEqualTo(SubscriberStatus.SUBSCRIBED);
        assertThat(undo("--show", "1", "--format", "csv").out()).contains("hard/user_unknown: hold_for_review");
    }

    private void engaged(String address) {
        at = at.plusSeconds(60);
        Run run = Program.piped("{\"event\":\"opened\",\"at\":\"" + at + "\",\"recipient\":\"" + address + "\"}\n")
                .with("process", "--store", store, "-");
        assertThat(run.status()).as(run.err()).isZero();
    }

    @Test
    void a_run_that_is_stopped_goes_on_where_it_was() {
        process(bounce("a@example.com", "550 5.1.1 User unknown"), bounce("b@example.com", "550 5.1.1 User unknown"));
        Stop stop = new Stop();
        stop.ask();

        Run stopped = Program.stoppedBy(stop)
                .with("undo", "--store", store, "--code", "5.1.1", "--apply", "--batch", "1", "--rate", "0");
        assertThat(stopped.err()).contains("run 1 is stopped: 0 reversed, 0 left, 2 wait", "--resume 1 goes on");
        assertThat(undo("--runs", "--format", "csv").out()).contains(",stopped,2,0,0,");
        Run resumed = undo("--resume", "1");

        assertThat(resumed.err()).contains("run 1 is done: 2 reversed, 0 left, 0 wait");
        assertThat(undo("--stop", "1").status()).isEqualTo(1);
        assertThat(undo("--resume", "9").status()).isEqualTo(2);
    }

    @Test
    void the_undo_of_an_undo_brings_back_what_was_and_can_be_undone_itself() {
        process(bounce("a@example.com", "550 5.1.1 User unknown"));
        History before = history("a@example.com");
        applied("--code", "5.1.1");
        History between = history("a@example.com");

        assertThat(applied("--run", "1").err()).contains("run 2 is done: 1 reversed");
        assertThat(history("a@example.com")).isEqualTo(before);
        assertThat(applied("--run", "1").err()).contains("run 3 is done: 0 reversed, 1 left");
        assertThat(applied("--run", "2").err()).contains("run 4 is done: 1 reversed");
        assertThat(history("a@example.com")).isEqualTo(between);
    }

    @Test
    void later_decisions_about_an_address_are_undone_first() {
        process(bounce("a@example.com", "550 5.1.1 User unknown"));
        complain("a@example.com");
        assertThat(history("a@example.com").status()).isEqualTo(SubscriberStatus.COMPLAINED);
        assertThat(applied("--code", "5.1.1").err()).contains("0 reversed, 1 left");

        assertThat(applied("--from", START.toString()).err()).contains("2 reversed, 0 left");
        assertThat(history("a@example.com").status()).isEqualTo(SubscriberStatus.SUBSCRIBED);
    }

    private void complain(String address) {
        at = at.plusSeconds(60);
        Run run = Program.piped("{\"event\":\"complaint\",\"at\":\"" + at + "\",\"recipient\":\"" + address
                        + "\",\"feedbackType\":\"abuse\"}\n")
                .with("process", "--store", store, "-");
        assertThat(run.status()).as(run.err()).isZero();
    }

    @Test
    void the_host_is_told_in_order_where_there_is_one_and_every_batch_is_in_the_audit() throws IOException {
        Files.writeString(folder.resolve("carom.yml"), "webhooks:\n  - {name: crm, url: \"https://hook.invalid/x\"}\n");
        Program.piped("email\na@example.com\n").with("lists", "--store", store, "import", "-", "--list", "news");
        process(bounce("a@example.com", "550 5.1.1 User unknown"));
        Run run = undo("--code", "5.1.1", "--apply", "--rate", "0", "--who", "eve", "--why", "receiver was wrong");
        assertThat(run.status()).as(run.err()).isZero();
        AddressKey address = AddressKey.of("", "a@example.com");
        try (JdbcJournal journal = JdbcJournal.open(store)) {
            EmbeddedHost host = journal.embeddedHost(Clock.systemUTC(), EmbeddedHostSettings.DEFAULT);
            assertThat(host.sendsTo(address, "news")).isTrue();
        }
        applied("--run", "1");

        try (JdbcJournal journal = JdbcJournal.open(store)) {
            EmbeddedHost host = journal.embeddedHost(Clock.systemUTC(), EmbeddedHostSettings.DEFAULT);
            assertThat(journal.outbox(Instant.MAX, 10)).isEmpty();
            assertThat(host.sendsTo(address, "news")).isFalse();
            assertThat(journal.webhooks().orElseThrow().due("crm", Instant.MAX, 10))
                    .hasSize(2)
                    .allSatisfy(hook ->
                            assertThat(hook.body()).contains("\"news\"", "\"5.1.1\"", "550 5.1.1 User unknown"));
            assertThat(journal.desk().orElseThrow().audit(10, 0).toString())
                    .contains("eve", "receiver was wrong", "run 1: 1 of 1 decisions reversed", "run 2 is applying");
        }
    }
}
