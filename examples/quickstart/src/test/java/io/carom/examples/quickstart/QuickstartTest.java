package io.carom.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of the README, run. */
class QuickstartTest {
    @TempDir
    Path folder;

    private String run() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Quickstart.run(folder.resolve("quickstart.db").toString(), new PrintStream(out, true, UTF_8));
        return out.toString(UTF_8);
    }

    @Test
    void one_bounce_is_decided_and_carried_out() {
        assertThat(run().lines())
                .containsExactlyInAnyOrder(
                        "bob@example.com: user_unknown",
                        "  because The mailbox does not exist (stock/user-unknown)",
                        "  because The address is dead: no more mail to it (stock/dead-address)",
                        "  so mark_bounced",
                        "  so notify",
                        "platform: no more mail to bob@example.com");
    }

    @Test
    void the_same_bounce_again_changes_nothing() {
        run();

        assertThat(run())
                .contains("because This was counted already; it counts once (engine/duplicate)")
                .doesNotContain("  so ", "platform:");
    }
}
