package io.carom.intake.classify;

import io.carom.intake.fuzz.FuzzRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.ObjectMapper;

/** Coverage-guided fuzzing of the reading of lines, from this module's lines and, where they lie beside the checkout, public ones. */
@Tag("long")
class LineFuzzTest {
    @Test
    void no_line_makes_the_classifier_fail_or_take_more_than_its_share(@TempDir Path folder) throws Exception {
        List<byte[]> seeds = new ArrayList<>();
        for (String table : List.of("lines.tsv", "not-dead.txt", "normal.csv")) {
            Path file = Path.of(Objects.requireNonNull(LineFuzzTest.class.getResource(table), table)
                    .toURI());
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                seeds.add(LineFuzz.input(line.substring(line.lastIndexOf('\t') + 1)));
            }
            seeds.add(LineFuzz.input(Files.readString(file)));
        }
        Optional<Path> shared = FuzzRun.shared("corpus/lines.jsonl");
        if (shared.isPresent()) {
            ObjectMapper json = new ObjectMapper();
            for (String line : Files.readAllLines(shared.get(), StandardCharsets.UTF_8)) {
                seeds.add(LineFuzz.input(json.readTree(line).path("line").asString("")));
            }
        }
        new FuzzRun(LineFuzz.class, seeds).longest(4_096).words("line.dict").passes(folder);
    }
}
