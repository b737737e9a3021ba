package io.carom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.BounceType;
import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Reason;
import io.carom.api.SubscriberStatus;
import io.carom.spi.Entry;
import io.carom.spi.History;
import io.carom.spi.LogCursor;
import io.carom.spi.LogFilter;
import io.carom.spi.LogRow;
import io.carom.spi.Timer;
import io.carom.spi.Totals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every reader of a journal must do. Extend {@link JournalContract}, not this. */
abstract class LogContract extends JournalFixture {
    @Test
    void rows_tell_what_was_decided_and_keep_every_byte() {
        Event event = bounce("e1", T)
                .reply("550 5.1.1 No such user\r\nhere")
                .campaign("c1")
                .list("news")
                .build();
        Decision decision = hard(event, Reason.USER_UNKNOWN, "5.1.1", false);
        Event complaint = Event.of(EventKind.COMPLAINT, T.plusSeconds(1), "EVE@example.org")
                .id("e2")
                .feedbackType("abuse")
                .build();
        journal()
                .commit(new Change()
                        .entry(new Entry(event, "{\"id\":\"e1\",\"x\":\"é😀\"}", decision, "{ \"event\" : \"e1\" }"))
                        .entry(new Entry(complaint, "{}", null, null))
                        .entry(new Entry(null, null, timer(T.plusSeconds(2)), "{\"timer\":\"hold\"}"))
                        .batch());

        List<LogRow> rows = rows(ALL);

        assertThat(rows).hasSize(3);
        LogRow row = rows.get(0);
        assertThat(row)
                .isEqualTo(new LogRow(
                        row.seq(),
                        "e1",
                        T,
                        "Bob@Example.com",
                        "bounce",
                        "hard",
                        "user_unknown",
                        "5.1.1",
                        550,
                        "550 5.1.1 No such user\r\nhere",
                        "c1",
                        "news",
                        null,
                        "operator",
                        false,
                        "{\"id\":\"e1\",\"x\":\"é😀\"}",
                        "{ \"event\" : \"e1\" }"));
        assertThat(rows.get(1).feedbackType()).isEqualTo("abuse");
        assertThat(rows.get(1).decisionJson()).isNull();
        assertThat(rows.get(1).recipient()).isEqualTo("EVE@example.org");
        assertThat(rows.get(2).id()).isNull();
        assertThat(rows.get(2).kind()).isEqualTo("hold");
        assertThat(rows.get(2).eventJson()).isNull();
        assertThat(rows.get(0).seq()).isLessThan(rows.get(1).seq());
        assertThat(rows.get(1).seq()).isLessThan(rows.get(2).seq());
    }

