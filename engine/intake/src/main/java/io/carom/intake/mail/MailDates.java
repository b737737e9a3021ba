package io.carom.intake.mail;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Dates as mails write them: RFC 5322 and its obsolete forms, ctime, ISO 8601, with blanks, comments and weekdays in odd places.
 * Never fails.
 */
final class MailDates {
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final Map<String, Integer> ZONES = Map.ofEntries(
            Map.entry("ut", 0),
            Map.entry("utc", 0),
            Map.entry("gmt", 0),
            Map.entry("z", 0),
            Map.entry("est", -300),
            Map.entry("edt", -240),
            Map.entry("cst", -360),
            Map.entry("cdt", -300),
            Map.entry("mst", -420),
            Map.entry("mdt", -360),
            Map.entry("pst", -480),
            Map.entry("pdt", -420),
            Map.entry("bst", 60),
            Map.entry("cet", 60),
            Map.entry("cest", 120),
            Map.entry("met", 60),
            Map.entry("eet", 120),
            Map.entry("msk", 180),
            Map.entry("jst", 540));

    private MailDates() {}

    /** The instant that {@code text} names, or null when it names none. A date without a zone is read as UTC. */
    static @Nullable Instant parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String value = text.length() > 200 ? text.substring(0, 200) : text;
        String iso = value.strip();
        if (iso.length() > 18 && iso.charAt(4) == '-' && iso.charAt(10) == 'T') {
            try {
                return java.time.OffsetDateTime.parse(iso).toInstant();
            } catch (DateTimeParseException other) {
                // not that form: read it word by word
            }
        }
        return new Words().read(value);
    }

    /** Takes a date apart word by word; for one date. */
    private static final class Words {
        private int day = -1;
        private int month = -1;
        private int year = -1;
        private int second = -1;
        private @Nullable Integer zone;

        @Nullable
        Instant read(String value) {
            int at = 0;
            int depth = 0;
            while (at < value.length()) {
                char c = value.charAt(at);
                if (c == '(') {
                    depth++;
                } else if (c == ')') {
                    depth = Math.max(0, depth - 1);
                } else if (depth == 0 && (Character.isLetterOrDigit(c) || c == '+' || c == '-')) {
                    int end = at + 1;
                    while (end < value.length()
                            && (Character.isLetterOrDigit(value.charAt(end)) || value.charAt(end) == ':')) {
                        end++;
                    }
                    word(value.substring(at, end));
                    at = end;
                    continue;
                }
                at++;
            }
            return made();
        }

        private void word(String word) {
            char c = word.charAt(0);
            if ((c == '+' || c == '-') && word.length() == 5 && second >= 0 && digits(word.substring(1))) {
                int number = Integer.parseInt(word.substring(1));
                int minutes = number / 100 * 60 + number % 100;
                zone = c == '-' ? -minutes : minutes;
                return;
            }
            String bare = c == '+' || c == '-' ? word.substring(1) : word;
            if (bare.indexOf(':') > 0) {
                time(bare);
            } else if (digits(bare)) {
                number(bare);
            } else if (bare.length() >= 3) {
                String lower = bare.toLowerCase(Locale.ROOT);
                int index = MONTHS.indexOf(lower.substring(0, 3));
                if (month < 0 && index >= 0 && index % 3 == 0) {
                    month = index / 3 + 1;
                } else if (zone == null && ZONES.containsKey(lower)) {
                    zone = ZONES.get(lower);
                }
            } else if (zone == null && second >= 0) {
                zone = ZONES.get(bare.toLowerCase(Locale.ROOT));
            }
        }

        private void number(String bare) {
            if (bare.length() > 4) {
                return;
            }
            int number = Integer.parseInt(bare);
            if (bare.length() == 4) {
                if (year < 0 && number >= 1970) {
                    year = number;
                }
            } else if (day < 0 && number >= 1 && number <= 31) {
                day = number;
            } else if (month >= 0 && year < 0 && second < 0) {
                year = number + (bare.length() == 3 ? 1900 : number < 70 ? 2000 : 1900);
            }
        }

        private void time(String word) {
            String[] parts = word.split(":", -1);
            if (second >= 0 || parts.length < 2 || parts.length > 3) {
                return;
            }
            int total = 0;
            for (int i = 0; i < 3; i++) {
                String part = i < parts.length ? parts[i] : "0";
                if (!digits(part) || part.length() > 2) {
                    return;
                }
                total = total * 60 + Integer.parseInt(part);
            }
            second = total;
        }

        private @Nullable Instant made() {
            if (day < 0 || month < 0 || year < 0 || second > 86_400) {
                return null;
            }
            try {
                long days = LocalDate.of(year, month, day).toEpochDay();
                int minutes = zone == null || Math.abs(zone) > 18 * 60 ? 0 : zone;
                return Instant.ofEpochSecond(days * 86_400 + Math.max(0, second) - minutes * 60L);
            } catch (DateTimeException impossible) {
                return null;
            }
        }

        private static boolean digits(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                    return false;
                }
            }
            return !text.isEmpty();
        }
    }
}
