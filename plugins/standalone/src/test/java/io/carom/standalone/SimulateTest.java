package io.carom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.engine.json.JsonTree;
import io.carom.standalone.Program.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Histories made up and replayed by the command line. */
class SimulateTest {
    @TempDir
    Path folder;

    private String impatient;
    private String history;

    @BeforeEach
    void makeAPolicyAndAHistory() throws IOException {
        impatient = policy("impatient", "retryPolicies:\n  default: [1h]\n");
        Path events = folder.resolve("events.jsonl");
        Files.writeString(
                events,
                Program.run("generate", "--seed", "4", "--days", "10", "--sends", "4000")
                        .out());
        history = events.toString();
    }

    private String policy(String name, String what) throws IOException {
        Path made = Files.createDirectories(folder.resolve(name));
        Files.writeString(made.resolve("policy.yml"), "name: " + name + "\nversion: 1\nextends: stock\n" + what);
        return made.toString();
    }

    private static Map<?, ?> tree(Run run) {
        return (Map<?, ?>) JsonTree.read(run.out(), "report");
    }

    private static long number(Map<?, ?> tree, String... names) {
        Object value = tree;
        for (String name : names) {
            value = ((Map<?, ?>) value).get(name);
        }
        return ((Number) value).longValue();
    }

    @Test
    void a_policy_against_itself_changes_nothing() throws IOException {
        String same = policy("same", "");
        Run run = Program.run("simulate", "--candidate", same, "--baseline", same, "--events", history);

        assertThat(run.status()).as(run.err()).isZero();
        Map<?, ?> report = tree(run);
        assertThat(number(report, "changed")).isZero();
        assertThat(number(report, "decisions")).isGreaterThan(3_900);
        assertThat(number(report, "sends", "spared")).isZero();
        assertThat(number(report, "sends", "added")).isZero();
        assertThat(report.get("recorded")).isEqualTo(1.0);
        assertThat((List<?>) report.get("matrix")).isEmpty();
    }

    @Test
    void fewer_retries_spare_sends_and_lose_subscribers() {
        Map<?, ?> report = tree(Program.run("simulate", "--candidate", impatient, "--events", history));

        assertThat(number(report, "changed")).isPositive();
        assertThat(number(report, "sends", "spared")).isPositive();
        assertThat(number(report, "subscribers", "lost")).isPositive();
        assertThat(number(report, "sends", "added")).isZero();
        long moved = ((List<?>) report.get("matrix"))
                .stream().mapToLong(cell -> number((Map<?, ?>) cell, "count")).sum();
        assertThat(moved).isEqualTo(number(report, "changed"));
        assertThat(report.get("samples").toString()).contains("baseline", "candidate", "because");
    }

    @Test
    void more_retries_are_modelled_on_the_history_and_said_to_be() {
        Map<?, ?> report = tree(Program.run(
                "simulate", "--baseline", impatient, "--candidate", stockLike(), "--events", history, "--seed", "7"));

        assertThat(number(report, "subscribers", "regained")).isPositive();
        long retries = number(report, "modelled", "retries") + number(report, "modelled", "found");
        assertThat(retries).isPositive();
        assertThat(number(report, "modelled", "fewest")).isLessThanOrEqualTo(number(report, "modelled", "most"));
    }

    private String stockLike() {
        try {
            return policy("stocklike", "");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void the_same_seed_gives_the_same_bytes() {
        String[] words = {"simulate", "--baseline", impatient, "--candidate", stockLike(), "--events", history};

        assertThat(Program.run(words).out()).isEqualTo(Program.run(words).out());
    }

    @Test
    void a_gate_that_fails_fails_the_build() {
        String[] passing = {
            "simulate", "--candidate", impatient, "--events", history, "--fail-if", "lost_subscribers > 99%"
        };
        assertThat(Program.run(passing).status()).isZero();

        Run run = Program.run(
                "simulate",
                "--candidate",
                impatient,
                "--events",
                history,
                "--fail-if",
                "changed > 0",
                "--fail-if",
                "changed(nowhere.example) > 0",
                "--format",
                "junit");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("tests=\"2\" failures=\"1\"", "name=\"changed &gt; 0\"");
        assertThat(run.err()).contains("failed  changed > 0", "passed  changed(nowhere.example) > 0");

        Run wrong = Program.run("simulate", "--candidate", impatient, "--events", history, "--fail-if", "chanced > 1");
        assertThat(wrong.status()).isEqualTo(2);
    }

    @Test
    void the_page_stands_alone_and_escapes_what_others_wrote() throws IOException {
        Path hostile = folder.resolve("hostile.jsonl");
        String bounce =
                "{\"event\":\"bounce\",\"at\":\"2026-01-0%dT10:00:00Z\",\"recipient\":\"a@x.example\",\"message\":\"m\",\"attempt\":%d,"
                        + "\"reply\":\"452 4.2.2 full <script>alert(1)</script>\",\"campaign\":\"<img src=x>\"}\n";
        Files.writeString(hostile, String.format(bounce, 5, 1) + String.format(bounce, 6, 2));
        Run run = Program.run("simulate", "--candidate", impatient, "--events", hostile.toString(), "--format", "html");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("<!doctype html>").contains("<svg").contains("&lt;script&gt;");
        assertThat(run.out()).doesNotContain("<script", "<img", "http://", "https://");
    }

    @Test
    void a_history_can_come_from_the_store_and_the_store_stays_as_it_is() throws IOException {
        Path store = folder.resolve("carom.db");
        assertThat(Program.run("process", "--store", store.toString(), history, "-q")
                        .status())
                .isZero();
        String before =
                Program.run("log", "--store", store.toString(), "--duplicates").out();

        Run fromStore = Program.run("simulate", "--candidate", impatient, "--store", store.toString());
        Run fromFile = Program.run("simulate", "--candidate", impatient, "--events", history);

        assertThat(fromStore.out()).isEqualTo(fromFile.out());
        assertThat(Program.run("log", "--store", store.toString(), "--duplicates")
                        .out())
                .isEqualTo(before);
    }

    @Test
    void a_person_reads_what_changed() {
        Run run = Program.atTerminal().with("simulate", "--candidate", impatient, "--events", history);

        assertThat(run.out()).contains("changed ", "subscribers  kept", "decisions that differ", "by domain");
    }
}
