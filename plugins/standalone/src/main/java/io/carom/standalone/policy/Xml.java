package io.carom.standalone.policy;

/** Text within XML, in elements and in attributes. Stateless. */
final class Xml {
    private Xml() {}

    static String text(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                default -> safe.appendCodePoint(isCharacter(c) ? c : ' ');
            }
        });
        return safe.toString();
    }

    /** What XML 1.0 allows (section 2.2). */
    private static boolean isCharacter(int c) {
        return c == '\n' || c == '\t' || (c >= ' ' && c < 0xD800) || (c > 0xDFFF && c < 0xFFFE) || c > 0xFFFF;
    }
}
