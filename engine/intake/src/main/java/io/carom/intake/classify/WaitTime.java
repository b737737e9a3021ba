package io.carom.intake.classify;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds how long a receiver asks to wait: {@code in 5 minutes}, {@code for 300 seconds}, {@code 00:04:59}. No instances. */
final class WaitTime {
    private static final Duration LONGEST = Duration.ofDays(5);

    private WaitTime() {}

    /** The time named in {@code text}, at least a second and at most five days, or null. */
    static @Nullable Duration find(String text) {
        int limit = Math.min(text.length(), NormalText.MAX_CHARS);
        long seconds = 0;
        int lastEnd = -1;
        for (int at = 0; at < limit; at++) {
            char c = text.charAt(at);
            if (c < '0' || c > '9' || (at > 0 && !opens(text.charAt(at - 1)))) {
                continue;
            }
            Amount amount = Amount.read(text, at, limit);
            if (amount != null && (lastEnd < 0 || at - lastEnd <= 6)) {
                seconds += amount.seconds;
                lastEnd = amount.end;
                at = amount.end - 1;
            } else if (lastEnd >= 0) {
                break;
            }
        }
        return seconds > 0 && seconds <= LONGEST.toSeconds() ? Duration.ofSeconds(seconds) : null;
    }

    private static boolean opens(char before) {
        return before <= ' ' || before == '(' || before == '=' || before == ':' || before == '<' || before == '[';
    }

    private record Amount(long seconds, int end) {
        static @Nullable Amount read(String text, int at, int limit) {
            int end = at;
            long number = 0;
            long clock = 0;
            int colons = 0;
            while (end < limit && (isDigit(text.charAt(end)) || isColon(text, end, limit))) {
                char c = text.charAt(end++);
                if (c == ':') {
                    clock = (clock + number) * 60;
                    number = 0;
                    colons++;
                } else {
                    number = number * 10 + c - '0';
                }
                if (end - at > 9) {
                    return null;
                }
            }
            if (colons > 0) {
                return clockTime(text, at, end, clock + number, colons);
            }
            int unit = end;
            while (unit < limit && (text.charAt(unit) == ' ' || text.charAt(unit) == '-')) {
                unit++;
            }
            if (text.startsWith("more ", unit)) {
                unit += 5;
            }
            int wordEnd = unit;
            while (wordEnd < limit && wordEnd < unit + 12 && Character.isLetter(text.charAt(wordEnd))) {
                wordEnd++;
            }
            long factor = factor(text.substring(unit, wordEnd).toLowerCase(Locale.ROOT));
            return factor == 0 ? null : new Amount(number * factor, wordEnd);
        }

        /** {@code 5:00} after a word that speaks of waiting, {@code 00:04:59} anywhere but behind a date. */
        private static @Nullable Amount clockTime(String text, int at, int end, long seconds, int colons) {
            String before = text.substring(Math.max(0, at - 8), at).toLowerCase(Locale.ROOT);
            boolean waits = before.endsWith("for ") || before.endsWith("in ") || before.endsWith("after ");
            return waits && colons <= 2 ? new Amount(seconds, end) : null;
        }

        private static boolean isColon(String text, int at, int limit) {
            return text.charAt(at) == ':' && at + 1 < limit && isDigit(text.charAt(at + 1));
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }

        private static long factor(String unit) {
            return switch (unit) {
                case "s",
                        "sec",
                        "secs",
                        "second",
                        "seconds",
                        "sekunden",
                        "secondes",
                        "segundos",
                        "secondi",
                        "seconden",
                        "sekund" -> 1;
                case "m",
                        "min",
                        "mins",
                        "minute",
                        "minutes",
                        "minuten",
                        "minutos",
                        "minuti",
                        "minuut",
                        "minut",
                        "minuty" -> 60;
                case "h",
                        "hr",
                        "hrs",
                        "hour",
                        "hours",
                        "stunde",
                        "stunden",
                        "heure",
                        "heures",
                        "hora",
                        "horas",
                        "ora",
                        "ore",
                        "uur" -> 3600;
                case "day", "days" -> 86_400;
                default -> 0;
            };
        }
    }
}
