package io.carom.intake.classify;

import io.carom.api.EnhancedStatus;
import io.carom.intake.fuzz.Allocation;
import io.carom.spi.Classifier;
import io.carom.spi.Evidence;
import io.carom.spi.Reading;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a fuzzer calls: the first byte says how the text is fed, the rest is text. Whatever it is, every line gets an answer, whose parts
 * are bounded, and reading takes memory by the size of the text and no more.
 */
public final class LineFuzz {
    private static final long ALLOCATED = 500_000;
    /** Three times what the worst found takes: lines of four letters with a find in each, 1.8 kB a line. */
    private static final long ALLOCATED_PER_CHARACTER = 1_200;

    private static final int MOST_SIGNALS = 2_000;
    private static final int REPEATED_SIZE = 100_000;
    private static final Classifier STOCK = new SignalClassifiers().stock();
    private static final LineClassifier LINES = new LineClassifier(STOCK);

    private LineFuzz() {}

    /** One text. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 1) {
            return;
        }
        String text = new String(
                input, 1, input.length - 1, input[0] % 2 == 0 ? StandardCharsets.UTF_8 : StandardCharsets.UTF_16LE);
        // Rarely, since it takes as long as a hundred others: what is quadratic shows only in a long text.
        if ((input[0] & 0x1E) == 0x1E && !text.isEmpty()) {
            text = text.repeat(REPEATED_SIZE / text.length() + 1);
        }
        lines(text);
        fields(text);
    }

    /** An input that the fuzzer may begin with. */
    static byte[] input(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] input = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, input, 1, bytes.length);
        return input;
    }

    static void lines(String text) {
        List<ClassifiedLine> read =
                Allocation.checked(() -> read(text), text.length(), ALLOCATED, ALLOCATED_PER_CHARACTER);
        List<String> given = Arrays.stream(text.split("[\r\n]"))
                .filter(line -> !line.isBlank())
                .toList();
        expect(read.size() <= given.size(), "%d records of %d lines", read.size(), given.size());
        for (ClassifiedLine line : read) {
            expect(
                    line.line().length() <= LineClassifier.MAX_LINE,
                    "a line of %d",
                    line.line().length());
            check(line.reading());
        }
        if (text.length() < LineClassifier.MAX_LINE && given.size() == 1) {
            expect(read.get(0).equals(LINES.read(given.get(0))), "twice is not the same: %s", read);
        }
    }

    private static List<ClassifiedLine> read(String text) {
        List<ClassifiedLine> read = new ArrayList<>();
        try {
            LINES.readAll(new StringReader(text), read::add);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return read;
    }

    /** The same text in the fields of a delivery report. */
    static void fields(String text) {
        String[] field = text.split("\t", 6);
        EnhancedStatus status = EnhancedStatus.find(text).orElse(null);
        check(STOCK.read(new Evidence(
                field[0],
                text.length() % 1_000,
                status,
                field.length > 1 ? field[1] : null,
                field.length > 2 ? field[2] : null,
                field.length > 3 ? field[3] : null,
                field.length > 4 ? field[4] : null,
                null,
                null)));
    }

    private static void check(Reading reading) {
        Integer code = reading.replyCode();
        expect(code == null || (code >= 0 && code <= 999), "reply code %d", code);
        expect(
                reading.signals().size() <= MOST_SIGNALS,
                "%d signals",
                reading.signals().size());
        Duration wait = reading.retryAfter();
        expect(
                wait == null || (wait.compareTo(Duration.ZERO) > 0 && wait.compareTo(Duration.ofDays(5)) <= 0),
                "wait for %s",
                wait);
        expect(
                reading.bounceType() != null && reading.fault() != null && reading.reason() != null,
                "no answer: %s",
                reading);
    }

    private static void expect(boolean holds, String broken, @Nullable Object... values) {
        if (!holds) {
            throw new IllegalStateException(String.format(broken, values));
        }
    }
}
