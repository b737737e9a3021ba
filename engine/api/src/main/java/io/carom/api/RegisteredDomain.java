package io.carom.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The domain that somebody registered, whatever stands in front of it: {@code mail.example.co.uk} belongs to {@code example.co.uk}.
 * Knows the second levels of countries that register below them; suffixes that companies run are domains like any other. Safe for any
 * number of threads.
 */
public final class RegisteredDomain {
    private static final Map<String, Set<String>> SECOND_LEVELS = read();

    private RegisteredDomain() {}

    /** The registered domain of {@code domain}, lower case; {@code domain} itself where it has too few labels or is an address. */
    public static String of(String domain) {
        String name = domain.toLowerCase(Locale.ROOT);
        int end = name.endsWith(".") ? name.length() - 1 : name.length();
        if (end == 0 || name.startsWith("[")) {
            return name;
        }
        int last = name.lastIndexOf('.', end - 1);
        if (last <= 0) {
            return name.substring(0, end);
        }
        int second = name.lastIndexOf('.', last - 1);
        if (second < 0 || isNumber(name, last + 1, end)) {
            return name.substring(0, end);
        }
        Set<String> below = SECOND_LEVELS.getOrDefault(name.substring(last + 1, end), Set.of());
        if (!below.contains(name.substring(second + 1, last))) {
            return name.substring(second + 1, end);
        }
        return name.substring(name.lastIndexOf('.', second - 1) + 1, end);
    }

    private static boolean isNumber(String name, int from, int to) {
        for (int i = from; i < to; i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static Map<String, Set<String>> read() {
        Map<String, Set<String>> levels = new HashMap<>();
        try (InputStream in = RegisteredDomain.class.getResourceAsStream("second-levels.txt")) {
            if (in == null) {
                throw new IllegalStateException("second-levels.txt is not in this jar");
            }
            List<String> lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .toList();
            for (String line : lines) {
                int colon = line.indexOf(':');
                if (!line.startsWith("#") && colon > 0) {
                    levels.put(
                            line.substring(0, colon),
                            Set.of(line.substring(colon + 1).strip().split(" ")));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("second-levels.txt cannot be read", e);
        }
        return Map.copyOf(levels);
    }
}
