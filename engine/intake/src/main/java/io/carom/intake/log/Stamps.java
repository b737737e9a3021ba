package io.carom.intake.log;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the times that log lines begin with. A date without a year gets the one that puts it next to the line before, and not
 * more than a day behind the reference. For one thread.
 */
final class Stamps {
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final long DAY = 86_400;

    private final ZoneId zone;
    private final Supplier<Instant> reference;
    private long last = Long.MIN_VALUE;
    private String cachedText = "";
    private @Nullable Instant cached;
    private long cachedDay = Long.MIN_VALUE;
    private int cachedDayKey = -1;

    /** Where the time that was read last ends. */
    private int end;

    Stamps(ZoneId zone, Supplier<Instant> reference) {
        this.zone = zone;
        this.reference = reference;
    }

    int end() {
        return end;
    }

    /** The second of the epoch that the last line without a year was given, for the state that is kept; or the least number. */
    long last() {
        return last;
    }

    void restore(long value) {
        last = value;
    }

    /** {@code Nov 22 02:56:36} at {@code from}, also with a year behind the day; null when it is no such time. */
    @Nullable
    Instant syslog(String s, int from) {
        if (s.length() < from + 15) {
            return null;
        }
        if (cached != null && s.startsWith(cachedText, from)) {
            end = from + cachedText.length();
            return cached;
        }
        int month = month(s, from);
        int day = two(s, from + 4);
        if (month == 0 || day < 1 || s.charAt(from + 3) != ' ' || s.charAt(from + 6) != ' ') {
            return null;
        }
        int at = from + 7;
        int year = 0;
        if (s.length() >= at + 13 && s.charAt(at + 4) == ' ' && four(s, at) > 1970) {
            year = four(s, at);
            at += 5;
        }
        int time = clock(s, at);
        if (time < 0) {
            return null;
        }
        Instant read = year == 0 ? yearless(month, day, time) : local(year, month, day, time, 0);
        if (read != null) {
            end = at + 8;
            cachedText = s.substring(from, end);
            cached = read;
        }
        return read;
    }

    /** {@code 2026-11-22 02:56:36}, with {@code T} or a blank, a fraction, an offset; null when it is no such time. */
    @Nullable
    Instant iso(String s, int from) {
        if (s.length() < from + 19 || s.charAt(from + 4) != '-' || s.charAt(from + 7) != '-') {
            return null;
        }
        int year = four(s, from);
        int month = two(s, from + 5);
        int day = two(s, from + 8);
        int time = clock(s, from + 11);
        if (year < 1970 || month < 1 || day < 1 || time < 0) {
            return null;
        }
        int at = from + 19;
        int nanos = 0;
        if (at < s.length() && (s.charAt(at) == '.' || s.charAt(at) == ',')) {
            int scale = 100_000_000;
            for (at++; at < s.length() && digit(s, at) >= 0; at++) {
                nanos += digit(s, at) * scale;
                scale /= 10;
            }
        }
        if (at < s.length() && s.charAt(at) == 'Z') {
            end = at + 1;
            return utc(year, month, day, time, nanos, 0);
        }
        int sign = offsetAt(s, at);
        if (sign >= 0) {
            int offset = two(s, sign + 1) * 3600;
            int minutes = s.length() > sign + 3 && s.charAt(sign + 3) == ':' ? sign + 4 : sign + 3;
            if (s.length() >= minutes + 2 && two(s, minutes) >= 0) {
                offset += two(s, minutes) * 60;
                end = minutes + 2;
                return utc(year, month, day, time, nanos, s.charAt(sign) == '-' ? -offset : offset);
            }
        }
        end = at;
        return zone instanceof ZoneOffset fixed
                ? utc(year, month, day, time, nanos, fixed.getTotalSeconds())
                : local(year, month, day, time, nanos);
    }

    /** Where an offset's sign stands: at {@code at}, or behind one blank there; -1 when none does. */
    private static int offsetAt(String s, int at) {
        int sign = at < s.length() && s.charAt(at) == ' ' ? at + 1 : at;
        if (s.length() < sign + 5 || (s.charAt(sign) != '+' && s.charAt(sign) != '-') || two(s, sign + 1) < 0) {
            return -1;
        }
        return digit(s, sign + 3) >= 0 || s.charAt(sign + 3) == ':' ? sign : -1;
    }

    private @Nullable Instant utc(int year, int month, int day, int time, int nanos, int offset) {
        int key = (year << 9) + (month << 5) + day;
        if (key != cachedDayKey) {
            try {
                cachedDay = LocalDate.of(year, month, day).toEpochDay();
                cachedDayKey = key;
            } catch (DateTimeException e) {
                return null; // a day that does not exist
            }
        }
        return Instant.ofEpochSecond(cachedDay * DAY + time - offset, nanos);
    }

    private @Nullable Instant local(int year, int month, int day, int time, int nanos) {
        try {
            return LocalDate.of(year, month, day)
                    .atStartOfDay()
                    .plusSeconds(time)
                    .plusNanos(nanos)
                    .atZone(zone)
                    .toInstant();
        } catch (DateTimeException e) {
            return null; // a day that does not exist
        }
    }

    private @Nullable Instant yearless(int month, int day, int time) {
        long latest = reference.get().getEpochSecond() + DAY;
        int year = LocalDateTime.ofInstant(Instant.ofEpochSecond(latest), zone).getYear();
        long best = Long.MIN_VALUE;
        // Eight years back are enough for the 29th of February, also around a century.
        for (int candidate = year; candidate > year - 9; candidate--) {
            if (day == 29 && month == 2 && !Year.isLeap(candidate)) {
                continue;
            }
            Instant instant = local(candidate, month, day, time, 0);
            if (instant == null) {
                return null;
            }
            long second = instant.getEpochSecond();
            boolean closer = best == Long.MIN_VALUE
                    || (last != Long.MIN_VALUE && Math.abs(second - last) < Math.abs(best - last));
            if (second <= latest && closer) {
                best = second;
            } else if (best != Long.MIN_VALUE) {
                break;
            }
        }
        if (best == Long.MIN_VALUE) {
            return null;
        }
        last = best;
        return Instant.ofEpochSecond(best);
    }

    private static int month(String s, int at) {
        int found = MONTHS.indexOf(s.substring(at, at + 3));
        return found >= 0 && found % 3 == 0 ? found / 3 + 1 : 0;
    }

    /** Seconds of the day, or -1; a leap second counts as the one before it. */
    private static int clock(String s, int at) {
        if (s.length() < at + 8 || s.charAt(at + 2) != ':' || s.charAt(at + 5) != ':') {
            return -1;
        }
        int hour = two(s, at);
        int minute = two(s, at + 3);
        int second = two(s, at + 6);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
            return -1;
        }
        return hour * 3600 + minute * 60 + Math.min(second, 59);
    }

    private static int four(String s, int at) {
        int high = two(s, at);
        int low = two(s, at + 2);
        return high < 0 || low < 0 || s.charAt(at) == ' ' || s.charAt(at + 2) == ' ' ? -1 : high * 100 + low;
    }

    private static int two(String s, int at) {
        if (s.length() < at + 2) {
            return -1;
        }
        int tens = s.charAt(at) == ' ' ? 0 : digit(s, at);
        int ones = digit(s, at + 1);
        return tens < 0 || ones < 0 ? -1 : tens * 10 + ones;
    }

    private static int digit(String s, int at) {
        char c = s.charAt(at);
        return c >= '0' && c <= '9' ? c - '0' : -1;
    }
}
