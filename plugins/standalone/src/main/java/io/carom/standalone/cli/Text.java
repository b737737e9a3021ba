package io.carom.standalone.cli;

/** Text of others, made harmless for a terminal. Stateless. */
public final class Text {
    private Text() {}

    /**
     * {@code text} on one line: line ends and tabs become blanks; other control characters, which could steer a terminal, and marks
     * that turn the reading direction become {@code ?}.
     */
    public static String oneLine(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isHarmful(text.charAt(i))) {
                return replace(text);
            }
        }
        return text;
    }

    private static String replace(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\t') {
                clean.append(' ');
            } else if (c != '\r') {
                clean.append(isHarmful(c) ? '?' : c);
            }
        }
        return clean.toString();
    }

    private static boolean isHarmful(char c) {
        return Character.isISOControl(c)
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x2028
                || c == 0x2029;
    }

    /** {@code text} cut to {@code width} characters, the last one a mark that something is missing. */
    public static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…";
    }
}
