package io.carom.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carom.standalone.Program.Run;
import io.carom.standalone.cli.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole road by the command line: mails in, decisions recorded, the log read. */
class RoadTest {
    static final Path MAILS = Path.of("../../examples/demo/mails");

    @TempDir
    Path folder;

    private String store;

    @BeforeEach
    void nameTheStore() {
        store = folder.resolve("data/carom.db").toString();
    }

    private Run process(String... more) {
        String[] words = {"process", "--trust", "operator", "--store", store, MAILS.toString()};
        return Program.run(Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void mails_become_decisions_once_however_often_they_are_read() {
        Run first = process();
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.lines()).hasSize(35).allMatch(line -> line.startsWith("{\"event\":\"mail-"));
        assertThat(first.err())
                .contains(
                        "read         34 mails, 1 of them no report of a bounce", "recorded     35 events in " + store);

        Run second = process();
        assertThat(second.status()).isZero();
        assertThat(second.out()).isEmpty();
        assertThat(second.err()).contains("nothing new  all 35 events are recorded in " + store + " already");

        assertThat(Program.run("log", "--store", store, "--duplicates").lines()).hasSize(35);
    }

    @Test
    void a_person_gets_a_summary() {
        Run run = Program.atTerminal().with("process", "--trust", "operator", "--store", store, MAILS.toString());

        assertThat(run.out())
                .contains(
                        "new events   bounce 27",
                        "bounces      hard ",
                        "reasons      user_unknown 8 · mailbox_full 5",
                        "domains      corp.example.net 4",
                        "subscribers  bounced 12",
                        "duplicates   1 spoke of a failure that was counted already");
    }

    @Test
    void a_dry_run_decides_the_same_and_stores_nothing() {
        Run dry = process("--dry-run");

        assertThat(dry.err()).contains("dry run      35 events decided, nothing stored");
        assertThat(Path.of(store)).doesNotExist();
        assertThat(dry.out()).isEqualTo(process().out());
    }

    @Test
    void a_new_store_is_readable_to_its_owner_only() throws IOException {
        process();
        Path file = Path.of(store);
        assumeTrue(
                file.getFileSystem().supportedFileAttributeViews().contains("posix"),
                "files have no such permissions here");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void a_dry_run_knows_what_is_recorded() {
        process();

        Run dry = process("--dry-run");
        assertThat(dry.err()).contains("nothing new  all 35 events");

        Run again = Program.piped(
                        "{\"event\":\"bounce\",\"id\":\"x\",\"at\":\"2026-11-30T10:00:00Z\",\"recipient\":\"bob@mail.example.org\",\"reply\":\"550 5.1.1 User unknown\"}")
                .with("process", "--dry-run", "--store", store, "-");
        assertThat(again.out()).as("bob is bounced since the first mail").contains("\"subscriber\":null");
        assertThat(Program.run("log", "--store", store, "--recipient", "bob@mail.example.org", "--duplicates")
                        .lines())
                .hasSize(2);
    }

    @Test
    void mails_that_nobody_vouches_for_are_recorded_and_change_nothing() {
        Run run = Program.run("process", "--store", store, MAILS.toString());

        assertThat(run.err()).contains("unproven     35 changed nothing");
        assertThat(run.lines())
                .allMatch(line -> line.contains("\"subscriber\":null") && line.contains("\"retry\":null"));
    }

    @Test
    void a_report_about_a_message_that_was_recorded_as_sent_is_proven_and_not_counted_as_unproven() {
        Program.piped("{\"event\":\"sent\",\"at\":\"2026-11-16T08:00:00Z\",\"recipient\":\"xenia@people.example.com\","
                        + "\"message\":\"<autumn-070@news.example.com>\"}\n")
                .with("process", "--store", store, "-");

        Run run = Program.run(
                "process",
                "--store",
                store,
                MAILS.resolve("arf-01-abuse.eml").toString(),
                MAILS.resolve("arf-02-opt-out.eml").toString());

        assertThat(run.err()).contains("subscribers  complained 1", "unproven     1 changed nothing");
        assertThat(Program.run("log", "--store", store, "--proof", "message_id").out())
                .contains("xenia@people.example.com");
    }

    @Test
    void the_log_is_filtered_by_everything_that_operators_ask_for() {
        process();

        assertThat(log("--code", "5.7%")).hasSize(5);
        assertThat(log("--type", "soft", "--domain", "hosting.example.com")).hasSize(1);
        assertThat(log("--reason", "mailbox_full", "--limit", "2")).hasSize(2);
        assertThat(log("--reason", "mailbox_full", "--offset", "4")).hasSize(1);
        assertThat(log("--text", "BLOCKED USING")).hasSize(1);
        assertThat(log("--campaign", "october-2026", "--kind", "complaint")).hasSize(2);
        assertThat(log("--from", "2026-11-20", "--to", "2026-11-21T08:20:00Z")).hasSize(2);
        assertThat(log("--recipient", "bob@mail.example.org")).hasSize(1);
        assertThat(log("--recipient", "bob@mail.example.org", "--duplicates")).hasSize(2);
    }

    @Test
    void the_log_goes_on_behind_a_page_by_the_token_that_it_named() {
        process();
        List<String> all = log();
        List<String> read = new ArrayList<>();
        String token = "";
        do {
            List<String> words = new ArrayList<>(List.of("log", "--store", store, "--limit", "7"));
            if (!token.isEmpty()) {
                words.addAll(List.of("--after", token));
            }
            Run page = Program.run(words.toArray(String[]::new));
            read.addAll(page.lines());
            Matcher next = Pattern.compile("--after (\\S+) for the next").matcher(page.err());
            token = next.find() ? next.group(1) : "";
        } while (!token.isEmpty());

        assertThat(read).hasSizeGreaterThan(14).isEqualTo(all);
        Run wrong = Program.run("log", "--store", store, "--after", "e1");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("--after `e1` is no place in the log; take the token");
    }

    private List<String> log(String... filter) {
        Run run = Program.run(Stream.concat(Stream.of("log", "--store", store), Stream.of(filter))
                .toArray(String[]::new));
        assertThat(run.status()).as(run.err()).isZero();
        return run.lines();
    }

    @Test
    void the_log_has_one_object_an_event_in_the_order_of_recording_with_the_decision_byte_for_byte() {
        List<String> decisions = process().lines();

        List<String> rows = log("--duplicates");

        for (int i = 0; i < decisions.size(); i++) {
            assertThat(rows.get(i)).startsWith("{\"id\":\"mail-").endsWith("\"decision\":" + decisions.get(i) + "}");
        }
    }

    @Test
    void a_person_reads_the_newest_rows_first() {
        process();

        Run run = Program.atTerminal().with("log", "--store", store, "--limit", "3");

        assertThat(run.out()).contains("TIME (UTC)", "2026-11-21 08:31  hana@tight.example.net");
        assertThat(run.err()).contains("1 to 3 of 34 rows");
    }

    @Test
    void an_operator_changes_one_rule_and_sees_it_in_the_decision() throws IOException {
        Path policy = folder.resolve("policy");
        assertThat(Program.run("policy", "new", policy.toString()).status()).isZero();
        Path rules = policy.resolve("rules/own.drl");
        Files.writeString(rules, """
                package acme.action;

                rule "acme/vip-is-never-dropped"
                    @reason("A customer of the board: a person looks at it")
                    salience 100
                when
                    Bounce(bounceType == "hard", domain == "vip.example")
                then
                    decide.keep();
                end
                """);
        String event =
                "{\"event\":\"bounce\",\"at\":\"2026-01-05T10:00:00Z\",\"recipient\":\"ann@vip.example\",\"reply\":\"550 5.1.1 User unknown\"}\n";

        assertThat(Program.piped(event).with("decide").out()).contains("\"to\":\"bounced\"");
        Run run = Program.piped(event).with("decide", "--policy", policy.toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "\"subscriber\":null",
                        "{\"type\":\"keep\"}",
                        "\"rule\":\"acme/vip-is-never-dropped\"",
                        "A customer of the board");
    }

    @Test
    void decide_keeps_state_between_lines_and_stores_nothing() {
        String line =
                "{\"event\":\"bounce\",\"at\":\"2026-01-0%d\",\"recipient\":\"a@example.com\",\"message\":\"<m%d@example.net>\",\"reply\":\"452 4.2.2 full\"}\n";
        StringBuilder events =
                new StringBuilder("{\"event\":\"server\",\"id\":\"s\",\"retryPolicy\":\"aggressive\"}\n");
        for (int i = 1; i <= 5; i++) {
            events.append(String.format(line, i, i).replace("\",\"recipient", "T10:00:00Z\",\"recipient"));
        }

        Run run = Program.piped(events.toString()).with("decide");

        assertThat(run.lines()).hasSize(5);
        assertThat(run.lines().get(4)).contains("\"promoted\":\"consecutive_soft\"", "\"to\":\"bounced\"");
    }

    @Test
    void logs_webhook_bodies_and_event_files_are_told_apart() throws IOException {
        Path mixed = Files.createDirectory(folder.resolve("mixed"));
        Files.writeString(
                mixed.resolve("maillog"),
                "Nov 16 08:00:05 out1 postfix/smtp[811]: B4C0A1763: to=<kim@example.com>, relay=mx.example.com[192.0.2.9]:25, delay=1,"
                        + " delays=0/0/0/1, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.9] said: 550 5.1.1 no such user (in reply to RCPT TO command))\n");
        Files.writeString(
                mixed.resolve("hook.json"),
                "{\"RecordType\":\"Bounce\",\"ID\":42,\"Type\":\"HardBounce\",\"TypeCode\":1,\"Email\":\"lea@example.com\","
                        + "\"BouncedAt\":\"2026-11-16T08:00:00Z\",\"Description\":\"The server was unable to deliver\",\"MessageID\":\"883953f4\"}");
        Files.writeString(
                mixed.resolve("events.jsonl"),
                "{\"event\":\"campaign\",\"id\":\"c1\",\"sent\":100}\n{\"event\":\"complaint\",\"at\":\"2026-11-16T08:00:00Z\",\"recipient\":\"mo@example.com\",\"feedbackType\":\"abuse\"}\n");
        Files.copy(MAILS.resolve("qmail-01-no-mailbox.eml"), mixed.resolve("mail"));

        Run run = Program.run("process", "--trust", "operator", "--store", store, mixed.toString());

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("read         1 event file, 1 log, 1 mail, 1 webhook body, 1 context line");
        assertThat(run.lines()).hasSize(4);
        assertThat(run.out())
                .contains("kim@example.com", "lea@example.com", "mo@example.com", "tomas@small.example.org");
    }

    @Test
    void a_stopped_run_keeps_what_was_decided_and_says_how_to_go_on() throws IOException {
        Stop stop = new Stop();
        stop.ask();

        Run run = Program.stoppedBy(stop).with("process", "--trust", "operator", "--store", store, MAILS.toString());

        assertThat(run.err()).contains("stopped      before the end; run it again to go on, nothing is recorded twice");
        assertThat(run.lines()).hasSize(1);
        assertThat(process().err()).contains("recorded     34 events", "; 1 were there before");
    }

    @Test
    void standard_input_may_be_an_mbox() throws IOException {
        StringBuilder mbox = new StringBuilder();
        for (String name : List.of("gmail-01-user-unknown", "arf-01-abuse")) {
            mbox.append("From MAILER-DAEMON Mon Nov 16 08:00:00 2026\n")
                    .append(Files.readString(MAILS.resolve(name + ".eml"), UTF_8))
                    .append("\n");
        }

        Run run = Program.piped(mbox.toString()).with("parse", "-");

        assertThat(run.lines()).hasSize(2);
        assertThat(run.out()).contains("\"file\":\"-\"", "quentin@people.example.com", "xenia@people.example.com");
    }
}
