package io.carom.intake.mail;

import io.carom.intake.mail.StatusFields.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a feedback report. Immutable.
 *
 * @param type {@code abuse}, {@code opt-out}, {@code fraud}, {@code virus}, {@code not-spam}, {@code auth-failure} or {@code other}
 * @param recipients whom the message went to, as far as the fields say
 * @param sendingIp where it came from, or null
 * @param arrival when it arrived, as written, or null
 * @param reporter the program that reports, or null
 * @param authentication what failed in an authentication report, or null
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5965#section-3">RFC 5965, 3</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6591">RFC 6591</a>
 */
record Feedback(
        String type,
        List<String> recipients,
        @Nullable String sendingIp,
        @Nullable String arrival,
        @Nullable String reporter,
        @Nullable String returnPath,
        @Nullable String authentication) {
    /** Reads the content of one part; null when there is no Feedback-Type in it. */
    static @Nullable Feedback read(String text, int limit) {
        String type = null;
        String ip = null;
        String arrival = null;
        String agent = null;
        String failure = null;
        String returnPath = null;
        Map<String, String> removed = new LinkedHashMap<>();
        Map<String, String> recipients = new LinkedHashMap<>();
        for (List<Field> group : StatusFields.groups(text)) {
            for (Field field : group) {
                switch (field.name()) {
                    case "feedbacktype" -> type = type == null ? type(field.value()) : type;
                    case "originalrcptto" -> add(recipients, field.value(), limit);
                    case "removalrecipient", "originalrecipient", "xoriginalrecipient" ->
                        add(removed, field.value(), limit);
                    case "sourceip" -> ip = ip == null ? ip(field.value()) : ip;
                    case StatusFields.ARRIVAL, "receiveddate" -> arrival = arrival == null ? field.value() : arrival;
                    case "useragent" -> agent = field.value();
                    case "authfailure" -> failure = field.value();
                    case "originalmailfrom" ->
                        returnPath = returnPath == null ? Addresses.ofField(field.value()) : returnPath;
                    default -> {}
                }
            }
        }
        if (type == null) {
            return null;
        }
        return new Feedback(
                type,
                List.copyOf((recipients.isEmpty() ? removed : recipients).values()),
                ip,
                arrival,
                agent,
                returnPath,
                failure);
    }

    static String type(String field) {
        String word = field.strip().toLowerCase(Locale.ROOT);
        return switch (word) {
            case "abuse", "fraud", "virus", "opt-out", "not-spam", "auth-failure" -> word;
            case "opt-out-list", "optout", "unsubscribe" -> "opt-out";
            case "spam", "complaint", "junk" -> "abuse";
            case "notspam", "not_spam", "ham" -> "not-spam";
            case "dkim", "spf", "dmarc", "auth_failure" -> "auth-failure";
            default -> "other";
        };
    }

    static @Nullable String ip(String field) {
        String text = field.strip();
        int from = 0;
        while (from < text.length() && "[(".indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        int end = from;
        while (end < text.length()
                && (Character.digit(text.charAt(end), 16) >= 0 || text.charAt(end) == '.' || text.charAt(end) == ':')) {
            end++;
        }
        String ip = text.substring(from, end);
        return ip.length() >= 3 && ip.length() <= 45 && (ip.indexOf('.') > 0 || ip.indexOf(':') >= 0) ? ip : null;
    }

    private static void add(Map<String, String> out, String value, int limit) {
        String address = out.size() < limit ? Addresses.ofField(value) : null;
        if (address != null) {
            out.putIfAbsent(address.toLowerCase(Locale.ROOT), address);
        }
    }
}
