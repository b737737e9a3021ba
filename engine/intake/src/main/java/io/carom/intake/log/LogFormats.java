package io.carom.intake.log;

import org.jspecify.annotations.Nullable;

/** Recognises formats by a line. */
final class LogFormats {
    private LogFormats() {}

    /** The format whose log may begin with this line (one character a byte), or null. */
    static @Nullable LogFormat of(String line) {
        int at = 0;
        while (at < line.length() && line.charAt(at) <= ' ') {
            at++;
        }
        if (at == line.length()) {
            return null;
        }
        char first = line.charAt(at);
        if (first == '{') {
            return line.contains("\"type\"") && (line.contains("\"recipient\"") || line.contains("\"queue\""))
                    ? LogFormat.KUMOMTA
                    : null;
        }
        if (line.startsWith("type,") && (line.contains(",rcpt") || line.contains(",timeLogged"))) {
            return LogFormat.POWERMTA;
        }
        if (line.startsWith("\"type\",")) {
            return LogFormat.POWERMTA;
        }
        if (isDate(line, at)) {
            return dated(line, at);
        }
        if (first == '<' && line.indexOf('>') < at + 6 && line.indexOf('>') > at + 1 && digit(line, at + 1)) {
            return LogFormat.SYSLOG;
        }
        if (isMonth(line, at)) {
            return LogFormat.SYSLOG;
        }
        if (first == '[') {
            return HarakaReader.looksLike(line)
                    ? LogFormat.HARAKA
                    : ZoneMtaReader.looksLike(line) ? LogFormat.ZONEMTA : null;
        }
        if (ZoneMtaReader.looksLike(line)) {
            return LogFormat.ZONEMTA;
        }
        return ReplyReader.looksLike(line) ? LogFormat.REPLIES : null;
    }

    /** A line that begins with an ISO date: with {@code T} syslog, else Exim, unless another server's words follow. */
    private static @Nullable LogFormat dated(String line, int at) {
        if (line.length() < at + 19 || line.charAt(at + 13) != ':') {
            return null;
        }
        if (HarakaReader.looksLike(line)) {
            return LogFormat.HARAKA;
        }
        if (ZoneMtaReader.looksLike(line)) {
            return LogFormat.ZONEMTA;
        }
        return line.charAt(at + 10) == 'T' ? LogFormat.SYSLOG : LogFormat.EXIM;
    }

    private static boolean isDate(String line, int at) {
        if (line.length() < at + 11) {
            return false;
        }
        for (int i = 0; i < 10; i++) {
            boolean dash = i == 4 || i == 7;
            if (dash ? line.charAt(at + i) != '-' : !digit(line, at + i)) {
                return false;
            }
        }
        return line.charAt(at + 10) == ' ' || line.charAt(at + 10) == 'T';
    }

    private static boolean isMonth(String line, int at) {
        return line.length() > at + 16
                && "JanFebMarAprMayJunJulAugSepOctNovDec".indexOf(line.substring(at, at + 3)) % 3 == 0
                && line.charAt(at + 3) == ' '
                && line.indexOf(':', at) > 0;
    }

    private static boolean digit(String line, int at) {
        return at < line.length() && line.charAt(at) >= '0' && line.charAt(at) <= '9';
    }
}
