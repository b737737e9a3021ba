package io.carom.intake.mail;

import io.carom.intake.mime.Headers;

/** Finds the fields of a delivery report where they do not belong: in a text, a quotation, a header. Never fails. */
final class StatusText {
    private StatusText() {}

    /** Report fields that stand in a header because a blank line is missing. */
    static String fieldsOf(Headers from) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < from.size(); i++) {
            String name = from.name(i);
            if (name.endsWith("-recipient")
                    || name.endsWith("-mta")
                    || name.equals("action")
                    || name.equals("status")
                    || name.equals("diagnostic-code")
                    || name.endsWith("attempt-date")
                    || name.equals("arrival-date")) {
                text.append(name).append(": ").append(from.raw(i)).append('\n');
            }
        }
        return text.toString();
    }

    /** A text without the marks of a quotation. */
    static String unquoted(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int at = 0; at <= text.length(); ) {
            int end = StatusFields.lineEnd(text, at);
            int from = at < end && text.charAt(at) == '>' ? at + 1 : at;
            out.append(text, from < end && from > at && text.charAt(from) == ' ' ? from + 1 : from, end)
                    .append('\n');
            at = StatusFields.next(text, end);
        }
        return out.toString();
    }

    /** Whether the fields of a delivery report stand in a text. */
    static boolean isIn(String text) {
        int at = indexOfIgnoreCase(text, "-recipient:", 0);
        while (at >= 0) {
            int start = at;
            while (start > 0 && at - start < 40 && text.charAt(start - 1) != '\n' && text.charAt(start - 1) != '\r') {
                start--;
            }
            String name = StatusFields.right(text.substring(start, at + 10).strip());
            if (name.equals(StatusFields.FINAL) || name.equals(StatusFields.ORIGINAL)) {
                return indexOfIgnoreCase(text, "action:", 0) >= 0 || indexOfIgnoreCase(text, "status:", 0) >= 0;
            }
            at = indexOfIgnoreCase(text, "-recipient:", at + 1);
        }
        return false;
    }

    private static int indexOfIgnoreCase(String text, String what, int from) {
        char first = what.charAt(0);
        char upper = Character.toUpperCase(first);
        if (first == upper) {
            int at = text.indexOf(first, from);
            while (at >= 0 && !text.regionMatches(true, at, what, 0, what.length())) {
                at = text.indexOf(first, at + 1);
            }
            return at;
        }
        for (int i = from; i + what.length() <= text.length(); i++) {
            char c = text.charAt(i);
            if ((c == first || c == upper) && text.regionMatches(true, i, what, 0, what.length())) {
                return i;
            }
        }
        return -1;
    }
}
