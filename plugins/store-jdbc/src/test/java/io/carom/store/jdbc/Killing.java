package io.carom.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Starts {@link KilledRoad} again and again, and kills it at moments that a seed chooses. */
final class Killing {
    private static final long LONGEST_MINUTES = 10;

    private final String store;
    private final Path folder;
    private final Course course;
    private final Random random;

    Killing(String store, Path folder, Course course) {
        this.store = store;
        this.folder = folder;
        this.course = course;
        this.random = new Random(course.seed());
    }

    /** A process that is fed with every {@code step}th input from {@code first} on. */
    Process start(String name, int step, int first, long pauseMillis) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledRoad.class.getName(),
                        store,
                        folder.toString(),
                        name,
                        Long.toString(course.seed()),
                        Integer.toString(course.size()),
                        Integer.toString(step),
                        Integer.toString(first),
                        Long.toString(pauseMillis)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve(name + ".out").toFile()))
                .start();
    }

    /** Kills it {@code kills} times on its way, then lets it come through. Answers how many kills met it at work. */
    int run(String name, int kills) throws Exception {
        int met = 0;
        for (int kill = 0; kill < kills; kill++) {
            Process process = start(name, 1, 0, 0);
            int before = acknowledged(name);
            int share = Math.max(1, (course.size() - before) / (kills - kill));
            boolean early = random.nextInt(10) == 0;
            // The last one is to meet it on its way
            int reach = kill == kills - 1 ? Math.max(1, share * 3 / 4) : 2 * share;
            int target = early ? Integer.MAX_VALUE : before + 1 + random.nextInt(reach);
            long longest = early
                    ? TimeUnit.MILLISECONDS.toNanos(random.nextInt(3_000))
                    : TimeUnit.MINUTES.toNanos(LONGEST_MINUTES);
            long end = System.nanoTime() + longest;
            while (process.isAlive() && acknowledged(name) < target && System.nanoTime() < end) {
                process.waitFor(1, TimeUnit.MILLISECONDS);
            }
            int busy = random.nextInt(300_000);
            for (int i = 0; i < busy; i++) {
                Thread.onSpinWait();
            }
            if (process.isAlive()) {
                met++;
                process.destroyForcibly();
            }
            process.waitFor();
            Files.deleteIfExists(folder.resolve(name + ".through"));
        }
        finish(name, start(name, 1, 0, 0));
        return met;
    }

    /** Waits until a process is through. */
    void finish(String name, Process process) throws Exception {
        assertThat(process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES))
                .as("through in time")
                .isTrue();
        assertThat(folder.resolve(name + ".through"))
                .as(() -> {
                    try {
                        return Files.readString(folder.resolve(name + ".out"));
                    } catch (IOException e) {
                        return e.toString();
                    }
                })
                .exists();
    }

    int acknowledged(String name) throws Exception {
        return KilledRoad.acknowledged(folder.resolve(name + ".ack"));
    }
}
