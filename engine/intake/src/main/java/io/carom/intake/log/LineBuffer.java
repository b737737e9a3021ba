package io.carom.intake.log;

import java.io.IOException;

/**
 * Splits bytes into lines with one buffer that is used again; a line longer than the limit is skipped whole. For one thread.
 */
final class LineBuffer {
    private static final int CHUNK = 1 << 18;

    private final int limit;
    private byte[] bytes = new byte[CHUNK];
    private int next;
    private int end;
    private int scanned;
    private boolean skipping;

    /** The place in the stream of the byte behind the last line that was given. */
    private long consumed;

    private int from;
    private int to;
    private boolean tooLong;

    LineBuffer(int limit) {
        this.limit = limit;
    }

    /** Begins at {@code offset} with nothing read. */
    void reset(long offset) {
        next = 0;
        end = 0;
        scanned = 0;
        skipping = false;
        consumed = offset;
    }

    /** Reads once from {@code bytesFrom}; how much came, or -1 at its end. */
    int fill(Bytes bytesFrom) throws IOException {
        if (next > 0) {
            System.arraycopy(bytes, next, bytes, 0, end - next);
            end -= next;
            scanned -= next;
            next = 0;
        }
        if (end == bytes.length) {
            byte[] larger = new byte[Math.min(limit + CHUNK, bytes.length * 2)];
            System.arraycopy(bytes, 0, larger, 0, end);
            bytes = larger;
        }
        int read = bytesFrom.read(bytes, end, bytes.length - end);
        if (read > 0) {
            end += read;
        }
        return read;
    }

    /** Finds the next whole line among what was read; false when there is none yet. */
    boolean line() {
        while (true) {
            int newline = newline();
            if (newline < 0) {
                if (end - next > limit) {
                    skipping = true;
                    consumed += end - next;
                    next = end;
                    scanned = end;
                }
                return false;
            }
            from = next;
            to = newline;
            tooLong = skipping || to - from > limit;
            skipping = false;
            consumed += newline + 1 - next;
            next = newline + 1;
            scanned = next;
            return true;
        }
    }

    /** Takes what is left as a line although no line end follows; false when nothing is left. */
    boolean rest() {
        if (next == end && !skipping) {
            return false;
        }
        from = next;
        to = end;
        tooLong = skipping;
        skipping = false;
        consumed += end - next;
        next = end;
        scanned = end;
        return true;
    }

    private int newline() {
        byte[] b = bytes;
        int stop = end;
        for (int i = scanned; i < stop; i++) {
            if (b[i] == '\n') {
                return i;
            }
        }
        scanned = end;
        return -1;
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    boolean tooLong() {
        return tooLong;
    }

    long consumed() {
        return consumed;
    }

    /** How many bytes wait for their line's end. */
    int pending() {
        return end - next;
    }

    /** Where bytes come from. */
    interface Bytes {
        int read(byte[] into, int offset, int length) throws IOException;
    }
}
