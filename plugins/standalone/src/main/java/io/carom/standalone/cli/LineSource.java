package io.carom.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads text line by line as UTF-8, with bounds: a line that is too long is passed over and reported. For one thread; does not close
 * its stream.
 */
public final class LineSource {
    /** The most bytes that a line may have. */
    public static final int LONGEST = 4 << 20;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private int at;
    private int end;
    private long number;
    private boolean tooLong;

    /** Reads from {@code in}. */
    public LineSource(InputStream in) {
        this.in = in;
    }

    /** The next line without its end, or null behind the last one. Fails with {@link IOException} when the stream does. */
    public @Nullable String next() throws IOException {
        line.reset();
        tooLong = false;
        boolean any = false;
        while (true) {
            if (at == end) {
                at = 0;
                end = in.read(buffer, 0, buffer.length);
                if (end <= 0) {
                    end = 0;
                    return any ? finish() : null;
                }
            }
            any = true;
            int start = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            keep(start, at - start);
            if (at < end) {
                at++;
                return finish();
            }
        }
    }

    private void keep(int start, int length) {
        if (line.size() + length > LONGEST) {
            tooLong = true;
        } else if (!tooLong) {
            line.write(buffer, start, length);
        }
    }

    private String finish() {
        number++;
        String text = line.toString(UTF_8);
        if (number == 1 && text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** The number of the line that was read last; 1 is the first. */
    public long number() {
        return number;
    }

    /** Whether the line that was read last had more than {@link #LONGEST} bytes, so that only a part of it was kept. */
    public boolean tooLong() {
        return tooLong;
    }

    /** Whether nothing is at hand: the next line may let us wait. Fails with {@link IOException} when the stream does. */
    public boolean dry() throws IOException {
        return at == end && in.available() == 0;
    }
}
