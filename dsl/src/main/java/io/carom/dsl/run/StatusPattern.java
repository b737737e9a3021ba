package io.carom.dsl.run;

import org.jspecify.annotations.Nullable;

/** An enhanced status code, or a pattern for one: {@code 5.7.1}, {@code 5.7.*}, {@code 4.*}. Immutable. */
final class StatusPattern {
    private final @Nullable String exact;
    private final String[] parts;

    StatusPattern(String text) {
        this.exact = text.indexOf('*') < 0 ? text : null;
        this.parts = text.split("\\.");
    }

    /** The code, or null for a pattern. */
    @Nullable
    String exact() {
        return exact;
    }

    boolean matches(String status) {
        if (exact != null) {
            return exact.equals(status);
        }
        return !status.isEmpty() && byParts(status);
    }

    private boolean byParts(String status) {
        int from = 0;
        for (int i = 0; i < parts.length; i++) {
            int end = status.indexOf('.', from);
            boolean last = i == parts.length - 1;
            if (last && parts[i].equals("*")) {
                return true;
            }
            int stop = end < 0 ? status.length() : end;
            if (!parts[i].equals("*") && !(parts[i].length() == stop - from && status.startsWith(parts[i], from))) {
                return false;
            }
            if (end < 0) {
                return last;
            }
            from = end + 1;
        }
        return false;
    }
}
