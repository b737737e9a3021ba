package io.carom.intake.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Event;
import io.carom.api.Input;
import io.carom.spi.Source.Sink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A follower in a process of its own, killed again and again while its log grows and is rotated. */
class KilledFollowerTest {
    @TempDir
    private Path folder;

    /** The process that is killed: writes each event's recipient to a file before it acknowledges it. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) throws IOException {
            OutputStream out =
                    Files.newOutputStream(Path.of(args[2]), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            LogFollower.of(
                            Path.of(args[0]),
                            LogOptions.defaults(),
                            FollowOptions.keeping(Path.of(args[1])),
                            Clock.systemUTC())
                    .start(new Sink() {
                        @Override
                        public void take(Input input, Runnable committed) {
                            try {
                                out.write((((Event) input).recipient() + "\n").getBytes(StandardCharsets.UTF_8));
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                            committed.run();
                        }

                        @Override
                        public void bad(String place, String why) {
                            System.err.println(place + ": " + why);
                        }
                    });
            while (System.in.read() >= 0) {
                // lives until it is killed or its parent ends
            }
        }
    }

    @Test
    @Tag("long")
    void a_process_killed_while_its_log_is_rotated_misses_no_try() throws Exception {
        Path log = folder.resolve("mail.log");
        Path out = folder.resolve("out");
        Files.createFile(log);
        Files.createFile(out);
        Random random = new Random(9);
        int written = 0;
        int kills = 0;
        for (int round = 0; round < 6; round++) {
            Process child = child(log, out);
            int target = written + 3_000;
            while (written < target) {
                StringBuilder lines = new StringBuilder();
                for (int i = random.nextInt(200); i >= 0; i--) {
                    lines.append("Nov 22 00:00:00 mx postfix/smtp[1]: 0864F23689: to=<u")
                            .append(written++)
                            .append("@example.com>, relay=none, delay=1, dsn=4.4.1, status=deferred (x)\n");
                }
                Files.writeString(log, lines, StandardOpenOption.APPEND);
                if (random.nextInt(20) == 0) {
                    rotate(log);
                }
                if (random.nextInt(30) == 0) {
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(700)); // somewhere within the child's work
                    child.destroyForcibly().waitFor();
                    kills++;
                    child = child(log, out);
                }
            }
            child.destroyForcibly().waitFor();
            kills++;
        }
        Process last = child(log, out);
        Set<String> seen = new HashSet<>();
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        while (seen.size() < written && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(200);
            seen = new HashSet<>(whole(out));
        }
        last.destroyForcibly().waitFor();
        Set<String> missing = new TreeSet<>();
        for (int i = 0; i < written; i++) {
            if (!seen.contains("u" + i + "@example.com")) {
                missing.add("u" + i);
            }
        }
        assertThat(missing).isEmpty();
        System.out.println(
                written + " tries, " + kills + " kills, " + (whole(out).size() - written) + " came again");
    }

    private static List<String> whole(Path out) throws IOException {
        return Files.readAllLines(out).stream()
                .filter(line -> line.endsWith(".com"))
                .toList();
    }

    private static void rotate(Path log) throws IOException {
        for (int i = 98; i >= 1; i--) {
            Path from = log.resolveSibling("mail.log." + i);
            if (Files.exists(from)) {
                Files.move(from, log.resolveSibling("mail.log." + (i + 1)));
            }
        }
        Files.move(log, log.resolveSibling("mail.log.1"));
        Files.createFile(log);
    }

    private Process child(Path log, Path out) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        log.toString(),
                        folder.resolve("state").toString(),
                        out.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("child.log").toFile())
                .start();
    }
}
