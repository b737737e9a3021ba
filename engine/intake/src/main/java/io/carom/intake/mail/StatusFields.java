package io.carom.intake.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a delivery-status or feedback part in their groups. Names are put right when they are misspelt; lines that are no
 * field end a group like blank ones do. Never fails; linear in the text.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3464#section-2.1">RFC 3464, 2.1</a>
 */
final class StatusFields {
    static final String FINAL = "finalrecipient";
    static final String ORIGINAL = "originalrecipient";
    static final String ACTUAL = "xactualrecipient";
    static final String ACTION = "action";
    static final String STATUS = "status";
    static final String DIAGNOSTIC = "diagnosticcode";
    static final String REMOTE = "remotemta";
    static final String REPORTING = "reportingmta";
    static final String LAST_ATTEMPT = "lastattemptdate";
    /** What gateways to X.400 add to a diagnostic. */
    static final String SUPPLEMENT = "xsupplementaryinfo";

    static final String ARRIVAL = "arrivaldate";
    private static final String[] KNOWN = {
        FINAL, ORIGINAL, ACTUAL, ACTION, STATUS, DIAGNOSTIC, REMOTE, REPORTING, LAST_ATTEMPT, ARRIVAL
    };
    private static final Map<String, String> EXACT = exact();
    /** Which letters each known name has, as bits. */
    private static final int[] KNOWN_LETTERS = lettersOf(KNOWN);

    private static final int MOST = 20_000;

    private StatusFields() {}

    /** One field: its name put right (letters only, lower case) and its value unfolded. */
    record Field(String name, String value) {}

    /** The groups of fields in {@code text}. */
    static List<List<Field>> groups(String text) {
        List<List<Field>> groups = new ArrayList<>();
        List<Field> group = new ArrayList<>();
        String name = null;
        StringBuilder value = new StringBuilder();
        int fields = 0;
        int at = 0;
        while (at <= text.length() && fields < MOST) {
            int end = lineEnd(text, at);
            String line = text.substring(at, end);
            boolean folded = !line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t');
            if (folded && name != null && !line.isBlank() && !known(line)) {
                if (value.length() < 20_000) {
                    value.append(' ').append(line.strip());
                }
            } else {
                if (name != null) {
                    group.add(new Field(name, value.toString().strip()));
                    fields++;
                    name = null;
                    value.setLength(0);
                }
                int colon = fieldColon(line);
                if (colon > 0) {
                    name = right(line.substring(0, colon));
                    value.append(line, colon + 1, line.length());
                } else if (!group.isEmpty()) {
                    groups.add(group);
                    group = new ArrayList<>();
                }
            }
            at = next(text, end);
        }
        if (name != null) {
            group.add(new Field(name, value.toString().strip()));
        }
        if (!group.isEmpty()) {
            groups.add(group);
        }
        return groups;
    }

    /** Whether there are fields of a delivery report. */
    static boolean inReport(List<List<Field>> groups) {
        for (List<Field> group : groups) {
            if (first(group, FINAL) != null
                    || first(group, ORIGINAL) != null
                    || first(group, REPORTING) != null
                    || first(group, ACTION) != null) {
                return true;
            }
        }
        return false;
    }

    /** An indented line that is a field of ours nevertheless. */
    private static boolean known(String line) {
        int colon = fieldColon(line);
        if (colon <= 0) {
            return false;
        }
        String name = letters(line.substring(0, colon));
        return name.equals(FINAL)
                || name.equals(ORIGINAL)
                || name.equals(DIAGNOSTIC)
                || name.equals(REPORTING)
                || name.equals(REMOTE)
                || name.equals(LAST_ATTEMPT);
    }

    private static int fieldColon(String line) {
        int colon = line.indexOf(':');
        if (colon <= 0 || colon > 60) {
            return -1;
        }
        int from = 0;
        int to = colon;
        while (from < to && line.charAt(from) <= ' ') {
            from++;
        }
        while (to > from && line.charAt(to - 1) <= ' ') {
            to--;
        }
        for (int i = from; i < to; i++) {
            char c = line.charAt(i);
            if (c <= ' ' || c > 126) {
                return -1;
            }
        }
        return from == to ? -1 : colon;
    }

    static int lineEnd(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                return i;
            }
        }
        return text.length();
    }

    static int next(String text, int end) {
        if (end >= text.length()) {
            return text.length() + 1;
        }
        if (text.charAt(end) == '\n') {
            return end + 1;
        }
        if (end + 1 < text.length() && text.charAt(end + 1) == '\n') {
            return end + 2;
        }
        return end + 2 < text.length() && text.charAt(end + 1) == '\r' && text.charAt(end + 2) == '\n'
                ? end + 3
                : end + 1;
    }

    private static String letters(String name) {
        byte[] out = new byte[name.length()];
        int length = 0;
        for (int i = 0; i < name.length(); i++) {
            int c = name.charAt(i) | 0x20;
            if (c >= 'a' && c <= 'z') {
                out[length++] = (byte) c;
            }
        }
        return new String(out, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** The name without hyphens, lower case, and put right when it is one or two letters off a known one. */
    static String right(String name) {
        String letters = letters(name);
        String right = EXACT.get(letters);
        if (right != null) {
            return right;
        }
        int mask = mask(letters);
        for (int k = 0; k < KNOWN.length; k++) {
            String known = KNOWN[k];
            int allowed = known.length() > 9 ? 2 : known.length() > 5 ? 1 : 0;
            // One change takes one letter away and brings one in at most.
            if (allowed > 0
                    && Integer.bitCount(mask ^ KNOWN_LETTERS[k]) <= 2 * allowed
                    && Math.abs(known.length() - letters.length()) <= allowed
                    && distance(known, letters) <= allowed) {
                return known;
            }
        }
        return letters;
    }

    /** The known names, and others that many reports have and that are like none of them. */
    private static Map<String, String> exact() {
        Map<String, String> names = new HashMap<>();
        for (String name : KNOWN) {
            names.put(name, name);
        }
        for (String name : new String[] {
            "xpostfixqueueid",
            "xpostfixsender",
            "contenttype",
            "contentdescription",
            "dsngateway",
            "receivedfrommta",
            "originalenvelopeid",
            "xdisplayname",
            "finallogid",
            "willretryuntil",
            "feedbacktype",
            "useragent",
            "version",
            "sourceip",
            "originalmailfrom",
            "originalrcptto",
            "reporteddomain",
            "receiveddate",
            "subject",
            "from",
            "to"
        }) {
            names.put(name, name);
        }
        return Map.copyOf(names);
    }

    private static int[] lettersOf(String[] names) {
        int[] masks = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            masks[i] = mask(names[i]);
        }
        return masks;
    }

    private static int mask(String letters) {
        int mask = 0;
        for (int i = 0; i < letters.length(); i++) {
            mask |= 1 << (letters.charAt(i) - 'a');
        }
        return mask;
    }

    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int above = row[j];
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[other.length()];
    }

    /** The first value of that name in a group, or null. */
    static @Nullable String first(List<Field> group, String name) {
        for (Field field : group) {
            if (field.name.equals(name)) {
                return field.value;
            }
        }
        return null;
    }
}
