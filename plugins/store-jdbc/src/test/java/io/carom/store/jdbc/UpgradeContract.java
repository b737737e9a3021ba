package io.carom.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.SubscriberStatus;
import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.DeadLetter;
import io.carom.spi.Desk;
import io.carom.spi.DomainFigures;
import io.carom.spi.History;
import io.carom.spi.Known;
import io.carom.spi.LogFilter;
import io.carom.spi.LogRow;
import io.carom.spi.Lookup;
import io.carom.spi.MessageKey;
import io.carom.spi.Outgoing;
import io.carom.spi.ScheduledRetry;
import io.carom.spi.StatusChange;
import io.carom.spi.Totals;
import io.carom.testkit.Change;
import io.carom.testkit.Filter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that each released version wrote is opened by this one: everything is readable, and figures go on from where they were. */
abstract class UpgradeContract {
    private static final Instant NIGHT = Instant.parse("2026-01-08T00:00:00Z");
    private static final Act ACT = new Act(NIGHT, "operator", "a test");

    /** The URL of an empty database. */
    abstract String empty() throws Exception;

    @ParameterizedTest(name = "version {0}")
    @ValueSource(ints = 1)
    void a_store_of_a_released_version_is_read_as_it_was_written(int version) throws Exception {
        try (JdbcJournal journal = JdbcJournal.open(written(version))) {
            List<String> expected = lines("read-" + version + ".txt");
            List<String> read = new ArrayList<>();
            everyRow(
                    journal,
                    row -> read.add(row.seq() + "\t" + row.id() + "\t" + row.eventJson() + "\t" + row.decisionJson()));
            assertThat(read).isEqualTo(expected);

            Totals totals = journal.reader().totals();
            assertThat(totals.events()).isEqualTo(16);
            assertThat(totals.duplicates()).isEqualTo(1);
            assertThat(totals.byDomain().toString())
                    .isEqualTo("{example.co.uk=2, example.net=2, mail.example.com=2, example.org=1}");
            assertThat(totals.byType().toString()).isEqualTo("{hard=5, soft=2}");
            assertThat(totals.bySubscriber().toString())
                    .isEqualTo("{subscribed=6, bounced=2, complained=1, unsubscribed=1}");
            assertThat(journal.addresses("", null)).isEqualTo(9);
            assertThat(journal.addresses("", "example.org")).isEqualTo(3);
            assertThat(journal.addresses("", "example.com")).isEqualTo(1);
            assertThat(journal.addresses("", "mail.example.com")).isEqualTo(1);
            assertThat(journal.addresses("tenant", "example.com")).isEqualTo(1);
            assertThat(journal.addresses("tenant", null)).isEqualTo(1);

            Known known = journal.load(new Lookup(
                    Set.of("v1-04", "v1-99"),
                    Set.of(AddressKey.of("", "bob@mail.example.com"), AddressKey.of("", "hal@example.org")),
                    Set.of(new MessageKey(AddressKey.of("", "cay@example.co.uk"), "<m3@send.example>")),
                    Set.of("smtp-1"),
                    Set.of("spring")));
            assertThat(known.events()).containsExactly("v1-04");
            assertThat(history(known, "bob@mail.example.com").status()).isEqualTo(SubscriberStatus.BOUNCED);
            assertThat(history(known, "hal@example.org").hold()).isNotNull();
            assertThat(known.messages().values())
                    .singleElement()
                    .satisfies(state -> assertThat(state.softs()).isEqualTo(1));
            assertThat(known.servers()).containsKey("smtp-1");
            assertThat(known.campaigns()).containsKey("spring");
            assertThat(journal.nextTimer()).contains(Instant.parse("2026-01-07T14:00:00Z"));
            assertThat(journal.outbox(NIGHT, 10)).extracting(Outgoing::key).containsExactly("v1-04/0");
            desk(journal.desk().orElseThrow());
        }
    }

    private static void desk(Desk desk) {
        assertThat(desk.campaign("spring").orElseThrow().sent()).isEqualTo(400);
        assertThat(desk.campaign("summer").orElseThrow().hard()).isEqualTo(3);
        assertThat(desk.domains(NIGHT.minusSeconds(400_000), NIGHT, 1, 10))
                .containsExactly(
                        new DomainFigures(
                                "example.com",
                                2,
                                0,
                                1,
                                List.of(
                                        "550 5.1.1 unknown",
                                        "550 5.1.1 <bob@mail.example.com>: User unknown in \"local\" table")),
                        new DomainFigures(
                                "example.net",
                                2,
                                0,
                                2,
                                List.of("550 no such user", "550 5.7.1 Message refused: failed DMARC")),
                        new DomainFigures("example.org", 1, 0, 1, List.of("550 5.1.1 user unknown")),
                        new DomainFigures(
                                "example.co.uk",
                                0,
                                2,
                                2,
                                List.of("450 4.7.1 Greylisted, come back in 300 seconds", "452 4.2.2 Mailbox full")));
        assertThat(desk.retries(10, 0))
                .extracting(ScheduledRetry::message)
                .containsExactly("<m3@send.example>", "<m4@send.example>");
        assertThat(desk.deadLetters(10, 0)).extracting(DeadLetter::why).containsExactly("no such list");
        assertThat(desk.audit(10, 0)).hasSize(1);
        List<StatusChange> changes = new ArrayList<>();
        desk.changes(new StatusChange.Filter("stock/dead-address", null, null, LogFilter.ALL), changes::add);
        assertThat(changes).extracting(StatusChange::event).containsExactly("v1-04", "v1-09");
    }