    @Test
    void every_filter_of_the_log_agrees_with_the_row() {
        fillLog();
        List<LogRow> all = rows(new Filter().duplicates().build());
        assertThat(all).hasSize(300);
        List<Filter> filters = List.of(
                new Filter(),
                new Filter().duplicates(),
                new Filter().kind(EventKind.BOUNCE),
                new Filter().campaign("c1"),
                new Filter().campaign("none"),
                new Filter().list("news"),
                new Filter().recipient("USER3@Example.com"),
                new Filter().domain("example.ORG"),
                new Filter().type(BounceType.SOFT),
                new Filter().code("5.7%"),
                new Filter().code("%.1"),
                new Filter().code("5.1.1"),
                new Filter().code("%"),
                new Filter().code("5_1_1"),
                new Filter().code("9%"),
                new Filter().code("4.2%").campaign("c2"),
                new Filter().reason("mailbox_full"),
                new Filter().text("USER"),
                new Filter().text("100%"),
                new Filter().text("_"),
                new Filter().text("übervoll"),
                new Filter().text("ÜBERVOLL"),
                new Filter().from(T.plusSeconds(100)),
                new Filter().to(T.plusSeconds(100)),
                new Filter().from(T.plusSeconds(50)).to(T.plusSeconds(60)).type(BounceType.HARD),
                new Filter().domain("example.com").code("5%").text("no such").kind(EventKind.BOUNCE));
        for (Filter filter : filters) {
            LogFilter wanted = filter.build();
            assertThat(journal().reader().countUpTo(wanted, 2))
                    .isEqualTo(Math.min(2, journal().reader().count(wanted)));
            assertThat(journal().reader().count(wanted))
                    .as("count of %s", wanted)
                    .isEqualTo(all.stream().filter(wanted::matches).count());
            assertThat(rows(wanted))
                    .as("%s", wanted)
                    .containsExactlyElementsOf(
                            all.stream().filter(wanted::matches).toList());
            List<LogRow> newest = all.stream()
                    .filter(wanted::matches)
                    .sorted((a, b) -> a.at().equals(b.at()) ? Long.compare(b.seq(), a.seq()) : b.at().compareTo(a.at()))
                    .toList();
            assertThat(rows(filter.page(0, 0).newestFirst().build()))
                    .as("newest first, %s", wanted)
                    .isEqualTo(newest);
            assertThat(rows(filter.page(7, 3).newestFirst().build()))
                    .as("a page of %s", wanted)
                    .isEqualTo(newest.stream().skip(3).limit(7).toList());
            goesOnBehind(filter, newest);
        }
    }

    /** Pages that each go on behind the last row of the one before are all rows, and what is counted is what is behind. */
    private void goesOnBehind(Filter filter, List<LogRow> newest) {
        List<LogRow> read = new ArrayList<>();
        LogCursor place = null;
        List<LogRow> page;
        do {
            LogFilter wanted = filter.page(37, 0).after(place).build();
            assertThat(journal().reader().count(wanted))
                    .as("behind %s, %s", place, wanted)
                    .isEqualTo(newest.size() - read.size());
            page = rows(wanted);
            read.addAll(page);
            place = page.isEmpty()
                    ? null
                    : LogCursor.parse(
                                    LogCursor.behind(page.get(page.size() - 1)).token())
                            .orElseThrow();
        } while (!page.isEmpty());
        assertThat(read).as("page after page, %s", filter.build()).isEqualTo(newest);
    }

    @Test
    void the_log_goes_on_behind_a_row_in_the_order_of_recording_too() {
        fillLog();
        List<LogRow> all = rows(ALL);
        LogCursor place = LogCursor.behind(all.get(16));

        assertThat(rows(new Filter().after(place).build())).isEqualTo(all.subList(17, all.size()));
        assertThat(rows(new Filter().after(place).page(5, 2).build())).isEqualTo(all.subList(19, 24));
        assertThat(journal().reader().count(new Filter().after(place).build())).isEqualTo(all.size() - 17);
    }

    @Test
    void the_log_stops_when_the_reader_has_seen_enough() {
        fillLog();
        List<LogRow> seen = new ArrayList<>();
        journal().reader().log(ALL, row -> {
            seen.add(row);
            return seen.size() < 5;
        });

        assertThat(seen).hasSize(5);
        assertThat(rows(new Filter().page(10, 5).build())).isEqualTo(rows(ALL).subList(5, 15));
    }

    @Test
    void times_far_away_are_recorded_without_failing() {
        commit(new Change()
                .event(Event.of(EventKind.SENT, Instant.MAX, "a@example.com")
                        .id("late")
                        .build())
                .event(Event.of(EventKind.SENT, Instant.MIN, "a@example.com")
                        .id("early")
                        .build())
                .timer(new Timer(BOB, Timer.HOLD, Instant.MAX)));

        assertThat(rows(newestFirst(0, 0))).extracting(LogRow::id).containsExactly("late", "early");
        assertThat(journal().timersDue(T, 10)).isEmpty();
    }

