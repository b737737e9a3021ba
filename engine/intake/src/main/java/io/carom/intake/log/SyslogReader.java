package io.carom.intake.log;

import java.time.Instant;
import java.util.Map;

/**
 * Takes the syslog header off and hands the rest to the reader of the program that wrote it. Knows the old header, the one with an
 * ISO time, and the one of RFC 5424, each with or without a priority.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3164#section-4.1">RFC 3164, 4.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5424#section-6">RFC 5424, 6</a>
 */
final class SyslogReader implements LineReader {
    private final Stamps stamps;
    private final LineReader postfix;
    private final Map<String, LineReader> byProgram;

    /** {@code byProgram}: readers by the program's name without path; {@code postfix} takes every name with a slash. */
    SyslogReader(Stamps stamps, LineReader postfix, Map<String, LineReader> byProgram) {
        this.stamps = stamps;
        this.postfix = postfix;
        this.byProgram = byProgram;
    }

    @Override
    public void read(Line line, Out out) {
        String s = line.all;
        int at = s.length() > 2 && s.charAt(0) == '<' ? afterPriority(s) : 0;
        boolean modern = at > 0 && s.startsWith("1 ", at);
        if (modern) {
            at += 2;
        }
        Instant time = at < s.length() && s.charAt(at) <= '9' ? stamps.iso(s, at) : stamps.syslog(s, at);
        if (time == null) {
            out.bad("it begins with no time of a syslog header");
            return;
        }
        line.at = time;
        int hostAt = stamps.end() + 1;
        int hostEnd = hostAt < s.length() ? s.indexOf(' ', hostAt) : -1;
        if (hostEnd < 0 || hostEnd - hostAt > 255) {
            out.bad("there is no host and program behind the time");
            return;
        }
        line.host = s.substring(hostAt, hostEnd);
        int message = modern ? modernProgram(line, s, hostEnd + 1) : program(line, s, hostEnd + 1);
        if (message < 0) {
            return; // "last message repeated", kernel lines and the like
        }
        line.start = message;
        LineReader reader = line.program.indexOf('/') >= 0 ? postfix : byProgram.get(line.program);
        if (reader != null) {
            reader.read(line, out);
        }
    }

    /** {@code postfix/smtp[12]: message}: the message's place, or -1. */
    private static int program(Line line, String s, int at) {
        int end = at;
        while (end < s.length()) {
            char c = s.charAt(end);
            if (c == '[' || c == ':' || c == ' ') {
                break;
            }
            end++;
        }
        int colon = s.indexOf(": ", end);
        if (end == at || colon < 0 || colon > end + 24) {
            return -1;
        }
        line.program = s.substring(at, end);
        return colon + 2;
    }

    /** {@code postfix/smtp 12 ID47 [data] message}: the message's place, or -1. */
    private static int modernProgram(Line line, String s, int at) {
        int end = s.indexOf(' ', at);
        int pid = end < 0 ? -1 : s.indexOf(' ', end + 1);
        int id = pid < 0 ? -1 : s.indexOf(' ', pid + 1);
        if (id < 0) {
            return -1;
        }
        line.program = s.substring(at, end);
        int after = id + 1;
        if (after < s.length() && s.charAt(after) == '[') {
            // Structured data: elements in brackets, values in quotes, a backslash before a quote or bracket inside.
            boolean quoted = false;
            for (; after < s.length(); after++) {
                char c = s.charAt(after);
                if (c == '\\') {
                    after++;
                } else if (c == '"') {
                    quoted = !quoted;
                } else if (c == ' ' && !quoted && s.charAt(after - 1) == ']') {
                    break;
                }
            }
        } else {
            after = s.indexOf(' ', after);
        }
        if (after < 0 || after >= s.length()) {
            return -1;
        }
        int message = after + 1;
        return s.startsWith("\u00ef\u00bb\u00bf", message) ? message + 3 : message;
    }

    private static int afterPriority(String s) {
        int close = s.indexOf('>');
        return close > 0 && close <= 5 ? close + 1 : 0;
    }
}
