package io.carom.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One SMTP reply: a code of three digits, an enhanced code where there is one, and the text, verbatim. Immutable.
 *
 * @param code the reply code, 200 to 599, or 0 when the line has none
 * @param status the enhanced code, or null when the line has none
 * @param text the reply as it was received, codes included
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5321#section-4.2">RFC 5321, 4.2</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2034#section-4">RFC 2034, 4</a>
 */
public record SmtpReply(int code, @Nullable EnhancedStatus status, String text) {
    /** Reads a reply, also one with several lines or with only one of the codes. Never fails: what is not there is left out. */
    public static SmtpReply parse(String line) {
        int start = 0;
        while (start < line.length() && line.charAt(start) <= ' ') {
            start++;
        }
        int code = codeAt(line, start);
        int rest = code == 0 ? start : start + 3;
        while (rest < line.length()
                && (line.charAt(rest) == ' ' || line.charAt(rest) == '-' || line.charAt(rest) == '#')) {
            rest++;
        }
        Optional<EnhancedStatus> status = EnhancedStatus.leading(line, rest);
        return new SmtpReply(code, status.orElse(null), line);
    }

    static int codeAt(CharSequence line, int at) {
        if (line.length() < at + 3 || line.charAt(at) < '2' || line.charAt(at) > '5') {
            return 0;
        }
        int code = 0;
        for (int i = at; i < at + 3; i++) {
            char digit = line.charAt(i);
            if (digit < '0' || digit > '9') {
                return 0;
            }
            code = code * 10 + digit - '0';
        }
        boolean alone = line.length() == at + 3
                || (!Character.isLetterOrDigit(line.charAt(at + 3)) && line.charAt(at + 3) != '.');
        return alone ? code : 0;
    }
}
