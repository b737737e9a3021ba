package io.carom.intake.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Coverage-guided fuzzing of the log readers with Jazzer, in a process of its own (its agent must not stay in this one).
 * {@code -Dcarom.fuzz.seconds=600} for longer.
 */
class LogFuzzTest {
    private static final int SECONDS = Integer.getInteger("carom.fuzz.seconds", 300);

    @Test
    @Tag("long")
    void no_log_makes_a_reader_fail(@TempDir Path folder) throws IOException, InterruptedException {
        Path corpus = seeds(folder);
        Path log = folder.resolve("jazzer.log");
        Process fuzzer = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + LogFuzz.class.getName(),
                        "--instrumentation_includes=io.carom.intake.**",
                        "--reproducer_path=" + folder,
                        "-seed=20260105",
                        "-max_len=8192",
                        "-timeout=10",
                        "-max_total_time=" + SECONDS,
                        corpus.toString()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();

        boolean ended = fuzzer.waitFor(SECONDS + 300, TimeUnit.SECONDS);
        fuzzer.destroyForcibly();
        String said = Files.readString(log);

        assertThat(ended).as(said).isTrue();
        assertThat(fuzzer.exitValue()).as(said).isZero();
        assertThat(said).contains("Done ");
        said.lines().filter(line -> line.startsWith("Done ")).forEach(System.out::println);
    }

    @Test
    void the_logs_that_fuzzing_begins_with_are_read(@TempDir Path folder) throws IOException {
        try (var files = Files.list(seeds(folder))) {
            for (Path file : files.toList()) {
                LogFuzz.fuzzerTestOneInput(Files.readAllBytes(file));
            }
        }
    }

    /** The case logs, each with its format recognised and with its format given. */
    private static Path seeds(Path folder) throws IOException {
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        int number = 0;
        try (var files = Files.list(Path.of("src/test/resources/log/cases"))) {
            for (Path file : files.filter(f -> !f.toString().endsWith(".expected.jsonl"))
                    .sorted()
                    .toList()) {
                byte[] log = Files.readAllBytes(file);
                Files.write(corpus.resolve("case-" + number++), LogFuzz.input(log, null));
                LogFormat format = LogSource.recognise(log, log.length).orElse(LogFormat.REPLIES);
                Files.write(corpus.resolve("case-" + number++), LogFuzz.input(log, format));
            }
        }
        assertThat(number).isPositive();
        return corpus;
    }
}
