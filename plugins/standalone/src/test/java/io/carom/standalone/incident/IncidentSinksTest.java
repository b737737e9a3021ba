package io.carom.standalone.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carom.api.CaromException;
import io.carom.engine.memory.MemoryJournal;
import io.carom.engine.work.Worker;
import io.carom.spi.Act;
import io.carom.spi.Incident;
import io.carom.spi.IncidentChange;
import io.carom.spi.IncidentNews;
import io.carom.spi.IncidentSink.Reply;
import io.carom.standalone.server.Doors;
import io.carom.standalone.server.Server;
import io.carom.standalone.server.Site;
import io.carom.standalone.settings.IncidentSettings;
import io.carom.standalone.settings.ServerSettings;
import io.carom.testkit.Change;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IncidentSinksTest {
    private static final Instant T = Instant.parse("2026-01-05T10:00:00Z");

    private final MemoryJournal journal = new MemoryJournal();

    private void happens(long number, IncidentNews.Kind... kinds) {
        Incident.Part part = new Incident.Part(
                "domain_block",
                "domain:example.com\r\nBcc: evil@example.net",
                0.4,
                0.5,
                1_000L,
                0.01,
                "investigate this domain",
                T,
                T,
                400,
                2.2);
        Incident incident = new Incident(
                number,
                "id" + number,
                "",
                "refused ip:192.0.2.1",
                "9 of 10 say so",
                Incident.State.OPEN,
                T,
                T,
                null,
                400,
                List.of(part),
                List.of(new Incident.Sample("e1", T, "550 5.7.1 blocked")),
                Incident.Reach.NONE,
                Incident.Hand.NONE);
        journal.commit(
                new Change().aside(new IncidentChange(incident, List.of(kinds))).batch());
    }

    private static IncidentSettings.Mail mail(int port) {
        return new IncidentSettings.Mail(
                "127.0.0.1", port, "none", null, null, "carom@example.net", List.of("ops@example.net"));
    }

    private List<Worker> workers(IncidentSettings settings, Reply reply, List<String> heard) {
        IncidentSinks sinks = IncidentSinks.open(settings, getClass().getClassLoader(), hook -> (id, json) -> {
            heard.add(id + " " + json);
            return reply;
        });
        return sinks.workers(journal.incidents().orElseThrow());
    }

    private static IncidentSettings settings(boolean log, boolean hook, IncidentSettings.@Nullable Mail mail) {
        List<IncidentSettings.Hook> hooks = hook
                ? List.of(new IncidentSettings.Hook(URI.create("https://chat.example.net/hook"), null, List.of()))
                : List.of();
        return new IncidentSettings(log, hooks, mail, Map.of());
    }

    @Test
    void people_are_told_by_mail_in_plain_text_and_nothing_gets_into_its_head() throws IOException {
        try (SmtpServer server = new SmtpServer("250 ok")) {
            happens(1, IncidentNews.Kind.OPENED);
            Worker worker = workers(settings(false, false, mail(server.port())), Reply.DONE, new ArrayList<>())
                    .get(0);

            Worker.Step step = worker.step(T);

            assertThat(step.done()).isEqualTo(1);
            assertThat(worker.step(T).done()).as("once is enough").isZero();
            String mail = server.mails().get(0);
            assertThat(mail)
                    .contains("Subject: ")
                    .contains("Message-ID: <carom.id1.opened.1@example.net>")
                    .contains("Content-Type: text/plain")
                    .contains("investigate this domain")
                    .contains("550 5.7.1 blocked");
            String head = mail.substring(0, mail.indexOf("\n\n"));
            assertThat(head.lines()).noneMatch(line -> line.startsWith("Bcc"));
        }
    }

    @Test
    void a_mail_server_that_is_away_is_tried_again_later_and_later() {
        happens(1, IncidentNews.Kind.OPENED);
        Worker worker = workers(settings(false, false, mail(1)), Reply.DONE, new ArrayList<>())
                .get(0);

        Worker.Step first = worker.step(T);
        Worker.Step second = worker.step(T);

        assertThat(first.done()).isZero();
        assertThat(first.waiting()).isEqualTo(1);
        assertThat(second.rest()).isGreaterThan(first.rest());
    }

    @Test
    void a_recipient_that_is_refused_for_good_stops_nothing() throws IOException {
        try (SmtpServer server = new SmtpServer("550 5.1.1 unknown")) {
            happens(1, IncidentNews.Kind.OPENED);
            Worker worker = workers(settings(false, false, mail(server.port())), Reply.DONE, new ArrayList<>())
                    .get(0);

            assertThat(worker.step(T).done()).isEqualTo(1);
            assertThat(worker.step(T).done()).isZero();
        }
    }

    @Test
    void a_sink_that_fails_does_not_stop_the_others() {
        happens(1, IncidentNews.Kind.OPENED, IncidentNews.Kind.CLOSED);
        List<String> heard = new ArrayList<>();
        List<Worker> workers = workers(settings(true, true, null), Reply.LATER, heard);

        assertThat(workers).extracting(Worker::name).first().isEqualTo("incidents-log");
        assertThat(workers.get(0).step(T).done()).isEqualTo(2);
        assertThat(workers.get(1).step(T).done()).isZero();
        workers.get(1).step(T);
        assertThat(heard).hasSize(2);
        assertThat(heard.get(0))
                .isEqualTo(heard.get(1))
                .contains("id1/opened/1 {\"event\":\"incident.opened\"")
                .contains("\"advice\":\"investigate this domain\"");
    }

    @Test
    void nobody_is_told_of_what_is_muted() {
        List<String> heard = new ArrayList<>();
        happens(1, IncidentNews.Kind.OPENED);
        journal.incidents().orElseThrow().mute(1, T.plusSeconds(60), true, new Act(T, "ann", ""));
        Worker worker = workers(settings(false, true, null), Reply.DONE, heard).get(0);
        worker.step(T);
        assertThat(heard).isEmpty();

        happens(2, IncidentNews.Kind.OPENED);
        worker.step(T.plusSeconds(59));
        assertThat(heard).as("the cause is muted").isEmpty();
        happens(3, IncidentNews.Kind.OPENED);
        assertThat(worker.step(T.plusSeconds(61)).rest()).isGreaterThan(Duration.ZERO);
        assertThat(heard).hasSize(1);
    }

    @Test
    void the_first_page_says_what_goes_on() throws Exception {
        happens(1, IncidentNews.Kind.OPENED);
        ServerSettings where = new ServerSettings("127.0.0.1", 0, Set.of(), Map.of(), false);
        try (Server server = Server.start(new Site("1", "a store", null), journal, where, Doors.NONE)) {
            String page = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(server.url())).build(), BodyHandlers.ofString())
                    .body();
            assertThat(page)
                    .contains("Incidents that go on", "domain block", "investigate this domain")
                    .contains("carom incidents show 1");
        }
    }

    @Test
    void settings_for_a_plugin_that_is_not_there_are_a_mistake() {
        IncidentSettings settings = new IncidentSettings(true, List.of(), null, Map.of("pager", Map.of("key", "1")));
        assertThatThrownBy(() -> workers(settings, Reply.DONE, new ArrayList<>()))
                .isInstanceOf(CaromException.class)
                .hasMessageContaining("`pager`");
    }
}
