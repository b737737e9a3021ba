package io.carom.standalone.incident;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.JournalException;
import io.carom.engine.Amending;
import io.carom.engine.Carom;
import io.carom.engine.JournalAmending;
import io.carom.engine.decide.Amendment;
import io.carom.engine.incident.WebhookSink;
import io.carom.engine.memory.MemoryJournal;
import io.carom.engine.work.Heartbeat;
import io.carom.spi.Incident;
import io.carom.spi.IncidentSink;
import io.carom.spi.Incidents;
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
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A silent worker is an incident like any other. */
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

    private static final IncidentSettings CHAT = new IncidentSettings(
            false,
            List.of(new IncidentSettings.Hook(
                    URI.create("https://chat.example.net/hook"),
                    Secret.of("sixteen letters ..", "written"),
                    List.of())),
            null,
            Map.of());

    private final MemoryJournal journal = new MemoryJournal();
    private final Amending amending = new JournalAmending(journal, false);

    private SilentWorkers alarm(Amending through, IncidentSinks sinks) {
        return new SilentWorkers(through, sinks, Clock.fixed(NOW, ZoneOffset.UTC), "carom");
    }

    private IncidentSinks sinks() {
        return IncidentSinks.open(CHAT, getClass().getClassLoader(), hook -> sender);
    }

    private List<Incident> incidents() {
        return journal.incidents().orElseThrow().list(Incidents.Filter.ALL);
    }

    private void tellAll(IncidentSinks sinks) {
        sinks.workers(journal.incidents().orElseThrow()).forEach(worker -> worker.step(NOW));
    }

    @Test
    void a_silent_worker_is_an_incident_until_it_is_back_and_every_sink_is_told() {
        try (IncidentSinks sinks = sinks();
                SilentWorkers alarm = alarm(amending, sinks)) {
            tellAll(sinks);
            alarm.silent(heartbeat(true));

            assertThat(incidents()).singleElement().satisfies(one -> {
                assertThat(one.number()).isEqualTo(1);
                assertThat(one.cause()).isEqualTo("silent worker:maildir-bounces");
                assertThat(one.why()).contains("has made no progress since 2026-01-05T09:30:00Z", "no such folder");
                assertThat(one.state()).isEqualTo(Incident.State.OPEN);
                assertThat(one.leading().advice()).contains("carom doctor");
            });
            alarm.back(heartbeat(false));
            tellAll(sinks);
        }

        assertThat(incidents())
                .singleElement()
                .satisfies(one -> assertThat(one.state()).isEqualTo(Incident.State.CLOSED));
        assertThat(told).hasSize(2);
        assertThat(told.get(0)).contains("incident.opened", "worker_silent", "worker:maildir-bounces");
        assertThat(told.get(1)).contains("incident.closed", "worker:maildir-bounces");
    }

    @Test
    void no_time_of_an_event_ends_it() {
        try (IncidentSinks sinks = sinks();
                SilentWorkers alarm = alarm(amending, sinks);
                Carom carom = Carom.builder().journal(journal).build()) {
            alarm.silent(heartbeat(true));
            carom.accept(Event.of(EventKind.DELIVERY, NOW.plus(Duration.ofDays(3)), "bob@example.com")
                    .build());
        }

        assertThat(incidents())
                .singleElement()
                .satisfies(one -> assertThat(one.state()).isEqualTo(Incident.State.OPEN));
    }

    @Test
    void what_a_process_of_the_same_name_left_behind_ends_when_the_next_one_begins() {
        try (IncidentSinks sinks = sinks();
                SilentWorkers before = alarm(amending, sinks);
                SilentWorkers other = new SilentWorkers(amending, sinks, Clock.fixed(NOW, ZoneOffset.UTC), "two");
                SilentWorkers after = alarm(amending, sinks)) {
            before.silent(heartbeat(true));
            other.silent(heartbeat(true));

            after.begin();
        }

        assertThat(incidents())
                .extracting(one -> one.cause() + " " + one.state().word())
                .containsExactly("silent worker:two/maildir-bounces open", "silent worker:maildir-bounces closed");
    }

    @Test
    void the_sinks_are_told_all_the_same_when_the_store_is_out_of_reach() {
        Amending broken = new Amending() {
            @Override
            public <T> T amend(String scope, Function<Amendment, T> work) {
                throw new JournalException("the disk is full", false, null);
            }
        };
        try (IncidentSinks sinks = sinks();
                SilentWorkers alarm = alarm(broken, sinks)) {
            alarm.silent(heartbeat(true));
            alarm.back(heartbeat(false));
        }

        assertThat(incidents()).isEmpty();
        assertThat(told).hasSize(2);
        assertThat(told.get(0)).contains("incident.opened", "\"number\":0", "no such folder", "carom doctor");
        assertThat(told.get(1)).contains("incident.closed", "\"number\":0");
    }
}
