package io.carom.intake.webhook;

import io.carom.intake.fuzz.FuzzRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Coverage-guided fuzzing of every provider's parser; {@code -Dcarom.fuzz.seconds=600} for longer. */
@Tag("long")
class WebhookFuzzTest {
    @Test
    void no_body_makes_a_parser_fail(@TempDir Path folder) throws Exception {
        List<byte[]> seeds = Fixtures.all().stream().map(WebhookFuzz::input).toList();
        new FuzzRun(WebhookFuzz.class, seeds).passes(folder);
    }
}
