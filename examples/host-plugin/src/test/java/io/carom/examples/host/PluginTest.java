package io.carom.examples.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.engine.Carom;
import io.carom.engine.InstalledHosts;
import io.carom.spi.HostFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin as the program loads it, and the platform after a bounce. */
class PluginTest {
    private static final Instant T = Instant.parse("2026-01-05T10:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void the_newsletter_no_longer_writes_to_whom_bounced() throws Exception {
        Path file = folder.resolve("newsletter.db");
        try (Newsletter newsletter = new Newsletter(file)) {
            newsletter.subscribe("bob@example.com", "news");
            newsletter.subscribe("eve@example.com", "news");
        }

        try (Carom carom = Carom.builder()
                .host(InstalledHosts.open("newsletter", file, Clock.systemUTC()))
                .build()) {
            carom.accept(Event.of(EventKind.BOUNCE, T, "bob@example.com")
                    .reply("550 5.1.1 User unknown")
                    .build());
        }

        try (Newsletter newsletter = new Newsletter(file)) {
            assertThat(newsletter.writesTo("bob@example.com", "news")).isFalse();
            assertThat(newsletter.writesTo("eve@example.com", "news")).isTrue();
        }
    }

    @Test
    void the_program_finds_it_by_its_name() {
        assertThat(InstalledHosts.types()).contains("newsletter");
        assertThatThrownBy(() -> InstalledHosts.open("newslatter", null, Clock.systemUTC()))
                .hasMessageContaining("no such kind of host is installed; there is [newsletter]");
        assertThatThrownBy(() -> InstalledHosts.open("newsletter", null, Clock.systemUTC()))
                .hasMessageContaining("needs `file`");
    }

    @Test
    void the_readme_names_what_is_there() throws Exception {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(readme).contains(HostFactory.class.getName(), NewsletterHostFactory.class.getName());
        assertThat(Files.readString(Path.of("src/main/resources/META-INF/services", HostFactory.class.getName())))
                .isEqualTo(NewsletterHostFactory.class.getName() + "\n");
    }
}