    @Test
    void totals_count_what_is_no_duplicate() {
        Event soft = bounce("e1", T).build();
        Event hard = bounce("e2", T).message("<m2>").build();
        Event again = bounce("e3", T).message("<m2>").build();
        commit(new Change()
                .entry(soft, soft(soft, Reason.MAILBOX_FULL, "4.2.2"))
                .entry(hard, hard(hard, Reason.USER_UNKNOWN, "5.1.1", false))
                .entry(again, hard(again, Reason.USER_UNKNOWN, "5.1.1", true))
                .event(Event.of(EventKind.SENT, T, EVE.address()).id("e4").build())
                .entry(null, timer(T))
                .history(BOB, History.NONE.status(SubscriberStatus.BOUNCED, T, null))
                .history(EVE, History.NONE.engaged(T)));
        commit(new Change()
                .event(Event.of(EventKind.OPENED, T, EVE.address()).id("e5").build())
                .history(EVE, History.NONE.status(SubscriberStatus.COMPLAINED, T, null)));

        Totals totals = journal().reader().totals();

        assertThat(totals.events()).isEqualTo(4);
        assertThat(totals.duplicates()).isEqualTo(1);
        assertThat(totals.byKind().toString()).isEqualTo("{bounce=2, opened=1, sent=1}");
        assertThat(totals.byType().toString()).isEqualTo("{hard=1, soft=1}");
        assertThat(totals.byReason().toString()).isEqualTo("{mailbox_full=1, user_unknown=1}");
        assertThat(totals.byDomain().toString()).isEqualTo("{example.com=2}");
        assertThat(totals.bySubscriber().toString()).isEqualTo("{bounced=1, complained=1}");
    }

    @Test
    void readers_see_whole_batches_only_while_one_thread_writes() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            Future<?> writing = threads.submit(() -> {
                for (int i = 0; i < 50; i++) {
                    Change change = new Change();
                    for (int j = 0; j < 10; j++) {
                        change.event(bounce("e" + i + "-" + j, T.plusSeconds(i)).build());
                    }
                    commit(change);
                }
            });
            List<Future<?>> reading = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                reading.add(threads.submit(() -> {
                    while (!writing.isDone()) {
                        assertThat(journal().reader().count(ALL) % 10).isZero();
                        assertThat(journal().reader().totals().events() % 10).isZero();
                    }
                }));
            }
            writing.get();
            for (Future<?> reader : reading) {
                reader.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(journal().reader().count(ALL)).isEqualTo(500);
    }

    private void fillLog() {
        String[] codes = {"5.1.1", "4.2.2", "5.7.1", "5.7.26", "4.7.0", "5.2.1"};
        String[] texts = {"No such User", "100% full", "Postfach ÜBERVOLL", "a_b", "blocked"};
        Change change = new Change();
        for (int i = 0; i < 300; i++) {
            Instant at = T.plusSeconds((i * 7L) % 200);
            String recipient = "User" + i % 9 + (i % 4 == 0 ? "@Example.org" : "@example.com");
            Event.Builder event = Event.of(i % 5 == 0 ? EventKind.SENT : EventKind.BOUNCE, at, recipient)
                    .id("f" + i)
                    .campaign(i % 3 == 0 ? null : "c" + i % 3)
                    .list(i % 2 == 0 ? "news" : null)
                    .diagnostic(i % 11 == 0 ? null : texts[i % texts.length]);
            if (i % 5 == 0) {
                change.event(event.build());
                continue;
            }
            Event built = event.build();
            String code = codes[i % codes.length];
            Decision decision = code.startsWith("4") || i % 13 == 0
                    ? soft(built, Reason.MAILBOX_FULL, code)
                    : hard(built, Reason.USER_UNKNOWN, code, i % 17 == 0);
            change.entry(built, decision);
        }
        commit(change);
    }

    private static LogFilter newestFirst(long limit, long offset) {
        return new Filter().page(limit, offset).newestFirst().build();
    }
}
