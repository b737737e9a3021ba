package io.carom.intake.webhook.body;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A way into a JSON value: {@code /bounce/bouncedRecipients/0/emailAddress}. Immutable.
 *
 * @param steps the names and indexes, unescaped
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6901">RFC 6901</a>
 */
public record JsonPointer(List<String> steps) {
    /** Takes its own copy. */
    public JsonPointer {
        steps = List.copyOf(steps);
    }

    /** The pointer {@code text}, or empty when it is none: it begins with a slash, or is empty for the whole value. */
    public static Optional<JsonPointer> parse(String text) {
        if (text.isEmpty()) {
            return Optional.of(new JsonPointer(List.of()));
        }
        if (text.charAt(0) != '/') {
            return Optional.empty();
        }
        List<String> steps = new ArrayList<>();
        for (String step : text.substring(1).split("/", -1)) {
            if (!escapesAreRight(step)) {
                return Optional.empty();
            }
            steps.add(step.replace("~1", "/").replace("~0", "~"));
        }
        return Optional.of(new JsonPointer(steps));
    }

    static int index(String step) {
        if (step.isEmpty() || step.length() > 9 || (step.length() > 1 && step.charAt(0) == '0')) {
            return -1;
        }
        int index = 0;
        for (int i = 0; i < step.length(); i++) {
            char digit = step.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            index = index * 10 + digit - '0';
        }
        return index;
    }

    /** The pointer as it is written. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (String step : steps) {
            out.append('/').append(step.replace("~", "~0").replace("/", "~1"));
        }
        return out.toString();
    }

    private static boolean escapesAreRight(String step) {
        for (int i = step.indexOf('~'); i >= 0; i = step.indexOf('~', i + 1)) {
            if (i + 1 == step.length() || (step.charAt(i + 1) != '0' && step.charAt(i + 1) != '1')) {
                return false;
            }
        }
        return true;
    }
}
