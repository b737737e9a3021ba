package io.carom.intake.mime;

/** Where lines end in bytes: LF, CRLF, bare CR, and CRCRLF as one line end. */
final class Lines {
    private Lines() {}

    /** The index of the line end (its first byte) at or after {@code from}, or {@code to}. */
    static int end(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b <= '\r' && (b == '\n' || b == '\r')) {
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
