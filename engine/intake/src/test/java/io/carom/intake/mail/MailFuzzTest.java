package io.carom.intake.mail;

import io.carom.intake.fuzz.FuzzRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Coverage-guided fuzzing of the reader of mails, from the fixtures and, where they lie beside the checkout, public mails. */
@Tag("long")
class MailFuzzTest {
    @Test
    void no_mail_makes_the_reader_fail_or_take_more_than_its_share(@TempDir Path folder) throws Exception {
        List<byte[]> seeds = new ArrayList<>(below(FixtureTest.folder()));
        Optional<Path> shared = FuzzRun.shared("corpus/emails");
        if (shared.isPresent()) {
            seeds.addAll(below(shared.get()));
        }
        new FuzzRun(MailFuzz.class, seeds).longest(16_384).words("mail.dict").passes(folder);
    }

    private static List<byte[]> below(Path folder) throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(each -> !each.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                seeds.add(MailFuzz.input(Files.readAllBytes(file), seeds.size()));
            }
        }
        return seeds;
    }
}
