package io.carom.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carom.standalone.Program.Run;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code process --follow}, as a process of its own that is killed and stopped while its log grows and is rotated. */
class FollowTest {
    @TempDir
    private Path folder;

    private Path log;
    private Path store;
    private int written;

    @BeforeEach
    void begin() throws IOException {
        log = Files.createFile(folder.resolve("mail.log"));
        store = folder.resolve("data/carom.db");
    }

    @Test
    void a_log_is_recorded_once_over_two_kills_and_a_clean_stop() throws Exception {
        killAndCheck(2, 1_500);
    }

    @Test
    @Tag("long")
    void a_log_is_recorded_once_over_a_hundred_kills() throws Exception {
        killAndCheck(100, 3_000);
    }

    private void killAndCheck(int kills, int tries) throws Exception {
        long seed = Long.getLong("carom.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int kill = 0; kill < kills; kill++) {
            grow(tries / 2);
            Process child = child();
            try (BufferedReader decisions = decisions(child)) {
                String first = decisions.readLine(); // it works by now
                assertThat(first).as(said()).isNotNull();
                for (int part = 0; part < 5; part++) {
                    grow(random.nextInt(tries / 5));
                    if (random.nextInt(2) == 0) {
                        rotate();
                    }
                }
                for (int line = random.nextInt(tries); line > 0 && decisions.ready(); line--) {
                    decisions.readLine();
                }
                child.toHandle().destroyForcibly();
                child.waitFor();
            }
        }
        grow(10);

        List<String> last = runUntilAllIsRecorded(); // stopped by a signal at its end
        assertThat(last).isNotEmpty();
        assertThat(recorded()).as("each try once").containsExactlyInAnyOrderElementsOf(all());
        assertThat(said()).contains("events in " + store);

        grow(1);
        assertThat(runUntilAllIsRecorded())
                .as("a clean stop leaves nothing to repeat")
                .hasSize(1);
        assertThat(said()).contains("recorded     1 events in " + store).doesNotContain("there before");
        assertThat(recorded()).hasSize(written);
    }

    /** Answers the decisions that it printed. */
    private List<String> runUntilAllIsRecorded() throws IOException, InterruptedException {
        Process child = child();
        List<String> printed = new ArrayList<>();
        try (BufferedReader decisions = decisions(child)) {
            String last = "\"recipient\":\"u" + (written - 1) + "@example.com\"";
            String line = decisions.readLine();
            while (line != null && !line.contains(last)) {
                printed.add(line);
                line = decisions.readLine();
            }
            assertThat(line).as(said()).isNotNull();
            printed.add(line);
            child.toHandle().destroy(); // destroy() of the process would close what it prints, too
            decisions.lines().forEach(printed::add);
        }
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
        assertThat(child.exitValue()).as("ended by SIGTERM").isEqualTo(143);
        return printed;
    }

    private void grow(int count) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append("Nov 22 00:00:00 mx postfix/smtp[1]: 0864F23689: to=<u")
                    .append(written++)
                    .append("@example.com>, relay=mx.example.com[192.0.2.25]:25, delay=1, dsn=4.2.2, status=deferred")
                    .append(
                            " (host mx.example.com[192.0.2.25] said: 452 4.2.2 Mailbox full (in reply to RCPT TO command))\n");
        }
        Files.writeString(log, lines, StandardOpenOption.APPEND);
    }

    private void rotate() throws IOException {
        for (int i = 998; i >= 1; i--) {
            Path from = log.resolveSibling("mail.log." + i);
            if (Files.exists(from)) {
                Files.move(from, log.resolveSibling("mail.log." + (i + 1)));
            }
        }
        Files.move(log, log.resolveSibling("mail.log.1"));
        Files.createFile(log);
    }

    private Set<String> all() {
        Set<String> all = new TreeSet<>();
        for (int i = 0; i < written; i++) {
            all.add("u" + i + "@example.com");
        }
        return all;
    }

    private List<String> recorded() {
        Run run = Program.run("log", "--store", store.toString(), "--duplicates", "--format", "csv");
        assertThat(run.status()).as(run.err()).isZero();
        List<String> recipients = new ArrayList<>();
        for (String line : run.lines()) {
            int at = line.indexOf("@example.com");
            if (at > 0) {
                recipients.add(line.substring(line.lastIndexOf(',', at) + 1, at) + "@example.com");
            }
        }
        return recipients;
    }

    private Process child() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.carom.standalone.Main",
                        "process",
                        "--follow",
                        "--store",
                        store.toString(),
                        log.toString())
                .redirectError(folder.resolve("said").toFile())
                .start();
    }

    private static BufferedReader decisions(Process child) {
        return new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8));
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("said"), UTF_8);
    }

    @Test
    void two_runs_never_share_their_positions() throws Exception {
        grow(1);
        Process child = child();
        try (BufferedReader decisions = decisions(child)) {
            assertThat(decisions.readLine()).as(said()).contains("u0@example.com");

            Run second = Program.run(
                    "process",
                    "--follow",
                    "--state",
                    store + ".follow",
                    "--store",
                    folder.resolve("other.db").toString(),
                    log.toString());

            assertThat(second.status()).isEqualTo(1);
            assertThat(second.err()).contains("another process follows logs with the positions in", "--state");
            child.toHandle().destroyForcibly();
            child.waitFor();
        }
    }

    @Test
    void positions_without_their_store_are_refused_for_they_would_pass_over_what_it_had() throws Exception {
        grow(1);
        runUntilAllIsRecorded();
        Set<Path> files = new HashSet<>();
        try (var list = Files.list(folder.resolve("data"))) {
            list.filter(Files::isRegularFile).forEach(files::add);
        }
        for (Path file : files) {
            Files.delete(file);
        }

        Run run = Program.run("process", "--follow", "--store", store.toString(), log.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains(store + ", which is not there; bring the store back, or delete the folder");
    }

    @Test
    void words_that_do_not_go_together_are_refused_with_a_remedy() throws IOException {
        Path zipped = Files.write(folder.resolve("mail.log.1.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0});

        assertThat(wrong("--follow", "-")).contains("takes files, not standard input");
        assertThat(wrong("--follow", "--dry-run", log.toString())).contains("--dry-run records nothing");
        assertThat(wrong("--follow", folder.toString())).contains("is a folder; name the log in it");
        assertThat(wrong("--follow", folder + "/none/mail.log")).contains("there is no folder");
        assertThat(wrong("--follow", zipped.toString())).contains("is compressed and will not grow");
        assertThat(wrong("--state", "x", log.toString())).contains("--state belongs to --follow");
        assertThat(wrong("--zone", "Berlin", log.toString())).contains("`Berlin` is no time zone", "Europe/Berlin");
        assertThat(wrong("--log-format", "postfx", log.toString())).contains("did you mean `postfix`?");
        assertThat(wrong("--provider", "malgun", log.toString())).contains("did you mean `mailgun`?");
        assertThat(store).doesNotExist();
    }

    private String wrong(String... words) {
        List<String> all = new ArrayList<>(List.of("process", "--store", store.toString()));
        all.addAll(List.of(words));
        Run run = Program.run(all.toArray(String[]::new));
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        return run.err();
    }
}
