package io.carom.intake.mail;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the recipient out of a return path that spells it out: {@code list-bounces+user=example.com@our.example} and its like. What is
 * spelt out proves nothing: a signed return path does, and is checked elsewhere. Never fails.
 */
final class Verp {
    private Verp() {}

    /** The first address that one of {@code paths} spells out, or null. */
    static @Nullable String spelt(List<String> paths) {
        for (String path : paths) {
            String found = spelt(path);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable String spelt(String path) {
        int at = path.lastIndexOf('@');
        String local = at < 0 ? path : path.substring(0, at);
        int equals = local.lastIndexOf('=');
        if (equals <= 0
                || local.regionMatches(true, 0, "srs0", 0, 4)
                || local.regionMatches(true, 0, "srs1", 0, 4)
                || local.regionMatches(true, 0, "prvs=", 0, 5)) {
            return null;
        }
        String domain = local.substring(equals + 1);
        int dot = domain.indexOf('.');
        if (dot <= 0 || dot == domain.length() - 1) {
            return null;
        }
        int from = Math.max(
                local.lastIndexOf('+', equals),
                Math.max(
                        local.indexOf('-') < 0 ? -1 : bounceMark(local, equals),
                        local.lastIndexOf("__", equals) < 0 ? -1 : local.lastIndexOf("__", equals) + 1));
        String user = local.substring(from + 1 + number(local, from), equals);
        return user.isEmpty() ? null : user + "@" + domain;
    }

    /** How long a sender's number is behind {@code bounces+}, with the hyphens around it: {@code bounces+4711-1a2b-user=example.com}. */
    private static int number(String local, int plus) {
        if (plus < 6
                || local.charAt(plus) != '+'
                || (!local.regionMatches(true, plus - 6, "bounce", 0, 6)
                        && !local.regionMatches(true, Math.max(0, plus - 7), "bounces", 0, 7))) {
            return 0;
        }
        int at = plus + 1;
        while (at < local.length() && Character.isDigit(local.charAt(at))) {
            at++;
        }
        if (at == plus + 1 || at >= local.length() || local.charAt(at) != '-') {
            return 0;
        }
        at++;
        boolean hex = at + 4 < local.length() && local.charAt(at + 4) == '-';
        for (int i = at; hex && i < at + 4; i++) {
            hex = Character.digit(local.charAt(i), 16) >= 0;
        }
        return (hex ? at + 5 : at) - plus - 1;
    }

    /** The hyphen after a prefix such as {@code bounces-}. */
    private static int bounceMark(String local, int equals) {
        int hyphen = local.indexOf('-');
        while (hyphen >= 0 && hyphen < equals) {
            String prefix = local.substring(0, hyphen).toLowerCase(java.util.Locale.ROOT);
            if (prefix.endsWith("bounce")
                    || prefix.endsWith("bounces")
                    || prefix.endsWith("owner")
                    || prefix.endsWith("return")
                    || prefix.endsWith("errors")) {
                return hyphen;
            }
            hyphen = local.indexOf('-', hyphen + 1);
        }
        return -1;
    }
}
