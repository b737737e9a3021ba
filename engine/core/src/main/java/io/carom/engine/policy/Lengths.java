package io.carom.engine.policy;

import java.time.Duration;
import java.util.Optional;

/** Lengths of time as policies write them: a whole number and a unit, {@code 90s}, {@code 30m}, {@code 4h}, {@code 2d}. */
public final class Lengths {
    private Lengths() {}

    /** The length that {@code text} says, or empty when it says none or one of over 10 years. */
    public static Optional<Duration> parse(String text) {
        if (text.length() < 2 || text.length() > 10) {
            return Optional.empty();
        }
        String digits = text.substring(0, text.length() - 1);
        if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        long seconds = switch (text.charAt(text.length() - 1)) {
            case 's' -> 1;
            case 'm' -> 60;
            case 'h' -> 3_600;
            case 'd' -> 86_400;
            default -> 0;
        };
        Duration length = Duration.ofSeconds(seconds * Long.parseLong(digits));
        return seconds == 0 || length.compareTo(Duration.ofDays(3_650)) > 0 ? Optional.empty() : Optional.of(length);
    }
}
