package io.carom.intake.log;

import io.carom.api.Event;
import io.carom.api.InputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Reads one log from its beginning to its end and gives its events one by one, as they are asked for. A log may be compressed with
 * gzip. A line that cannot be read is reported, counted and passed over. For one thread.
 */
public final class LogSource implements Iterator<LogEntry>, AutoCloseable {
    private static final int HEAD = 1 << 16;

    private final InputStream in;
    private final String name;
    private final LogOptions options;
    private final BadLines bad;
    private final LogReading reading;
    private final LineBuffer buffer;
    private final ArrayDeque<LogEntry> ready = new ArrayDeque<>();
    private long line;
    private long events;
    private long badLines;
    private boolean ended;

    private LogSource(InputStream in, String name, Instant reference, LogOptions options, BadLines bad) {
        this.in = in;
        this.name = name;
        this.options = options;
        this.bad = bad;
        Instant latest = options.reference() == null ? reference : options.reference();
        this.reading = new LogReading(options, () -> latest);
        this.buffer = new LineBuffer(options.maxLine());
    }

    /**
     * Opens a log file; dates without a year are taken to be not after the file's time of change.
     *
     * @param name how places name the file
     * @throws InputException when it cannot be opened
     */
    public static LogSource open(Path file, String name, LogOptions options, BadLines bad) {
        try {
            Instant changed = Files.getLastModifiedTime(file).toInstant();
            return of(Files.newInputStream(file), name, changed, options, bad);
        } catch (IOException e) {
            throw new InputException(name, "the log cannot be opened: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a log from a stream, which is closed with this source.
     *
     * @param name how places name the stream
     * @param reference an instant not before the last line, for dates without a year; {@code options} may name another
     * @throws InputException when its beginning cannot be read
     */
    public static LogSource of(InputStream stream, String name, Instant reference, LogOptions options, BadLines bad) {
        try {
            return new LogSource(plain(stream), name, reference, options, bad);
        } catch (IOException e) {
            throw new InputException(name, "the log cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Which format the beginning of a file is in, by its first lines; empty when it is no log that is known, or compressed.
     *
     * @param head its first bytes; 4 KiB are enough
     * @param length how many of them count
     */
    public static Optional<LogFormat> recognise(byte[] head, int length) {
        String text = new String(head, 0, Math.min(length, HEAD), StandardCharsets.ISO_8859_1);
        int from = 0;
        for (int lines = 0; lines < 5 && from < text.length(); lines++) {
            int end = text.indexOf('\n', from);
            LogFormat found = LogFormats.of(text.substring(from, end < 0 ? text.length() : end));
            if (found != null) {
                return Optional.of(found);
            }
            from = end < 0 ? text.length() : end + 1;
        }
        return Optional.empty();
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && !ended) {
            advance();
        }
        return !ready.isEmpty();
    }

    @Override
    public LogEntry next() {
        if (!hasNext()) {
            throw new NoSuchElementException(name + " has no further event");
        }
        return ready.remove();
    }

    /** What was read so far. */
    public LogTally tally() {
        return new LogTally(line, events, badLines);
    }

    /** The format the log is in, once a line told. */
    public Optional<LogFormat> format() {
        return Optional.ofNullable(reading.format());
    }

    @Override
    public void close() {
        ended = true;
        try {
            in.close();
        } catch (IOException e) {
            bad.bad(name, "the log cannot be closed: " + e.getMessage());
        }
    }

    private void advance() {
        if (buffer.line()) {
            take();
            return;
        }
        try {
            if (buffer.fill(in::read) >= 0) {
                return;
            }
        } catch (IOException e) {
            note("the rest of the log cannot be read: " + e.getMessage());
        }
        if (buffer.rest()) {
            take();
        }
        ended = true;
        if (badLines > options.maxBad()) {
            bad.bad(name, (badLines - options.maxBad()) + " further lines cannot be read");
        }
    }

    private void take() {
        line++;
        if (buffer.tooLong()) {
            note("the line is longer than " + options.maxLine() + " bytes");
            return;
        }
        reading.line(buffer.bytes(), buffer.from(), buffer.to(), new Out() {
            @Override
            public void event(Event event) {
                events++;
                ready.add(new LogEntry(event, name, line));
            }

            @Override
            public void bad(String why) {
                note(why);
            }
        });
    }

    private void note(String why) {
        badLines++;
        if (badLines <= options.maxBad()) {
            bad.bad(name + ":" + line, why);
        }
    }

    /** The stream itself, or what a compressed one holds. */
    static InputStream plain(InputStream stream) throws IOException {
        InputStream in = stream.markSupported() ? stream : new BufferedInputStream(stream, HEAD);
        in.mark(4);
        byte[] magic = new byte[4];
        int length = in.readNBytes(magic, 0, 4);
        in.reset();
        if (length >= 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b) {
            return new GZIPInputStream(in, HEAD);
        }
        if (length == 4 && (magic[0] & 0xff) == 0x28 && (magic[1] & 0xff) == 0xb5 && (magic[2] & 0xff) == 0x2f) {
            in.close();
            throw new IOException("it is compressed with zstd; maybe pass the output of `zstd -dc` instead");
        }
        return in;
    }
}
