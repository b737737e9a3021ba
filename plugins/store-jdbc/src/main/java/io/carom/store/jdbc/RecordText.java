package io.carom.store.jdbc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of one row of the log, small: what the row's columns say already is replaced by one character each, the rest is deflated with
 * a dictionary of what decisions are made of. What comes out is character for character what went in. For one thread; {@link #close}
 * gives native memory back.
 *
 * <p>A packed record begins with a byte that says how to read it: the dictionary's number times 16, 1 for an event, 2 for a decision.
 */
final class RecordText implements AutoCloseable {
    /** Which parts there are. */
    private static final int EVENT = 1;

    private static final int DECISION = 2;
    private static final int DICTIONARY = 1 << 4;
    /** Stand for the columns; JSON has none of them. */
    private static final String MARKS = "\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\u000b\f";

    private static final char BETWEEN = '\u000e';
    /** A shorter value is no longer than what stands for it. */
    private static final int SHORTEST = 4;
    /** Most events that went well differ in nothing but their columns. */
    private static final int REMEMBERED = 512;

    private static final int REMEMBERED_LENGTH = 1_000;
    private static final byte[] WORDS = words();

    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final Inflater inflater = new Inflater(true);
    private byte[] buffer = new byte[4_096];
    private final Map<String, byte[]> packed = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Event and decision of one row. */
    record Texts(@Nullable String event, @Nullable String decision) {}

    /**
     * The values of the columns, as they are read back.
     *
     * @param values in this order: diagnostic, message, recipient as written, id, time, policy, campaign, list, server, sending IP
     */
    record Columns(List<@Nullable String> values) {}

    private static byte[] words() {
        try (InputStream in = Objects.requireNonNull(
                RecordText.class.getResourceAsStream("record-1.dictionary"), "record-1.dictionary is missing")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The packed record, or null where the texts hold a character that this form cannot keep: they are stored as they are then. */
    byte @Nullable [] pack(Columns columns, @Nullable String event, @Nullable String decision) {
        String text = (event == null ? "" : event) + BETWEEN + (decision == null ? "" : decision);
        if (!isPlain(text, event == null ? 0 : event.length())) {
            return null;
        }
        for (int i = 0; i < MARKS.length(); i++) {
            String value = columns.values.get(i);
            if (value != null && value.length() >= SHORTEST && isPlain(value, -1)) {
                text = text.replace(escaped(value), MARKS.substring(i, i + 1));
            }
        }
        int head = DICTIONARY | (event == null ? 0 : EVENT) | (decision == null ? 0 : DECISION);
        if (text.length() > REMEMBERED_LENGTH) {
            return deflated(head, text);
        }
        String key = (char) head + text;
        byte[] known = packed.get(key);
        if (known == null) {
            known = deflated(head, text);
            packed.put(key, known);
        }
        return known;
    }

    private byte[] deflated(int head, String text) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        deflater.reset();
        deflater.setDictionary(WORDS);
        deflater.setInput(plain);
        deflater.finish();
        int length = 1;
        buffer[0] = (byte) head;
        while (!deflater.finished()) {
            if (length == buffer.length) {
                buffer = Arrays.copyOf(buffer, buffer.length * 2);
            }
            length += deflater.deflate(buffer, length, buffer.length - length);
        }
        return Arrays.copyOf(buffer, length);
    }

    /** Which parts a packed record has. */
    static boolean hasEvent(byte[] packed) {
        return (packed[0] & EVENT) != 0;
    }

    /** Which parts a packed record has. */
    static boolean hasDecision(byte[] packed) {
        return (packed[0] & DECISION) != 0;
    }

    /** What was packed. Fails when the bytes are damaged. */
    Texts unpack(Columns columns, byte[] record) throws SQLException {
        if (record.length == 0 || (record[0] & ~(EVENT | DECISION)) != DICTIONARY) {
            throw new SQLException("a record of the log is damaged, or was written by a newer program");
        }
        String text = expanded(columns, inflated(record));
        int between = text.indexOf(BETWEEN);
        return new Texts(
                hasEvent(record) ? text.substring(0, between) : null,
                hasDecision(record) ? text.substring(between + 1) : null);
    }

    private String inflated(byte[] record) throws SQLException {
        inflater.reset();
        inflater.setDictionary(WORDS);
        inflater.setInput(record, 1, record.length - 1);
        ByteArrayOutputStream out = new ByteArrayOutputStream(1_024);
        try {
            while (!inflater.finished()) {
                int length = inflater.inflate(buffer);
                if (length == 0 && !inflater.finished()) {
                    throw new SQLException("a record of the log is damaged");
                }
                out.write(buffer, 0, length);
            }
        } catch (DataFormatException e) {
            throw new SQLException("a record of the log is damaged", e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String expanded(Columns columns, String text) throws SQLException {
        StringBuilder whole = new StringBuilder(text.length() * 2);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int which = c < ' ' ? MARKS.indexOf(c) : -1;
            if (which < 0) {
                whole.append(c);
                continue;
            }
            String value = columns.values.get(which);
            if (value == null) {
                throw new SQLException("a record of the log does not fit its row");
            }
            whole.append(escaped(value));
        }
        return whole.toString();
    }

    /** As JSON writes it. */
    private static String escaped(String value) {
        return value.indexOf('"') < 0 && value.indexOf('\\') < 0
                ? value
                : value.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** Whether no mark is in it, save the one between at {@code between}. */
    private static boolean isPlain(String text, int between) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\n' && c != '\r' && c != '\t' && i != between) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        deflater.end();
        inflater.end();
    }
}
