package io.carom.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carom.engine.json.JsonTree;
import io.carom.standalone.Program.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Histories of every kind that a simulation reads. */
class SimulateSourcesTest {
    @TempDir
    Path folder;

    private String impatient;

    @BeforeEach
    void makeAPolicy() throws IOException {
        Path made = Files.createDirectories(folder.resolve("impatient"));
        Files.writeString(
                made.resolve("policy.yml"),
                "name: impatient\nversion: 1\nextends: stock\nretryPolicies:\n  default: []\n");
        impatient = made.toString();
    }

    private Run simulate(String... more) {
        return Program.run(Stream.concat(Stream.of("simulate", "--candidate", impatient), Stream.of(more))
                .toArray(String[]::new));
    }

    private static Map<?, ?> tree(Run run) {
        assertThat(run.out()).as(run.err()).isNotEmpty();
        return (Map<?, ?>) JsonTree.read(run.out(), "report");
    }

    private static long number(Map<?, ?> tree, String name) {
        return ((Number) tree.get(name)).longValue();
    }

    private String file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return file.toString();
    }

    @Test
    void a_folder_of_mails_is_a_history() {
        Map<?, ?> report = tree(simulate("--trust", "operator", "--events", RoadTest.MAILS.toString()));

        assertThat(number(report, "events")).isEqualTo(35);
        assertThat(number(report, "changed")).isPositive();
    }

    @Test
    void mails_that_nobody_vouches_for_change_nobody() {
        Map<?, ?> report = tree(simulate("--events", RoadTest.MAILS.toString()));

        assertThat(number(report, "events")).isEqualTo(35);
        assertThat(number((Map<?, ?>) report.get("subscribers"), "lost")).isZero();
    }

    @Test
    void a_mail_servers_log_is_a_history() throws IOException {
        String line = "2026-03-02T10:0%d:00.000000+00:00 mx postfix/smtp[100]: 4ABC%d: to=<p%d@x.example>, "
                + "relay=mx.x.example[192.0.2.9]:25, delay=2, delays=0.1/0/1/0.9, dsn=%s, status=%s (host mx.x.example[192.0.2.9] said: %s)\n";
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            log.append(line.formatted(
                    i, i, i, "4.2.2", "deferred", "452 4.2.2 The mailbox is over quota (in reply to RCPT TO command)"));
        }
        Map<?, ?> report = tree(simulate("--events", file("mail.log", log.toString())));

        assertThat(number(report, "events")).isEqualTo(6);
        assertThat(number(report, "changed")).isEqualTo(6);
    }

    @Test
    void a_providers_export_is_a_history() throws IOException {
        String body = "["
                + String.join(
                        ",",
                        List.of(
                                sendGrid("deferred", "e1", 1_772_445_600, "452 4.2.2 The mailbox is over quota"),
                                sendGrid("bounce", "e2", 1_772_449_200, "550 5.1.1 no such user")))
                + "]";
        Map<?, ?> report = tree(simulate("--trust", "operator", "--events", file("export/sendgrid.json", body)));

        assertThat(number(report, "events")).isEqualTo(2);
        assertThat(number(report, "decisions")).isEqualTo(2);
    }

    private static String sendGrid(String event, String id, long at, String reply) {
        return ("{\"email\":\"p@x.example\",\"timestamp\":%d,\"event\":\"%s\",\"sg_event_id\":\"%s\",\"sg_message_id\":\"m.1\","
                        + "\"smtp-id\":\"<m1@send.example>\",\"reason\":\"%s\",\"response\":\"%s\",\"type\":\"bounce\"}")
                .formatted(at, event, id, reply, reply);
    }

    @Test
    void what_lies_in_several_files_is_put_in_order() throws IOException {
        String event =
                "{\"event\":\"%s\",\"at\":\"2026-03-0%dT10:00:00Z\",\"recipient\":\"p@x.example\",\"message\":\"m\",\"attempt\":%d,\"reply\":\"%s\"}\n";
        // Read as they are named, the delivery would come before the failure that it answers
        String late = file("b.jsonl", event.formatted("bounce", 3, 1, "452 4.2.2 full"));
        String early =
                file("a.jsonl", event.formatted("sent", 2, 1, "") + event.formatted("delivered", 4, 2, "250 ok"));

        Map<?, ?> named = tree(simulate("--events", early, "--events", late));
        Map<?, ?> ordered = tree(
                simulate("--events", early, "--events", folder.resolve("none").toString(), late));

        assertThat(number(named, "events")).isEqualTo(3);
        assertThat(number((Map<?, ?>) named.get("mail"), "lost")).isZero();
        assertThat(number((Map<?, ?>) ordered.get("mail"), "lost"))
                .as("a folder or anything but event files among them puts all in order")
                .isEqualTo(1);
    }

    @Test
    void a_span_of_a_store_is_warmed_by_what_is_before_it_and_the_store_stays_as_it_is()
            throws IOException, NoSuchAlgorithmException {
        Path store = folder.resolve("data/carom.db");
        String history = file(
                "h.jsonl",
                Program.run("generate", "--seed", "4", "--days", "10", "--sends", "3000")
                        .out());
        assertThat(Program.run("process", "--store", store.toString(), history, "-q")
                        .status())
                .isZero();
        Map<String, String> before = hashes(store.getParent());

        Run whole = simulate("--store", store.toString());
        Run span = simulate("--store", store.toString(), "--from", "2026-01-10", "--to", "2026-01-13");
        Run ofFile = simulate("--events", history, "--from", "2026-01-10", "--to", "2026-01-13");

        Map<?, ?> report = tree(span);
        assertThat(number(report, "warmed")).isPositive();
        assertThat(report.get("from").toString()).startsWith("2026-01-10");
        assertThat(report.get("to").toString()).startsWith("2026-01-12");
        assertThat(number(report, "changed")).isPositive().isLessThan(number(tree(whole), "changed"));
        assertThat(span.out()).isEqualTo(ofFile.out());
        assertThat(hashes(store.getParent())).isEqualTo(before);
    }

    private static Map<String, String> hashes(Path of) throws IOException, NoSuchAlgorithmException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(of)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(path -> !path.toString().endsWith("-shm"))
                    .toList()) {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                if (Files.size(file) > 0) {
                    all.put(file.getFileName().toString(), HexFormat.of().formatHex(hash));
                }
            }
        }
        return all;
    }

    @Test
    void any_case_opens_by_its_id_with_both_explanations() throws IOException {
        String history = file(
                "h.jsonl",
                Program.run("generate", "--seed", "4", "--days", "5", "--sends", "1500")
                        .out());
        Path cases = folder.resolve("cases.jsonl");
        Map<?, ?> report = tree(simulate("--events", history, "--cases", cases.toString(), "--samples", "1"));

        List<String> lines = Files.readAllLines(cases, UTF_8);
        assertThat(lines).hasSize((int) number(report, "changed"));
        Map<?, ?> last = (Map<?, ?>) JsonTree.read(lines.get(lines.size() - 1), "case");
        String id = String.valueOf(last.get("id"));

        Run opened = Program.atTerminal().with("simulate", "--candidate", impatient, "--events", history, "--case", id);
        assertThat(opened.status()).as(opened.err()).isZero();
        assertThat(opened.out()).contains(id, "BASELINE", "CANDIDATE", "[");

        Run json = simulate("--events", history, "--case", id);
        assertThat(json.out().strip()).isEqualTo(lines.get(lines.size() - 1));

        Run unheard = simulate("--events", history, "--case", "nobody");
        assertThat(unheard.status()).isEqualTo(2);
        assertThat(unheard.err()).contains("--case nobody: this history has no such decision");
    }

    @Test
    void a_wrong_gate_is_wrong_usage_and_names_what_there_is() throws IOException {
        String history = file("h.jsonl", "");
        Run wrong = simulate("--events", history, "--fail-if", "lost_customers > 1");

        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("`lost_customers`", "lost_subscribers[(GROUP)]", "contradicted[(GROUP)]");
    }
}
