package io.carom.intake.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Event;
import io.carom.api.Input;
import io.carom.spi.Source.Sink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing lost and nothing twice, whatever becomes of the file and of the follower. */
class LogFollowerTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    /** Takes events and acknowledges them when told to. */
    private static final class Recorder implements Sink {
        final List<Event> events = new ArrayList<>();
        final List<Runnable> open = new ArrayList<>();
        final List<String> bad = new ArrayList<>();
        final Set<Integer> recorded = new HashSet<>();
        boolean immediately = true;

        /** How many of the first events were recorded before the follower last had the chance to save. */
        int saved;

        @Override
        public void take(Input input, Runnable committed) {
            int number = events.size();
            events.add((Event) input);
            Runnable one = () -> {
                recorded.add(number);
                committed.run();
            };
            open.add(one);
            if (immediately) {
                one.run();
            }
        }

        @Override
        public void bad(String place, String why) {
            bad.add(place + ": " + why);
        }
    }

    /** A log with a writer and its rotations; each file's time of change is set, so that the order is certain. */
    private final class World {
        final Path log = folder.resolve("mail.log");
        final Map<String, String> truth = new HashMap<>();
        final List<String> order = new ArrayList<>();
        final Map<String, Integer> tries = new HashMap<>();
        final Random random;
        Path writing = log;
        long time = Instant.parse("2026-11-22T00:00:00Z").getEpochSecond();
        int number;
        String half = "";

        World(long seed) throws IOException {
            random = new Random(seed);
            Files.createFile(log);
            touch(log);
        }

        void append(String text) throws IOException {
            try (OutputStream out = Files.newOutputStream(writing, StandardOpenOption.APPEND)) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
            touch(writing);
        }

        void touch(Path file) throws IOException {
            Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(++time)));
        }

        void lines(int count) throws IOException {
            for (int i = 0; i < count; i++) {
                String line = line();
                if (random.nextInt(20) == 0) {
                    int cut = random.nextInt(line.length());
                    append(half.isEmpty() ? line.substring(0, cut) : "");
                    half = line.substring(cut);
                    append(half);
                    half = "";
                } else {
                    append(line);
                }
            }
        }

        String line() {
            // Forty messages are under way at a time; a new one takes the place of one that is done.
            int slot = random.nextInt(40);
            String id = "AB" + String.format("%05X", slot) + "F";
            Integer count = tries.get(id);
            String stamp = "Nov 22 00:00:00 host postfix/";
            if (count == null) {
                tries.put(id, 0);
                truth.put(id, "<m" + ++number + "@example.net>");
                return stamp + "cleanup[1]: " + id + ": message-id=<m" + number + "@example.net>\n";
            }
            if (count == 4) {
                tries.remove(id);
                return stamp + "qmgr[1]: " + id + ": removed\n";
            }
            tries.put(id, count + 1);
            String key = truth.get(id) + " " + (count + 1);
            order.add(key);
            return stamp + "smtp[1]: " + id + ": to=<u" + slot + "@example.com>, relay=mx[192.0.2.1]:25, delay="
                    + number + ", delays=0/0/0/" + order.size()
                    + ", dsn=4.2.2, status=deferred (host mx[192.0.2.1] said: "
                    + "452 4.2.2 full " + order.size() + " (in reply to RCPT TO command))\n";
        }

        void shift() throws IOException {
            for (int i = 99; i >= 1; i--) {
                for (String ending : List.of("", ".gz")) {
                    Path from = folder.resolve("mail.log." + i + ending);
                    if (Files.exists(from)) {
                        Files.move(
                                from,
                                folder.resolve("mail.log." + (i + 1) + ending),
                                StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        }

        void rename() throws IOException {
            shift();
            Path first = folder.resolve("mail.log.1");
            Files.move(log, first);
            if (random.nextBoolean()) {
                writing = first; // the writer has not been told yet
                lines(random.nextInt(5));
                writing = log;
            }
            Files.createFile(log);
            touch(log);
            lines(1 + random.nextInt(3));
        }

        void copyTruncate() throws IOException {
            shift();
            Path first = folder.resolve("mail.log.1");
            Files.copy(log, first);
            touch(first);
            try (var out = Files.newByteChannel(log, StandardOpenOption.WRITE)) {
                out.truncate(0);
            }
            touch(log);
            if (random.nextBoolean()) {
                lines(random.nextInt(60));
            }
        }

        void compress() throws IOException {
            Path plain = folder.resolve("mail.log." + (1 + random.nextInt(2)));
            if (Files.exists(plain)) {
                FileTime changed = Files.getLastModifiedTime(plain);
                Path zipped = plain.resolveSibling(plain.getFileName() + ".gz");
                try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
                    Files.copy(plain, out);
                }
                Files.setLastModifiedTime(zipped, changed);
                Files.delete(plain);
            }
        }

        Following follower() {
            FollowOptions follow = FollowOptions.keeping(folder.resolve("state"))
                    .withIntervals(Duration.ofMillis(10), Duration.ZERO)
                    .withLimits(1_000_000, 2_000);
            return new Following(log, LogOptions.defaults(), follow, CLOCK);
        }
    }

    private static String key(Event event) {
        return event.message() + " " + event.attempt();
    }

    private static void pass(Following following, Recorder sink) throws IOException {
        int first = sink.saved;
        while (sink.recorded.contains(first)) {
            first++;
        }
        following.pass(sink);
        sink.saved = first;
    }

    private static void settle(Following following, Sink sink) throws IOException {
        int quiet = 0;
        for (int i = 0; i < 10_000 && quiet < 5; i++) {
            quiet = following.pass(sink) ? 0 : quiet + 1;
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 8})
    void a_log_that_is_rotated_at_random_gives_each_try_once_and_in_order(long seed) throws IOException {
        follow(seed, 150, false);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14})
    void a_follower_killed_at_random_loses_nothing_and_repeats_only_what_was_not_recorded(long seed)
            throws IOException {
        follow(seed, 150, true);
    }

    @Test
    @Tag("long")
    void many_random_histories_of_logs_and_followers_lose_nothing() throws IOException {
        for (long seed = 100; seed < 250; seed++) {
            try (var files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.delete(file);
                }
            }
            follow(seed, 300, seed % 2 == 0);
        }
    }

    private void follow(long seed, int steps, boolean kills) throws IOException {
        World world = new World(seed);
        Following following = world.follower();
        Recorder sink = new Recorder();
        List<String> seen = new ArrayList<>();
        Set<String> safe = new HashSet<>();
        List<String> repeated = new ArrayList<>();
        following.pass(sink); // before the first pass nothing is known of the log, not even that it was rotated
        for (int step = 0; step < steps; step++) {
            switch (world.random.nextInt(kills ? 12 : 10)) {
                case 0, 1, 2 -> world.lines(world.random.nextInt(60));
                case 3 -> world.rename();
                case 4 -> world.copyTruncate();
                case 5 -> world.compress();
                case 6 -> sink.immediately = !kills || world.random.nextBoolean();
                case 7, 8, 9 -> {
                    for (int i = world.random.nextInt(6); i >= 0; i--) {
                        pass(following, sink);
                    }
                }
                case 10 -> {
                    for (Runnable each : sink.open) {
                        if (world.random.nextInt(10) > 0) {
                            each.run();
                        }
                    }
                }
                default -> {
                    collect(sink, seen, safe, repeated);
                    following = world.follower();
                    sink = new Recorder();
                }
            }
        }
        sink.open.forEach(Runnable::run);
        sink.immediately = true;
        settle(following, sink);
        collect(sink, seen, safe, repeated);
        Set<String> lost = new TreeSet<>(world.order);
        lost.removeAll(seen);
        Set<String> invented = new TreeSet<>(seen);
        invented.removeAll(world.order);
        assertThat(lost.stream().map(world.order::indexOf).sorted())
                .as("seed %d: lost", seed)
                .isEmpty();
        assertThat(invented).as("seed %d: not in the log", seed).isEmpty();
        if (!kills) {
            Set<String> once = new HashSet<>();
            assertThat(seen.stream().filter(each -> !once.add(each)))
                    .as("seed %d: twice", seed)
                    .isEmpty();
            assertThat(seen).as("seed %d", seed).isEqualTo(world.order);
            assertThat(sink.bad).as("seed %d", seed).isEmpty();
        }
        assertThat(repeated)
                .as("seed %d: came again although recorded and saved", seed)
                .isEmpty();
    }

    /** What one follower gave, and what of it must not come again. */
    private static void collect(Recorder sink, List<String> seen, Set<String> safe, List<String> repeated) {
        for (Event event : sink.events) {
            String key = key(event);
            if (safe.contains(key)) {
                repeated.add(key);
            }
            seen.add(key);
        }
        for (Event event : sink.events.subList(0, sink.saved)) {
            safe.add(key(event));
        }
    }

    @Test
    void what_is_recorded_and_saved_does_not_come_again_after_a_kill() throws IOException {
        World world = new World(42);
        world.lines(500);
        Following first = world.follower();
        Recorder sink = new Recorder();
        settle(first, sink);
        int read = sink.events.size();
        world.lines(300);

        Following second = world.follower();
        Recorder again = new Recorder();
        settle(second, again);
        assertThat(read).isGreaterThan(100);
        assertThat(sink.events.stream().map(LogFollowerTest::key).toList()).isEqualTo(world.order.subList(0, read));
        assertThat(again.events.stream().map(LogFollowerTest::key).toList())
                .isEqualTo(world.order.subList(read, world.order.size()));
    }

    @Test
    void what_was_handed_over_and_not_recorded_comes_again_with_the_same_id() throws IOException {
        World world = new World(43);
        world.lines(200);
        Recorder sink = new Recorder();
        sink.immediately = false;
        settle(world.follower(), sink);
        for (int i = 0; i < 20; i++) {
            sink.open.get(i).run();
        }
        Following same = world.follower();
        Recorder again = new Recorder();
        settle(same, again);
        assertThat(again.events.stream().map(Event::id).toList())
                .isEqualTo(sink.events.stream().map(Event::id).toList());
    }

    @Test
    void a_follower_in_its_own_thread_reads_what_is_appended_and_stops_when_it_is_closed() throws Exception {
        World world = new World(44);
        world.lines(100);
        LogFollower follower =
                LogFollower.of(world.log, LogOptions.defaults(), FollowOptions.keeping(folder.resolve("state")), CLOCK);
        CountDownLatch first = new CountDownLatch(world.order.size());
        List<String> seen = new ArrayList<>();
        follower.start(new Sink() {
            @Override
            public synchronized void take(Input input, Runnable committed) {
                seen.add(key((Event) input));
                committed.run();
                first.countDown();
            }

            @Override
            public void bad(String place, String why) {
                throw new AssertionError(place + ": " + why);
            }
        });
        assertThat(first.await(30, TimeUnit.SECONDS)).isTrue();
        follower.close();
        assertThat(seen).isEqualTo(world.order);
        assertThat(follower.tally().events()).isEqualTo(world.order.size());

        world.lines(50);
        Recorder again = new Recorder();
        settle(world.follower(), again);
        assertThat(again.events.stream().map(LogFollowerTest::key).toList())
                .isEqualTo(world.order.subList(seen.size(), world.order.size()));
    }

    @Test
    void a_log_followed_from_its_end_gives_only_what_comes_then() throws IOException {
        World world = new World(45);
        world.lines(100);
        int before = world.order.size();
        Following following = new Following(
                world.log,
                LogOptions.defaults(),
                FollowOptions.keeping(folder.resolve("state")).withFromEnd(true),
                CLOCK);
        Recorder sink = new Recorder();
        settle(following, sink);
        assertThat(sink.events).isEmpty();
        world.lines(100);
        settle(following, sink);
        assertThat(sink.events).hasSize(world.order.size() - before);
    }

    @Test
    void a_damaged_position_is_said_and_the_log_is_read_from_its_beginning() throws IOException {
        World world = new World(46);
        world.lines(100);
        settle(world.follower(), new Recorder());
        try (var files = Files.list(folder.resolve("state"))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".position")).toList()) {
                Files.writeString(file, Files.readString(file).replace("offset=", "offset=9"));
            }
        }
        Recorder again = new Recorder();
        settle(world.follower(), again);
        assertThat(again.bad).singleElement().asString().contains("checksum");
        assertThat(again.events).hasSize(world.order.size());
    }
}
