package io.carom.rules.drl;

/** Characters that a rule file must not hold, because a reader cannot see them or sees another order. */
final class Signs {
    private Signs() {}

    /** Control, format (right-to-left marks) and line-breaking characters except tab and new line. */
    static boolean hidden(char c) {
        if (c == '\n' || c == '\t' || c == '\r') {
            return false;
        }
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.PRIVATE_USE
                || type == Character.UNASSIGNED;
    }
}
