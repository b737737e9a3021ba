package io.carom.intake.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carom.api.InputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a log holds: no failure, bounded memory, the good lines read. */
class HostileLogsTest {
    private static final Instant REFERENCE = Instant.parse("2026-12-31T00:00:00Z");
    private static final String GOOD =
            "Nov 22 02:56:36 mx postfix/smtp[1]: 0864F23689: to=<a@example.com>, relay=mx.example.com[192.0.2.25]:25,"
                    + " delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 Ok)\n";

    private static final String ODD = " :,;=<>[](){}\"'\\-.\n\r\t\0@";

    private record Outcome(List<LogEntry> entries, List<String> bad, LogTally tally) {}

    private static Outcome read(byte[] bytes, LogOptions options) {
        return read(new ByteArrayInputStream(bytes), options);
    }

    private static Outcome read(InputStream in, LogOptions options) {
        List<LogEntry> entries = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        try (LogSource source =
                LogSource.of(in, "x", REFERENCE, options, (place, why) -> bad.add(place + ": " + why))) {
            source.forEachRemaining(entries::add);
            return new Outcome(entries, bad, source.tally());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void a_line_of_ten_megabytes_is_counted_and_the_next_one_read() {
        Outcome outcome = read(bytes(GOOD + "x".repeat(10 << 20) + "\n" + GOOD), LogOptions.defaults());
        assertThat(outcome.entries()).extracting(LogEntry::line).containsExactly(1L, 3L);
        assertThat(outcome.bad()).containsExactly("x:2: the line is longer than 1048576 bytes");
    }

    @Test
    void a_line_that_never_ends_needs_no_more_memory_than_the_limit() {
        InputStream endless = new InputStream() {
            private long left = 300L << 20;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                int now = (int) Math.min(left, length);
                Arrays.fill(into, offset, offset + Math.max(0, now), (byte) 'x');
                left -= now;
                return now <= 0 ? -1 : now;
            }
        };
        Outcome outcome = read(endless, LogOptions.defaults().withLimits(4096, 10, 10, Duration.ofDays(1), 5));
        assertThat(outcome.entries()).isEmpty();
        assertThat(outcome.bad()).singleElement().asString().contains("longer than 4096");
    }

    @Test
    void unreadable_lines_are_reported_up_to_the_limit_and_all_counted() {
        Outcome outcome = read(
                bytes(GOOD + "rubbish\n".repeat(500) + GOOD),
                LogOptions.defaults().withLimits(4096, 10, 10, Duration.ZERO, 3));
        assertThat(outcome.entries()).hasSize(2);
        assertThat(outcome.tally().bad()).isEqualTo(500);
        assertThat(outcome.bad()).hasSize(4).last().isEqualTo("x: 497 further lines cannot be read");
    }

    @Test
    void bytes_that_are_no_utf_8_are_kept_one_for_one() {
        byte[] line = GOOD.replace("250 Ok", "250 caf? ok").getBytes(StandardCharsets.ISO_8859_1);
        line[new String(line, StandardCharsets.ISO_8859_1).indexOf('?')] = (byte) 0xe9;
        Outcome outcome = read(line, LogOptions.defaults());
        assertThat(outcome.entries())
                .singleElement()
                .satisfies(e -> assertThat(e.event().reply()).isEqualTo("250 caf\u00e9 ok"));
    }

    @Test
    void queue_ids_without_end_are_forgotten_oldest_first() {
        Joins joins = new Joins(LogOptions.defaults().withLimits(4096, 100, 10, Duration.ofDays(1), 5));
        for (int i = 0; i < 100_000; i++) {
            Queued queued = joins.begin("id" + i, i);
            for (int r = 0; r < 50; r++) {
                queued.tries("r" + r, joins.maxRecipients()).count++;
            }
            assertThat(queued.tries).hasSizeLessThanOrEqualTo(10);
            if (i % 3 == 0) {
                joins.done("id" + i);
            }
        }
        assertThat(joins.size()).isLessThanOrEqualTo(100 + 2_000);
        assertThat(joins.peek("id99998")).isNotNull();
        assertThat(joins.peek("id1")).isNull();
    }

    @Test
    void a_message_silent_for_longer_than_the_age_is_forgotten() {
        Joins joins = new Joins(LogOptions.defaults());
        joins.begin("old", 0);
        joins.begin("new", Duration.ofDays(8).toSeconds());
        assertThat(joins.peek("old")).isNull();
        assertThat(joins.peek("new")).isNotNull();
    }

    @Test
    void a_compressed_log_is_read_and_one_cut_off_says_so() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes(GOOD.repeat(2000)));
        }
        assertThat(read(zipped.toByteArray(), LogOptions.defaults()).entries()).hasSize(2000);
        byte[] cut = Arrays.copyOf(zipped.toByteArray(), zipped.size() - 20);
        assertThat(read(cut, LogOptions.defaults()).bad()).anyMatch(why -> why.contains("rest of the log"));
    }

    @Test
    void a_log_compressed_with_zstd_is_refused_with_a_remedy() {
        byte[] zstd = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 0};
        assertThatThrownBy(() -> read(zstd, LogOptions.defaults()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("zstd -dc");
    }

    @Test
    void the_same_line_has_the_same_id_in_whichever_file_and_year_it_is_read() {
        String id = read(bytes(GOOD), LogOptions.defaults())
                .entries()
                .get(0)
                .event()
                .id();
        assertThat(read(bytes("Nov 22 00:00:00 x y[1]: z\n" + GOOD), LogOptions.defaults())
                        .entries()
                        .get(0)
                        .event()
                        .id())
                .isEqualTo(id);
        assertThat(read(bytes(GOOD), LogOptions.defaults().withReference(Instant.parse("2030-01-01T00:00:00Z")))
                        .entries()
                        .get(0)
                        .event()
                        .id())
                .isEqualTo(id);
        assertThat(read(bytes(GOOD.replace("a@", "b@")), LogOptions.defaults())
                        .entries()
                        .get(0)
                        .event()
                        .id())
                .isNotEqualTo(id);
    }

    @Test
    void a_recipient_that_looks_like_fields_changes_none_of_them() {
        String line = GOOD.replace(
                "<a@example.com>", "<\"x>, relay=evil[6.6.6.6]:25, dsn=5.1.1, status=bounced (\"@example.com>");
        assertThat(read(bytes(line), LogOptions.defaults()).entries())
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.event().kind().word()).isEqualTo("delivery");
                    assertThat(entry.event().remoteMta()).isEqualTo("mx.example.com");
                });
    }

    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void random_bytes_are_no_log_in_any_format(LogFormat format) {
        Random random = new Random(7);
        byte[] noise = new byte[200_000];
        random.nextBytes(noise);
        Outcome outcome = read(noise, LogOptions.defaults().withFormat(format));
        assertThat(outcome.entries()).isEmpty();
        assertThat(outcome.tally().lines()).isGreaterThan(100);
    }

    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void two_hundred_changed_logs_of_each_server_fail_in_none(LogFormat format) throws IOException {
        mutate(format, 1, 200);
    }

    @ParameterizedTest
    @EnumSource(LogFormat.class)
    @Tag("long")
    void many_changed_logs_of_each_server_fail_in_none(LogFormat format) throws IOException {
        mutate(format, System.nanoTime(), 20_000);
    }

    /** Changes bytes, cuts, doubles and joins parts of the case logs; a failure names its seed. */
    private static void mutate(LogFormat format, long seed, int rounds) throws IOException {
        List<byte[]> corpus = new ArrayList<>();
        try (var files = Files.list(Path.of("src/test/resources/log/cases"))) {
            for (Path file : files.filter(f -> !f.toString().endsWith(".expected.jsonl"))
                    .sorted()
                    .toList()) {
                corpus.add(Files.readAllBytes(file));
            }
        }
        for (int round = 0; round < rounds; round++) {
            Random random = new Random(seed + round);
            byte[] log = corpus.get(random.nextInt(corpus.size())).clone();
            for (int i = random.nextInt(30); i >= 0 && log.length > 1; i--) {
                int at = random.nextInt(log.length);
                switch (random.nextInt(5)) {
                    case 0 -> log[at] = (byte) random.nextInt(256);
                    case 1 -> log[at] = (byte) ODD.charAt(random.nextInt(ODD.length()));
                    case 2 -> log = Arrays.copyOf(log, at + 1);
                    case 3 -> {
                        byte[] doubled = Arrays.copyOf(log, log.length + at);
                        System.arraycopy(log, 0, doubled, log.length, at);
                        log = doubled.length > 100_000 ? log : doubled;
                    }
                    default -> {
                        byte[] shorter = new byte[log.length - 1];
                        System.arraycopy(log, 0, shorter, 0, at);
                        System.arraycopy(log, at + 1, shorter, at, log.length - at - 1);
                        log = shorter;
                    }
                }
            }
            LogOptions options = random.nextBoolean()
                    ? LogOptions.defaults()
                    : LogOptions.defaults().withFormat(format);
            assertThat(read(log, options.withExpired(true)).bad())
                    .as("seed %d", seed + round)
                    .noneMatch(why -> why.contains("it cannot be read: "));
        }
    }
}
