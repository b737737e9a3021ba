package io.carom.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.spi.LogFilter;
import io.carom.spi.LogRow;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KilledProcessTest {
    @TempDir
    private Path folder;

    @Test
    void what_was_acknowledged_before_a_kill_is_there_whole() throws Exception {
        killAndCheck(4);
    }

    @Test
    @Tag("long")
    void what_was_acknowledged_before_two_hundred_kills_is_there_whole() throws Exception {
        killAndCheck(200);
    }

    private void killAndCheck(int kills) throws Exception {
        long seed = Long.getLong("carom.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Path store = folder.resolve("carom.db");
        int acknowledged = -1;
        int next = 0;
        for (int kill = 0; kill < kills; kill++) {
            acknowledged = writeUntilKilled(store, random, next);
            int last = check(store, acknowledged);
            assertThat(last).as("last batch that is there").isBetween(acknowledged, acknowledged + 1);
            next = last + 1;
        }
        assertThat(acknowledged).isNotNegative();
    }

    /** Starts a writer and kills it at a random moment; answers which batch it acknowledged last. */
    private static int writeUntilKilled(Path store, Random random, int first) throws Exception {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        store.toString(),
                        Long.toString(random.nextLong()),
                        Integer.toString(first))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int acknowledged = first - 1;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            int enough = first + random.nextInt(60);
            int busy = random.nextInt(200_000);
            String line = lines.readLine();
            while (line != null) {
                acknowledged = Integer.parseInt(line);
                if (acknowledged >= enough && writer.isAlive()) {
                    for (int i = 0; i < busy; i++) {
                        Thread.onSpinWait();
                    }
                    writer.toHandle().destroyForcibly();
                }
                line = lines.readLine();
            }
        }
        writer.waitFor();
        return acknowledged;
    }

    /** Looks at every row; answers the last batch that is there. */
    private static int check(Path store, int acknowledged) throws Exception {
        Map<Integer, Integer> seen = new HashMap<>();
        Map<Integer, Integer> size = new HashMap<>();
        int last = -1;
        long events;
        try (JdbcJournal journal = JdbcJournal.open(store.toString())) {
            journal.reader().log(LogFilter.ALL, row -> {
                int batch = number(row);
                seen.merge(batch, 1, Integer::sum);
                size.put(batch, Integer.valueOf(String.valueOf(row.diagnostic())));
                return true;
            });
            events = journal.reader().totals().events();
            assertThat(journal.timersDue(Instant.MAX, Integer.MAX_VALUE)).hasSize((int) events);
            assertThat(journal.outbox(Instant.MAX, Integer.MAX_VALUE)).hasSize((int) events);
        }
        for (int batch = 0; batch <= acknowledged; batch++) {
            assertThat(seen).containsKey(batch);
        }
        for (Map.Entry<Integer, Integer> batch : seen.entrySet()) {
            assertThat(batch.getValue())
                    .as("events of batch %d", batch.getKey())
                    .isEqualTo(size.get(batch.getKey()));
            last = Math.max(last, batch.getKey());
        }
        assertThat(seen.values().stream().mapToLong(Integer::longValue).sum()).isEqualTo(events);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store)) {
            assertThat(answer(connection, "pragma integrity_check")).isEqualTo("ok");
            assertThat(answer(connection, "select count(*) from address")).isEqualTo(Long.toString(events));
            assertThat(answer(connection, "select sum(total) from tally where name = 'subscriber'"))
                    .isEqualTo(Long.toString(events));
        }
        return last;
    }

    private static int number(LogRow row) {
        String id = String.valueOf(row.id());
        return Integer.parseInt(id.substring(0, id.indexOf('-')));
    }

    private static String answer(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
