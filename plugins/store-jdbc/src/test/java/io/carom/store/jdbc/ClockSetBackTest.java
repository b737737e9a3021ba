package io.carom.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Action;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.engine.Road;
import io.carom.engine.deliver.Deliveries;
import io.carom.engine.deliver.DeliverySettings;
import io.carom.engine.deliver.Dispatcher;
import io.carom.engine.deliver.DueRetries;
import io.carom.spi.Host;
import io.carom.spi.LogFilter;
import io.carom.spi.Outgoing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes on one store, whose common clock goes back an hour and forward again while a host is down, before retries and a hold
 * come due and after. Whoever reports events has that clock, too.
 */
final class ClockSetBackTest {
    private static final Instant T = Instant.parse("2026-01-05T10:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int PEOPLE = 60;

    @TempDir
    private Path folder;

    private final NotingHost host = new NotingHost();
    private final List<String> reported = new ArrayList<>();
    private Process one;
    private Process other;

    /** A host that notes what it did, and is down when a test says so. */
    private static final class NotingHost implements Host {
        private final List<Outgoing> done = new ArrayList<>();
        private boolean down = false;

        @Override
        public String name() {
            return "noting";
        }

        @Override
        public synchronized Reply carryOut(Outgoing action) {
            if (down) {
                return Reply.LATER;
            }
            done.add(action);
            return Reply.DONE;
        }

        synchronized List<String> keys() {
            return done.stream().map(Outgoing::key).toList();
        }

        synchronized long did(Class<? extends Action> type) {
            return done.stream()
                    .filter(action -> type.isInstance(action.action()))
                    .count();
        }
    }

    /** What one process runs, a step at a time. */
    private final class Process implements AutoCloseable {
        private final JdbcJournal journal =
                JdbcJournal.open(folder.resolve("carom.db").toString());
        private final Road road = new Road(StockPolicy.COMPILED, journal, "", true, 1_000);
        private final DueRetries retries = new DueRetries(journal.retries().orElseThrow(), DueRetries.LATEST);
        private final Dispatcher<Outgoing> deliveries =
                Deliveries.dispatcher(host, journal, DeliverySettings.DEFAULT.perSecond(0));

        void step(Instant now) {
            road.fireTimers(now);
            retries.step(now);
            deliveries.drain(now);
        }

        @Override
        public void close() {
            deliveries.close();
            road.close();
            journal.close();
        }
    }

    @BeforeEach
    void open() {
        one = new Process();
        other = new Process();
    }

    @AfterEach
    void close() {
        other.close();
        one.close();
    }

    @Test
    void nothing_is_lost_nothing_is_done_twice_and_nothing_stands_still() {
        for (int minute = 0; minute < 150; minute++) {
            // Down when the clock goes back, and when the first retries would have been sent
            host.down = (minute >= 15 && minute < 25) || (minute >= 58 && minute < 65);
            boolean back = (minute >= 20 && minute < 40) || (minute >= 62 && minute < 80) || minute % 50 == 49;
            Instant now = T.plus(Duration.ofMinutes(minute)).minus(back ? HOUR : Duration.ZERO);
            if (minute < PEOPLE) {
                report(minute, now);
            }
            one.step(now);
            other.step(now);
            if (minute == 39) {
                // What was reported after the host had come back did not wait for the clock
                assertThat(host.keys()).anyMatch(key -> key.contains("b30"));
            }
        }
        assertThat(host.did(Action.MarkBounced.class)).isEqualTo(PEOPLE / 3);
        for (int minute = 23 * 60; minute < 27 * 60; minute += 5) {
            boolean back = minute % 60 < 20;
            Instant now = T.plus(Duration.ofMinutes(minute)).minus(back ? HOUR : Duration.ZERO);
            (back ? one : other).step(now);
            (back ? other : one).step(now);
        }

        assertThat(host.keys()).doesNotHaveDuplicates();
        assertThat(host.did(Action.MarkBounced.class))
                .as("bounced at once, and held ones")
                .isEqualTo(2 * PEOPLE / 3);
        assertThat(host.did(Action.Retry.class)).as("sent again").isEqualTo(PEOPLE / 3);
        assertThat(one.journal.desk().orElseThrow().backlog().waiting()).isZero();
        assertThat(one.journal.desk().orElseThrow().backlog().dead()).isZero();
        assertThat(one.journal.desk().orElseThrow().backlog().retries()).isZero();
        assertThat(one.journal.nextTimer()).isEmpty();
        recordedOnce();
    }

    private void recordedOnce() {
        List<String> ids = new ArrayList<>();
        Set<String> fired = new HashSet<>();
        one.journal.reader().log(LogFilter.ALL, row -> {
            if (row.id() != null) {
                ids.add(row.id());
            } else {
                assertThat(fired.add(row.recipient()))
                        .as("a hold fires once, %s", row.recipient())
                        .isTrue();
            }
            return true;
        });
        assertThat(ids).containsExactlyElementsOf(reported);
        assertThat(fired).hasSize(PEOPLE / 3);
    }

    /** A third are gone, a third are full, a third are gone and were seen lately, so that they are held. */
    private void report(int who, Instant now) {
        String address = "user" + who + "@d" + who % 7 + ".example";
        List<Event> events = new ArrayList<>();
        if (who % 3 == 2) {
            events.add(Event.of(EventKind.OPENED, now.minusSeconds(60), address)
                    .id("o" + who)
                    .build());
        }
        events.add(Event.of(EventKind.BOUNCE, now, address)
                .id("b" + who)
                .message("<m" + who + ">")
                .reply(who % 3 == 1 ? "452 4.2.2 Mailbox full" : "550 5.1.1 User unknown")
                .build());
        events.forEach(event -> reported.add(event.id()));
        (who % 2 == 0 ? one : other).road.take(events);
    }
}