    @ParameterizedTest(name = "version {0}")
    @ValueSource(ints = 1)
    void a_store_of_a_released_version_goes_on(int version) throws Exception {
        String store = written(version);
        try (JdbcJournal journal = JdbcJournal.open(store)) {
            Event event = Event.of(EventKind.BOUNCE, NIGHT, "new@mail.example.com")
                    .id("v2-01")
                    .diagnostic("550 5.1.1 gone")
                    .bounceType(io.carom.api.BounceType.HARD)
                    .build();
            journal.commit(new Change()
                    .event(event)
                    .history(AddressKey.of("", "new@mail.example.com"), History.NONE)
                    .history(AddressKey.of("", "bob@mail.example.com"), History.NONE)
                    .batch());

            assertThat(journal.addresses("", "mail.example.com")).isEqualTo(2);
            assertThat(journal.addresses("", null)).isEqualTo(10);
            assertThat(journal.reader().totals().byDomain()).containsEntry("mail.example.com", 3L);
            Desk desk = journal.desk().orElseThrow();
            for (int folding = 0; folding < 2; folding++) {
                DomainFigures domain =
                        desk.domains(NIGHT.minusSeconds(400_000), NIGHT, 3, 10).get(0);
                assertThat(domain.hard()).isEqualTo(3);
                assertThat(domain.samples())
                        .startsWith("550 5.1.1 gone", "550 5.1.1 unknown")
                        .hasSize(3);
                desk.forget(Instant.EPOCH, null, null, 1);
            }
            assertThat(desk.erase("bob@mail.example.com", ACT)).isPositive();
            List<String> left = new ArrayList<>();
            everyRow(journal, row -> left.add(row.toString()));
            assertThat(left.toString()).doesNotContain("bob");
            assertThat(left).hasSize(19);
            assertThat(desk.domains(NIGHT.minusSeconds(400_000), NIGHT, 3, 10)
                            .get(0)
                            .samples())
                    .containsExactly("550 5.1.1 gone", "550 5.1.1 unknown");
            long forgotten = 0;
            for (long some = -1; some != 0; forgotten += some) {
                some = desk.forget(NIGHT, null, null, 5);
            }
            assertThat(forgotten).isGreaterThanOrEqualTo(18);
            assertThat(desk.domains(NIGHT.minusSeconds(400_000), NIGHT, 1, 10))
                    .singleElement()
                    .satisfies(domain -> assertThat(domain.hard()).isEqualTo(1));
            assertThat(journal.reader().totals().events()).isEqualTo(1);
            assertThat(journal.reader().totals().byDomain().toString()).isEqualTo("{mail.example.com=1}");
        }
        try (JdbcJournal again = JdbcJournal.open(store, JournalOptions.READ_ONLY)) {
            assertThat(again.reader().count(LogFilter.ALL)).isEqualTo(1);
        }
    }

    private static History history(Known known, String address) {
        return Objects.requireNonNull(known.histories().get(AddressKey.of("", address)));
    }

    private static void everyRow(JdbcJournal journal, java.util.function.Consumer<LogRow> sink) {
        journal.reader().log(new Filter().duplicates().build(), row -> {
            sink.accept(row);
            return true;
        });
    }

    /** A store with the tables of a version and the rows that it wrote. */
    private String written(int version) throws Exception {
        String store = empty();
        Target target = Target.parse(store);
        Connections connections = new Connections(target, JournalOptions.DEFAULT);
        Flyway.configure(Schema.class.getClassLoader())
                .loggers("slf4j")
                .dataSource(new PropertiesDataSource(target.url(), connections.properties(true)))
                .locations(target.dialect().migrations())
                .target(Integer.toString(version))
                .load()
                .migrate();
        try (Connection connection = connections.writer();
                Statement statement = connection.createStatement()) {
            if (target.dialect() == Dialect.MARIADB) {
                statement.execute("set sql_mode = concat(@@sql_mode, ',NO_BACKSLASH_ESCAPES')");
            }
            fill(statement, version);
        }
        return store;
    }

    private static void fill(Statement statement, int version) throws SQLException, IOException {
        for (String line : lines("rows-" + version + ".sql")) {
            if (!line.startsWith("--")) {
                statement.execute(line.substring(0, line.length() - 1));
            }
        }
    }

    private static List<String> lines(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(UpgradeContract.class.getResourceAsStream("released/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
