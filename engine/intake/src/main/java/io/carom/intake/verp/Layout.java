package io.carom.intake.verp;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How a return path is written: {@code b+KEY-DAY-MAC-user=example.com@bounces.example.net}. Immutable.
 *
 * @param prefix the first word; up to 16 of {@code a-z}, {@code 0-9}, {@code .} and {@code _}, the first of them letter or digit
 * @param mark what stands behind it: {@code +} (an address with a detail, which most servers deliver to {@code b@}), {@code -} or {@code =}
 */
public record Layout(String prefix, char mark) {
    private static final Pattern PREFIX = Pattern.compile("[a-z0-9][a-z0-9_.]{0,15}");

    /** {@code b+...}. */
    public static final Layout PLUS = new Layout("b", '+');

    static final String MARKS = "+-=";

    private static final List<String> WORDS = List.of("plus", "hyphen", "equals");

    /** Fails with {@link IllegalArgumentException} when there is no such layout. */
    public Layout {
        if (!PREFIX.matcher(prefix).matches() || prefix.endsWith(".") || prefix.contains("..")) {
            throw new IllegalArgumentException("`" + prefix + "` is no prefix of a return path");
        }
        if (MARKS.indexOf(mark) < 0) {
            throw new IllegalArgumentException("`" + mark + "` is no mark of a return path");
        }
    }

    /** The layout with a mark's word: {@code plus}, {@code hyphen} or {@code equals}. */
    public static Layout of(String prefix, String word) {
        int index = WORDS.indexOf(word.toLowerCase(Locale.ROOT));
        if (index < 0) {
            throw new IllegalArgumentException("`" + word + "` is no layout; it is plus, hyphen or equals");
        }
        return new Layout(prefix, MARKS.charAt(index));
    }

    String head() {
        return prefix + mark;
    }
}
