package io.carom.dsl.run;

import io.carom.api.Proposal;
import io.carom.api.Proposed;
import org.jspecify.annotations.Nullable;

/** What an argument of a verb may be; the same rules when a script is compiled and when it runs. */
public final class Words {
    private static final long MOST_SECONDS = 30L * 86_400;
    private static final int MOST_ATTEMPTS = 100;

    private Words() {}

    /** What is wrong with these arguments of {@code retry}, or null. */
    public static @Nullable String wrongRetry(long seconds, int attempts) {
        String wrong = wrongSpan(seconds);
        return wrong != null ? wrong : wrongAttempts(attempts);
    }

    /** What is wrong with this length of time, or null. */
    public static @Nullable String wrongSpan(long seconds) {
        if (seconds <= 0) {
            return "a time of " + span(seconds) + " is not longer than zero";
        }
        return seconds > MOST_SECONDS ? "a time of " + span(seconds) + " is longer than 30 days" : null;
    }

    /** What is wrong with this number of attempts, or null. */
    public static @Nullable String wrongAttempts(int attempts) {
        return attempts < 1 || attempts > MOST_ATTEMPTS ? attempts + " attempts are not 1 to " + MOST_ATTEMPTS : null;
    }

    /** Whether {@code rate} is a number of messages per unit: {@code 10/min}, {@code 500/hour}. */
    public static boolean isRate(String rate) {
        int slash = rate.indexOf('/');
        if (slash < 1 || slash > 7 || rate.charAt(0) == '0') {
            return false;
        }
        for (int i = 0; i < slash; i++) {
            if (rate.charAt(i) < '0' || rate.charAt(i) > '9') {
                return false;
            }
        }
        return switch (rate.substring(slash + 1)) {
            case "s", "sec", "min", "h", "hour", "d", "day" -> true;
            default -> false;
        };
    }

    /** Whether {@code name} can be a signal's: letters, digits, {@code _}, {@code -} and {@code .}, at most 64. */
    public static boolean isSignal(String name) {
        if (name.isEmpty() || name.length() > 64) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letter && (i == 0 || (c != '_' && c != '-' && c != '.'))) {
                return false;
            }
        }
        return true;
    }

    /** A length of time as a script would write it: {@code 90.minutes}. */
    public static String span(long seconds) {
        if (seconds != 0 && seconds % 86_400 == 0) {
            return seconds / 86_400 + ".days";
        }
        if (seconds != 0 && seconds % 3_600 == 0) {
            return seconds / 3_600 + ".hours";
        }
        return seconds != 0 && seconds % 60 == 0 ? seconds / 60 + ".minutes" : seconds + ".seconds";
    }

    /** A value as a message shows it: at most 60 characters, without control characters. */
    public static String shown(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length() && i < 60; i++) {
            char c = value.charAt(i);
            text.append(Character.isISOControl(c) ? ' ' : c);
        }
        return value.length() > 60 ? text + "..." : text.toString();
    }

    /** {@code origin} with another proposal. */
    static Proposed with(Proposed origin, Proposal what) {
        return new Proposed(
                origin.phase(), origin.by(), origin.pack(), origin.rank(), origin.text(), origin.place(), what);
    }
}
