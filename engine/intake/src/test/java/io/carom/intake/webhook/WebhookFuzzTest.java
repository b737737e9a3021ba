package io.carom.intake.webhook;

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
 * Coverage-guided fuzzing of every provider's parser with Jazzer, in a process of its own (its agent must not stay in this one).
 * {@code -Dcarom.fuzz.seconds=600} for longer.
 */
@Tag("long")
class WebhookFuzzTest {
    @Test
    void no_body_makes_a_parser_fail(@TempDir Path folder) throws IOException, InterruptedException {
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        int number = 0;
        for (Fixtures.Case fixture : Fixtures.all()) {
            Files.write(corpus.resolve("fixture-" + number++), WebhookFuzz.input(fixture));
        }
        Path log = folder.resolve("jazzer.log");
        Process fuzzer = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + WebhookFuzz.class.getName(),
                        "--instrumentation_includes=io.carom.intake.**",
                        "--reproducer_path=" + folder,
                        "-seed=20260105",
                        "-max_len=8192",
                        "-max_total_time=" + Integer.getInteger("carom.fuzz.seconds", 300),
                        corpus.toString()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();

        boolean ended = fuzzer.waitFor(Integer.getInteger("carom.fuzz.seconds", 300) + 300, TimeUnit.SECONDS);
        fuzzer.destroyForcibly();
        String said = Files.readString(log);

        assertThat(ended).as(said).isTrue();
        assertThat(fuzzer.exitValue()).as(said).isZero();
        assertThat(said).contains("Done ");
    }
}
