package io.carom.rules.drl;

/**
 * One word, literal or sign of a rule file. Immutable.
 *
 * @param kind what it is
 * @param text as it stands in the file; of a string, what is between the quotes
 * @param start where it begins in the file
 * @param end where it ends in the file
 * @param line 1 is the first
 * @param col 1 is the first
 */
record Token(Kind kind, String text, int start, int end, int line, int col) {
    enum Kind {
        WORD,
        STRING,
        NUMBER,
        SIGN,
        /** A string or character that was complained of already. */
        BROKEN,
        END
    }

    boolean is(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equals(word);
    }

    /** As a message shows it. */
    String shown() {
        return switch (kind) {
            case END -> "the end of the file";
            case STRING -> "\"" + Words.cut(text, 40) + "\"";
            case BROKEN -> "this";
            default -> "`" + Words.cut(text, 40) + "`";
        };
    }
}
