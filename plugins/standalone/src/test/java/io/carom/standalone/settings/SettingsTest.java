package io.carom.standalone.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carom.api.CaromException;
import io.carom.api.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code carom.yml} as a file beside a store. */
class SettingsTest {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "MTA_TOKEN", "a-token-of-enough-letters",
            "MAILGUN_KEY", "key-of-mailgun",
            "SMTP_PASSWORD", "password-of-smtp");

    @TempDir
    Path folder;

    private static String resource(String name) {
        try (InputStream in = SettingsTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("carom.yml"), text);
    }

    @Test
    void every_setting_is_read() throws IOException {
        Files.writeString(folder.resolve("crm.key"), "key-of-the-crm\n");

        Settings settings = Settings.load(file(resource("full.yml")), ENVIRONMENT);

        assertThat(settings.server().tokens().get("mta").reveal()).isEqualTo("a-token-of-enough-letters");
        assertThat(settings.server().hosts()).containsExactly("carom.example.net");
        assertThat(settings.policy()).isEqualTo(folder.resolve("my-policy"));
        assertThat(settings.server().port()).isEqualTo(9000);
        assertThat(settings.sources().webhooks().get("mailgun").keys())
                .extracting(Secret::reveal)
                .containsExactly("key-of-mailgun", "basic:carom:long-password");
        assertThat(settings.sources().webhooks().get("eu").provider()).isEqualTo("mandrill");
        assertThat(settings.sources().webhooks().get("eu").freshness()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.sources().webhooks().get("postal").unsigned()).isTrue();
        assertThat(settings.sources().maildirs()).containsExactly(folder.resolve("Maildir"));
        assertThat(settings.sources().trustMails()).isTrue();
        assertThat(settings.retention().events()).isEqualTo(Duration.ofDays(400));
        assertThat(settings.webhooks()).singleElement().satisfies(hook -> {
            assertThat(hook.keys()).extracting(Secret::reveal).containsExactly("key-of-the-crm");
            assertThat(hook.timeout()).isEqualTo(Duration.ofSeconds(5));
        });
        assertThat(settings.incidents().mail())
                .isNotNull()
                .satisfies(mail -> assertThat(mail.to()).containsExactly("ops@example.net"));
        assertThat(settings.incidents().log()).isFalse();
        assertThat(settings.host()).isEqualTo(new HostSettings("http", folder.resolve("host.yml")));
        assertThat(settings.verp().keys()).extracting(VerpSettings.Key::id).containsExactly("b", "a");
        assertThat(settings.instance())
                .isEqualTo(new InstanceSettings("one", Duration.ofMinutes(1), Duration.ofSeconds(20)));
        assertThat(settings.workers().silent()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.limits()).isEqualTo(new LimitSettings(4, 16, 100, 5_000, 500));
    }

    @Test
    void an_empty_file_says_what_no_file_says() throws IOException {
        assertThat(Settings.load(file(""), Map.of())).isEqualTo(Settings.DEFAULT);
        assertThat(Settings.load(file("# nothing yet\n"), Map.of())).isEqualTo(Settings.DEFAULT);
    }

    @Test
    void every_mistake_is_told_with_its_place() throws IOException {
        List<Problem> problems = new ArrayList<>();

        Settings.read(file(resource("wrong.yml")), Map.of(), problems);

        assertThat(problems)
                .extracting(problem -> problem.toString().replace(folder + "/", ""))
                .containsExactlyElementsOf(resource("wrong.problems").lines().toList());
    }

    @Test
    void no_secret_shows_when_settings_are_printed() throws IOException {
        Files.writeString(folder.resolve("crm.key"), "key-of-the-crm\n");

        assertThat(Settings.load(file(resource("full.yml")), ENVIRONMENT).toString())
                .doesNotContain("key-of", "password-of", "abcdef", "a-token-of", "shared-with-chat")
                .contains("(secret, env:MTA_TOKEN)");
    }

    @Test
    void no_mistake_tells_a_secret() throws IOException {
        List<Problem> problems = new ArrayList<>();

        Settings.read(
                file("server: {tokens: {mta: hunter2}}\nverp: {keys: [{id: a, secret: hunter2}]}\n"),
                Map.of(),
                problems);

        assertThat(problems).hasSize(2).noneMatch(problem -> problem.toString().contains("hunter2"));
    }

    @Test
    void a_file_that_cannot_be_read_says_why() throws IOException {
        assertThatThrownBy(() -> Settings.load(folder.resolve("not-there.yml"), Map.of()))
                .isInstanceOf(CaromException.class)
                .hasMessageContaining("not-there.yml: cannot be read");
        assertThatThrownBy(() -> Settings.load(file("server: {port: [\n"), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("carom.yml:2:");
    }
}
