package io.carom.intake.mime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Where lines end in bytes: LF, CRLF, bare CR, and CRCRLF as one line end. */
final class Lines {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH = 0x8080_8080_8080_8080L;

    private Lines() {}

    /** The index of the line end (its first byte) at or after {@code from}, or {@code to}. */
    static int end(byte[] bytes, int from, int to) {
        int i = from;
        // Eight at a time as long as none is so small that it may end a line.
        for (; i + 8 <= to; i += 8) {
            long eight = (long) EIGHT.get(bytes, i);
            long small = (eight - ONES * ('\r' + 1)) & ~eight & HIGH;
            while (small != 0) {
                int at = i + (Long.numberOfTrailingZeros(small) >>> 3);
                if (bytes[at] == '\n' || bytes[at] == '\r') {
                    return at;
                }
                small &= small - 1;
            }
        }
        for (; i < to; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r') {
                return i;
            }
        }
        return to;
    }

    /** The start of the line after the line end at {@code end}. */
    static int next(byte[] bytes, int end, int to) {
        if (end >= to) {
            return to;
        }
        if (bytes[end] == '\n') {
            return end + 1;
        }
        if (end + 1 < to && bytes[end + 1] == '\n') {
            return end + 2;
        }
        if (end + 2 < to && bytes[end + 1] == '\r' && bytes[end + 2] == '\n') {
            return end + 3;
        }
        return end + 1;
    }

    /** The end of {@code [from, to)} without blanks and tabs at its end. */
    static int trimEnd(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && (bytes[end - 1] == ' ' || bytes[end - 1] == '\t')) {
            end--;
        }
        return end;
    }
}
