package io.carom.intake.classify;

import io.carom.api.EnhancedStatus;
import io.carom.spi.Evidence;
import org.jspecify.annotations.Nullable;

/**
 * The codes in force: a field's, unless that is a mere default ({@code 5.0.0}) and the text knows better. Immutable.
 *
 * @param status the enhanced code, or null
 * @param replyCode the reply code, or 0
 */
record Codes(@Nullable EnhancedStatus status, int replyCode) {
    /** Reads both codes of {@code evidence}. */
    static Codes of(Evidence evidence) {
        String text = evidence.text();
        Integer given = evidence.replyCode();
        int reply = given == null ? replyCode(text) : given;
        EnhancedStatus status = evidence.status();
        if (status == null || isGeneric(status)) {
            EnhancedStatus said = EnhancedStatus.find(
                            text.length() > NormalText.MAX_CHARS ? text.substring(0, NormalText.MAX_CHARS) : text)
                    .orElse(null);
            if (said != null && (said.statusClass() != 2 || (status == null && reply / 100 == 2))) {
                status = said;
            }
        }
        return new Codes(status, reply);
    }

    static boolean isGeneric(EnhancedStatus status) {
        return status.subject() == 0 && status.detail() == 0;
    }

    /** 2, 4 or 5, or 0 when nothing says so: the enhanced code's class, of a mere default the reply code's. */
    int statusClass() {
        EnhancedStatus code = status;
        int byReply = replyCode / 100;
        if (code == null) {
            return byReply == 2 || byReply == 4 || byReply == 5 ? byReply : 0;
        }
        boolean replyKnows = isGeneric(code) && (byReply == 4 || byReply == 5);
        return replyKnows ? byReply : code.statusClass();
    }

    /**
     * The first reply code that opens the text or follows a colon, a bracket, an arrow or a line end; 0 when there is none. A success counts at
     * the very start only: in the middle of a failure's text it is a number.
     */
    private static int replyCode(String text) {
        int limit = Math.min(text.length(), NormalText.MAX_CHARS) - 2;
        boolean opening = true;
        boolean first = true;
        for (int at = 0; at < limit; at++) {
            char c = text.charAt(at);
            if (c > ' ') {
                if (opening && c >= (first ? '2' : '4') && c <= '5') {
                    int code = codeAt(text, at);
                    if (code != 0) {
                        return code;
                    }
                }
                first = false;
                opening = opens(text, at, c);
            } else if (c == '\n' || c == '\r') {
                opening = true;
            }
        }
        return 0;
    }

    /** A colon inside a number (a time, an IPv6 address) opens nothing. */
    private static boolean opens(String text, int at, char c) {
        if (c == ':') {
            char before = at == 0 ? ' ' : text.charAt(at - 1);
            return text.charAt(at + 1) <= ' ' || before < '0' || (before > '9' && !isHex(before));
        }
        return c == '>' || c == ';' || c == '(' || c == '[' || c == '"';
    }

    private static boolean isHex(char c) {
        return (c | 32) >= 'a' && (c | 32) <= 'f';
    }

    private static int codeAt(String text, int at) {
        int code = 0;
        for (int i = at; i < at + 3; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return 0;
            }
            code = code * 10 + c - '0';
        }
        char after = at + 3 < text.length() ? text.charAt(at + 3) : ' ';
        boolean ends = after == ' ' || after == '-' || after == '\t' || after == '\r' || after == '\n';
        return ends && code <= 559 && code / 10 % 10 <= 7 ? code : 0;
    }
}
