package io.carom.intake.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.intake.fuzz.FuzzRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Coverage-guided fuzzing of the log readers with Jazzer, in a process of its own (its agent must not stay in this one).
 * {@code -Dcarom.fuzz.seconds=600} for longer.
 */
class LogFuzzTest {
    @Test
    @Tag("long")
    void no_log_makes_a_reader_fail(@TempDir Path folder) throws IOException, InterruptedException {
        new FuzzRun(LogFuzz.class, seeds()).passes(folder);
    }

    @Test
    void the_logs_that_fuzzing_begins_with_are_read() throws IOException {
        for (byte[] log : seeds()) {
            LogFuzz.fuzzerTestOneInput(log);
        }
    }

    /** The case logs, each with its format recognised and with its format given. */
    private static List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        try (var files = Files.list(Path.of("src/test/resources/log/cases"))) {
            for (Path file : files.filter(f -> !f.toString().endsWith(".expected.jsonl"))
                    .sorted()
                    .toList()) {
                byte[] log = Files.readAllBytes(file);
                LogFormat format = LogSource.recognise(log, log.length).orElse(LogFormat.REPLIES);
                seeds.add(LogFuzz.input(log, null));
                seeds.add(LogFuzz.input(log, format));
            }
        }
        assertThat(seeds).isNotEmpty();
        return seeds;
    }
}
