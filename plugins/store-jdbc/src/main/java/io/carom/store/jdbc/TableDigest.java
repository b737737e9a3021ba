package io.carom.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A digest of a table's rows that is the same whatever order they come in and whatever database they come from: the sum of the rows'
 * SHA-256. It tells damage and loss, not a forger's work. For one thread.
 */
final class TableDigest {
    private final MessageDigest sha;
    private final long[] sum = new long[4];
    private long rows;

    TableDigest() {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** Takes a row; its values always in the same order. */
    void add(@Nullable Object... values) {
        for (Object value : values) {
            add(value);
        }
        ByteBuffer hash = ByteBuffer.wrap(sha.digest());
        for (int i = 0; i < sum.length; i++) {
            sum[i] += hash.getLong();
        }
        rows++;
    }

    private void add(@Nullable Object value) {
        if (value == null) {
            sha.update((byte) 0);
        } else if (value instanceof byte[] bytes) {
            part((byte) 1, bytes);
        } else if (value instanceof Double || value instanceof Float) {
            part((byte) 2, Double.toString(((Number) value).doubleValue()).getBytes(UTF_8));
        } else if (value instanceof BigDecimal decimal) {
            part((byte) 3, decimal.stripTrailingZeros().toPlainString().getBytes(UTF_8));
        } else if (value instanceof Number number) {
            part((byte) 3, Long.toString(number.longValue()).getBytes(UTF_8));
        } else if (value instanceof Boolean flag) {
            part((byte) 3, (flag ? "1" : "0").getBytes(UTF_8));
        } else {
            part((byte) 4, value.toString().getBytes(UTF_8));
        }
    }

    private void part(byte kind, byte[] bytes) {
        sha.update(kind);
        sha.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        sha.update(bytes);
    }

    long rows() {
        return rows;
    }

    /** How many rows, and the digest. */
    @Override
    public String toString() {
        ByteBuffer bytes = ByteBuffer.allocate(32);
        for (long part : sum) {
            bytes.putLong(part);
        }
        return rows + ":" + HexFormat.of().formatHex(bytes.array());
    }
}
