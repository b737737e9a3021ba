package io.carom.standalone.incident;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carom.engine.incident.WebhookSink;
import io.carom.engine.work.Heartbeat;
import io.carom.spi.IncidentSink;
import io.carom.standalone.settings.IncidentSettings;
import io.carom.standalone.settings.Secret;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A silent worker is an alert. */
class SilentWorkersTest {
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

    private final List<String> told = new ArrayList<>();
    private final WebhookSink.Sender sender = (id, json) -> {
        told.add(new String(json.getBytes(UTF_8), UTF_8));
        return IncidentSink.Reply.DONE;
    };

    private static Heartbeat heartbeat(boolean silent) {
        return new Heartbeat(
                "maildir-bounces", NOW.minusSeconds(1800), 7, 3, Duration.ofMinutes(30), 2, "no such folder", silent);
    }

    @Test
    void every_sink_is_told_when_a_worker_falls_silent_and_when_it_is_back() {
        IncidentSettings settings = new IncidentSettings(
                false,
                List.of(new IncidentSettings.Hook(
                        URI.create("https://chat.example.net/hook"),
                        Secret.of("sixteen letters ..", "written"),
                        List.of())),
                null,
                Map.of());
        try (IncidentSinks sinks = IncidentSinks.open(settings, getClass().getClassLoader(), hook -> sender)) {
            SilentWorkers alarm = new SilentWorkers(sinks, Clock.fixed(NOW, ZoneOffset.UTC));

            alarm.silent(heartbeat(true));
            alarm.back(heartbeat(false));
        }

        assertThat(told).hasSize(2);
        assertThat(told.get(0))
                .contains("opened", "worker_silent", "worker:maildir-bounces", "no such folder", "carom doctor");
        assertThat(told.get(1)).contains("closed", "worker:maildir-bounces");
    }
}
