package io.carom.intake.log;

import io.carom.api.Event;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a fuzzer calls: the first byte chooses the format (or that it is recognised), the second the options, the rest is the log.
 * Whatever it holds, reading comes to its end, and its events are well formed and the same when it is read again.
 */
public final class LogFuzz {
    private static final Instant REFERENCE = Instant.parse("2026-12-31T00:00:00Z");
    private static final LogFormat[] FORMATS = LogFormat.values();

    private LogFuzz() {}

    /** One log. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 2) {
            return;
        }
        int choice = (input[0] & 0xFF) % (FORMATS.length + 1);
        byte[] log = Arrays.copyOfRange(input, 2, input.length);
        LogOptions options = LogOptions.defaults()
                .withFormat(choice == FORMATS.length ? null : FORMATS[choice])
                .withExpired((input[1] & 1) != 0)
                .withNullSender((input[1] & 2) == 0);
        if ((input[1] & 4) != 0) {
            options = options.withLimits(1024, 4, 2, Duration.ofHours(1), 2);
        }
        LogSource.recognise(log, log.length);
        long first = read(log, options);
        if (read(log, options) != first) {
            throw new IllegalStateException("the same log was read differently");
        }
    }

    /** An input that the fuzzer may begin with. */
    static byte[] input(byte[] log, @Nullable LogFormat format) {
        byte[] input = new byte[log.length + 2];
        input[0] = (byte) (format == null ? FORMATS.length : format.ordinal());
        System.arraycopy(log, 0, input, 2, log.length);
        return input;
    }

    private static long read(byte[] log, LogOptions options) {
        long hash = 0;
        long events = 0;
        // A stream that begins as gzip does is unpacked and may be refused whole; lines are what is looked at here
        if (log.length > 1 && ((log[0] & 0xff) == 0x1f || (log[0] & 0xff) == 0x28)) {
            return 0;
        }
        try (LogSource source = LogSource.of(new ByteArrayInputStream(log), "x", REFERENCE, options, LogFuzz::told)) {
            while (source.hasNext()) {
                LogEntry entry = source.next();
                check(entry.event());
                hash = 31 * hash + entry.event().hashCode();
                events++;
            }
            if (source.tally().events() != events || source.tally().lines() > log.length) {
                throw new IllegalStateException("miscounted " + source.tally());
            }
        }
        return hash;
    }

    private static void check(Event event) {
        if (event.recipient().isBlank()
                || event.id() == null
                || event.toString().isEmpty()) {
            throw new IllegalStateException("malformed " + event);
        }
        if (event.attempt() != null && event.attempt() < 1) {
            throw new IllegalStateException("attempt " + event);
        }
    }

    private static void told(String place, String why) {
        if (place.isBlank() || why.isBlank()) {
            throw new IllegalStateException("no reason at " + place);
        }
    }
}
