package io.carom.rules.drl;

import io.carom.api.Fault;
import io.carom.api.Reason;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns a verb's literal arguments into values, or complains. For one thread. */
final class Arguments {
    private static final Pattern LENGTH = Pattern.compile("([1-9][0-9]{0,6})([smhd])");
    private static final Pattern RATE = Pattern.compile("[1-9][0-9]{0,6}/(s|min|h|d)");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,63}");
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final int MOST_ATTEMPTS = 100;

    private final Findings findings;
    private final Set<String> retryPolicies;

    Arguments(Findings findings, Set<String> retryPolicies) {
        this.findings = findings;
        this.retryPolicies = retryPolicies;
    }

    /** The value of one argument, or null after a complaint. */
    @Nullable
    Object value(Verb.Parameter parameter, Token token) {
        if (parameter == Verb.Parameter.ATTEMPTS) {
            return attempts(token);
        }
        if (token.kind() != Token.Kind.STRING) {
            findings.error(
                    token, "argument-type", token.shown() + " is no " + parameter.word(), "write it in double quotes");
            return null;
        }
        String text = token.text();
        return switch (parameter) {
            case REASON -> reason(token, text);
            case FAULT -> fault(token, text);
            case RETRY_POLICY -> retryPolicy(token, text);
            case LENGTH -> length(token, text);
            case RATE -> matched(token, text, RATE, "rate", "write a number per s, min, h or d: \"10/min\"");
            case NAME ->
                matched(token, text, NAME, "name", "use small letters, digits, `_`, `.` and `-`: \"ip_blocklisted\"");
            default -> sentence(token, text);
        };
    }

    private @Nullable Integer attempts(Token token) {
        Integer number = Literals.number(token.text());
        if (token.kind() != Token.Kind.NUMBER || number == null || number < 1 || number > MOST_ATTEMPTS) {
            findings.error(
                    token,
                    "argument-value",
                    token.shown() + " is no number of attempts",
                    "write a number from 1 to " + MOST_ATTEMPTS);
            return null;
        }
        return number;
    }

    private @Nullable Reason reason(Token token, String text) {
        Reason reason = Reason.of(text).orElse(null);
        if (reason == null) {
            findings.error(
                    token,
                    "unknown-reason",
                    "there is no reason '" + text + "'",
                    Words.hint(
                            text,
                            Arrays.stream(Reason.values()).map(Reason::word).toList()));
        }
        return reason;
    }

    private @Nullable Fault fault(Token token, String text) {
        Fault fault = Fault.of(text).orElse(null);
        if (fault == null) {
            findings.error(
                    token,
                    "unknown-fault",
                    "there is no fault '" + text + "'",
                    Words.hint(
                            text, Arrays.stream(Fault.values()).map(Fault::word).toList()));
        }
        return fault;
    }

    private @Nullable String retryPolicy(Token token, String text) {
        if (!retryPolicies.contains(text)) {
            List<String> known = retryPolicies.stream().sorted().toList();
            String hint = Words.hint(text, known);
            findings.error(
                    token,
                    "unknown-retry-policy",
                    "there is no retry policy '" + text + "'",
                    hint.endsWith("?") ? hint : hint + ", or name it under retryPolicies in policy.yml");
            return null;
        }
        return text;
    }

    private @Nullable Duration length(Token token, String text) {
        Matcher matcher = LENGTH.matcher(text);
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            Duration length = switch (matcher.group(2)) {
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
            if (length.compareTo(LONGEST) <= 0) {
                return length;
            }
        }
        findings.error(
                token,
                "argument-value",
                token.shown() + " is no length of time up to 30 days",
                "write \"30m\", \"4h\" or \"2d\"");
        return null;
    }

    private @Nullable String matched(Token token, String text, Pattern pattern, String what, String hint) {
        if (!pattern.matcher(text).matches()) {
            findings.error(token, "argument-value", token.shown() + " is no " + what, hint);
            return null;
        }
        return text;
    }

    private @Nullable String sentence(Token token, String text) {
        if (text.isBlank()) {
            findings.error(token, "argument-value", "the sentence is empty", "say what an operator should know");
            return null;
        }
        return text;
    }
}
