package io.carom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Event;
import io.carom.api.SubscriberStatus;
import io.carom.engine.json.EventJson;
import io.carom.spi.AddressKey;
import io.carom.spi.History;
import io.carom.spi.Subscriber;
import io.carom.standalone.Program.Run;
import io.carom.store.jdbc.JdbcJournal;
import io.carom.store.jdbc.JournalOptions;
import io.carom.testkit.Night;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receiver that calls living addresses unknown for two hours, without the breaker: one undo gives back exactly those. */
class NightUndoTest {
    private static final long SEED = Long.getLong("carom.night.seed", 20260105);

    @TempDir
    Path folder;

    private String store;
    private String policy;

    @BeforeEach
    void policyWithoutBreaker() throws IOException {
        store = folder.resolve("carom.db").toString();
        Path own = Files.createDirectories(folder.resolve("policy"));
        Files.writeString(own.resolve("policy.yml"), "name: night\nversion: 1\ncaps: {addresses: 0}\n");
        policy = own.toString();
    }

    @Test
    void one_undo_restores_exactly_the_wrongly_bounced_and_nobody_else() throws IOException {
        night(Night.of(SEED, 6_000, 400));
    }

    @Test
    @Tag("long")
    void one_undo_restores_8_000_of_110_000() throws IOException {
        int sends = Integer.getInteger("carom.night.sends", 110_000);
        night(Night.of(SEED, sends, sends * 8 / 110));
    }

    private void night(Night night) throws IOException {
        Path events = write(night);
        long begun = System.nanoTime();
        Run processed =
                Program.run("process", "--policy", policy, "--store", store, "--format", "table", events.toString());
        assertThat(processed.status()).as(processed.err()).isZero();
        Map<String, History> before = histories();
        assertThat(bounced(before)).isEqualTo(both(night.wrongly(), night.rightly()));
        long recorded = System.nanoTime();

        Run looked = undo("--format", "table");
        assertThat(looked.out())
                .contains(String.format(
                        Locale.ROOT,
                        "%,d would be reversed, 0 left",
                        night.wrongly().size()));
        assertThat(histories()).isEqualTo(before);
        long previewed = System.nanoTime();

        Run done = undo("--apply", "--rate", "0", "--why", "the receiver was wrong");
        assertThat(done.err()).contains("run 1 is done: ").contains(" reversed, 0 left, 0 wait");
        long undone = System.nanoTime();

        Map<String, History> after = histories();
        assertThat(bounced(after)).isEqualTo(night.rightly());
        night.rightly().forEach(address -> assertThat(after.get(address)).isEqualTo(before.get(address)));
        for (String address : night.wrongly()) {
            History now = after.get(address);
            assertThat(now.status()).isEqualTo(SubscriberStatus.SUBSCRIBED);
            assertThat(now.since())
                    .as("since it was first mailed, as if not bounced")
                    .isBefore(Night.WRONG_TO);
            assertThat(now.bouncedBy()).isNull();
        }
        Run again = undo("--apply", "--rate", "0");
        assertThat(again.err())
                .contains("run 2 is done: 0 reversed, "
                        + thousands(night.wrongly().size()) + " left");
        assertThat(histories()).isEqualTo(after);
        long twice = System.nanoTime();

        Run back = Program.run("undo", "--store", store, "--run", "1", "--apply", "--rate", "0");
        assertThat(back.err())
                .contains("run 3 is done: " + thousands(night.wrongly().size()) + " reversed, 0 left");
        assertThat(histories()).isEqualTo(before);
        long end = System.nanoTime();
        System.out.printf(
                "night of %,d events, %,d wrong: recorded in %.1f s, previewed in %.1f s, undone in %.1f s,"
                        + " a second time in %.1f s, undone back in %.1f s; %.1f s in all, load %.1f%n",
                night.events().size(),
                night.wrongly().size(),
                seconds(begun, recorded),
                seconds(recorded, previewed),
                seconds(previewed, undone),
                seconds(undone, twice),
                seconds(twice, end),
                seconds(begun, end),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private Run undo(String... more) {
        String[] words = {
            "undo",
            "--store",
            store,
            "--policy",
            policy,
            "--domain",
            Night.RECEIVER,
            "--code",
            "5.1.1",
            "--text",
            "that you tried to reach",
            "--from",
            Night.WRONG_FROM.toString(),
            "--to",
            Night.WRONG_TO.plusSeconds(60).toString()
        };
        Run run = Program.run(Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new));
        assertThat(run.status()).as(run.err()).isZero();
        return run;
    }

    private Path write(Night night) throws IOException {
        Path file = folder.resolve("night.jsonl");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (Event event : night.events()) {
                out.write(EventJson.write(event));
                out.newLine();
            }
        }
        return file;
    }

    private Map<String, History> histories() {
        Map<String, History> found = new HashMap<>();
        try (JdbcJournal journal = JdbcJournal.open(store, JournalOptions.READ_ONLY)) {
            AddressKey last = null;
            List<Subscriber> page;
            do {
                page = new ArrayList<>(journal.desk().orElseThrow().subscribers(null, last, 10_000));
                page.forEach(one -> found.put(one.address().address(), one.history()));
                last = page.isEmpty() ? null : page.get(page.size() - 1).address();
            } while (last != null);
        }
        return found;
    }

    private static Set<String> bounced(Map<String, History> histories) {
        Set<String> bounced = new HashSet<>();
        histories.forEach((address, history) -> {
            if (history.status() != SubscriberStatus.SUBSCRIBED) {
                bounced.add(address);
            }
        });
        return bounced;
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        Set<String> both = new HashSet<>(some);
        both.addAll(others);
        return both;
    }

    private static String thousands(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e9;
    }
}
