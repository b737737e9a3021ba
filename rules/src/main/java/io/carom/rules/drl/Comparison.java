package io.carom.rules.drl;

import io.carom.api.EnhancedStatus;
import io.carom.spi.AddressKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks one comparison: whether field, operator and literal fit, and whether it can ever hold. Null stands for what does not. For one thread. */
final class Comparison {
    static final Set<String> SIGNS = Set.of("==", "!=", "<", "<=", ">", ">=");

    private static final Pattern SUBJECT = Pattern.compile("[245]\\.[0-9]{1,3}");

    private final Findings findings;
    private final Token name;
    private final @Nullable Field field;

    Comparison(Findings findings, Token name, @Nullable Field field) {
        this.findings = findings;
        this.name = name;
        this.field = field;
    }

    /** A field alone. */
    @Nullable
    Condition bare() {
        if (field instanceof Field.Flag flag) {
            return new Condition.FlagIs(flag, true);
        }
        return wrong(name, "operator", "only a flag can stand alone", "compare it: " + name.text() + " == ...");
    }

    @Nullable
    Condition compare(Token sign, Token value) {
        boolean equality = sign.is("==") || sign.is("!=");
        if (field instanceof Field.Text text) {
            if (!equality) {
                return wrong(sign, "operator", "'" + text.name() + "' is text and has no order", "use == or in");
            }
            String literal = text(text, value);
            return literal == null ? null : negate(new Condition.TextIs(text, literal), sign.is("!="));
        }
        if (field instanceof Field.Count number) {
            Integer literal = number(number, value, equality);
            return literal == null ? null : new Condition.NumberIs(number, order(sign.text()), literal);
        }
        if (field instanceof Field.Flag flag) {
            if (!equality || !(value.isWord("true") || value.isWord("false"))) {
                return wrong(
                        value,
                        "literal-type",
                        "'" + flag.name() + "' is true or false",
                        "write " + flag.name() + " == true");
            }
            return new Condition.FlagIs(flag, value.isWord("true") == sign.is("=="));
        }
        return field == null
                ? null
                : wrong(
                        sign,
                        "operator",
                        "'" + name.text() + "' is a set of names",
                        "ask " + name.text() + " contains \"name\"");
    }

    @Nullable
    Condition in(List<Token> values, boolean negated) {
        if (field instanceof Field.Text text) {
            List<String> literals = new ArrayList<>();
            for (Token value : values) {
                String literal = text(text, value);
                if (literal == null) {
                    continue;
                }
                if (literals.contains(literal)) {
                    findings.warning(value, "twice", value.shown() + " stands in the list twice", "remove one");
                } else {
                    literals.add(literal);
                }
            }
            return literals.isEmpty()
                    ? null
                    : negate(new Condition.TextIn(text, List.copyOf(literals), Set.copyOf(literals)), negated);
        }
        if (field instanceof Field.Count number) {
            Set<Integer> literals = new java.util.HashSet<>();
            for (Token value : values) {
                Integer literal = number(number, value, true);
                if (literal != null) {
                    literals.add(literal);
                }
            }
            return literals.isEmpty() ? null : negate(new Condition.NumberIn(number, Set.copyOf(literals)), negated);
        }
        return field == null ? null : wrong(name, "operator", "'" + name.text() + "' is not compared with `in`", null);
    }

    @Nullable
    Condition contains(Token value, boolean negated) {
        if (value.kind() != Token.Kind.STRING) {
            return field == null || value.kind() == Token.Kind.BROKEN
                    ? null
                    : wrong(value, "literal-type", "`contains` takes a string", null);
        }
        if (field instanceof Field.Names names) {
            return negate(new Condition.Has(names, value.text()), negated);
        }
        if (field instanceof Field.Text text && text.words().isEmpty()) {
            if (text.name().equals("text")) {
                findings.warning(
                        value,
                        "phrase-in-rule",
                        "a phrase in a rule is looked for at every event, capitals as written",
                        "name it in signals/*.yml and ask signals contains \"name\"");
            }
            return part(text, Condition.TextPart.Where.CONTAINS, value, negated);
        }
        return field == null
                ? null
                : wrong(name, "operator", "'" + name.text() + "' does not contain anything", "compare it with ==");
    }

    @Nullable
    Condition part(Token operator, Token value) {
        if (field instanceof Field.Text text && text.words().isEmpty() && value.kind() == Token.Kind.STRING) {
            return part(
                    text,
                    operator.isWord("startsWith") ? Condition.TextPart.Where.STARTS : Condition.TextPart.Where.ENDS,
                    value,
                    false);
        }
        return field == null || value.kind() == Token.Kind.BROKEN
                ? null
                : wrong(operator, "operator", "str[" + operator.text() + "] compares an open text with a string", null);
    }

    private @Nullable Condition part(Field.Text text, Condition.TextPart.Where where, Token value, boolean negated) {
        if (value.text().isEmpty()) {
            return wrong(value, "always-holds", "every text has an empty part", "name a part of it");
        }
        if (text.form() == Field.Form.LOWER_CASE && !lower(value)) {
            return null;
        }
        return negate(new Condition.TextPart(text, where, value.text()), negated);
    }

    private @Nullable String text(Field.Text text, Token value) {
        if (value.kind() == Token.Kind.BROKEN) {
            return null;
        }
        if (value.kind() != Token.Kind.STRING) {
            findings.error(
                    value,
                    "literal-type",
                    "'" + text.name() + "' is text, not " + value.shown(),
                    "write it in double quotes: \"" + value.text() + "\"");
            return null;
        }
        String literal = value.text();
        if (literal.isEmpty()) {
            return literal;
        }
        if (!text.words().isEmpty() && !text.words().contains(literal)) {
            return never(value, "'" + text.name() + "' is never " + value.shown(), Words.hint(literal, text.words()));
        }
        return switch (text.form()) {
            case LOWER_CASE -> lower(value) && asInTheDns(value) ? literal : null;
            case STATUS ->
                EnhancedStatus.parse(literal)
                                .map(EnhancedStatus::toString)
                                .filter(literal::equals)
                                .isPresent()
                        ? literal
                        : never(
                                value,
                                value.shown() + " is no enhanced status code",
                                "write \"5.1.1\"; for all of 5.7 ask subject == \"5.7\"");
            case SUBJECT ->
                SUBJECT.matcher(literal).matches()
                        ? literal
                        : never(value, value.shown() + " is no class and subject", "write \"5.7\"");
            case ANY -> literal;
        };
    }

    /** Domains reach rules as the DNS has them, whoever wrote them. */
    private boolean asInTheDns(Token value) {
        String usual = switch (name.text()) {
            case "domain" -> AddressKey.domain(value.text());
            case "recipient" -> AddressKey.of("", value.text()).address();
            default -> value.text();
        };
        if (usual.equals(value.text())) {
            return true;
        }
        never(value, "'" + name.text() + "' has its domain as the DNS has it", "write \"" + usual + "\"");
        return false;
    }

    private boolean lower(Token value) {
        if (value.text().equals(value.text().toLowerCase(Locale.ROOT))) {
            return true;
        }
        never(
                value,
                "'" + name.text() + "' is always in small letters",
                "write \"" + value.text().toLowerCase(Locale.ROOT) + "\"");
        return false;
    }

    private @Nullable Integer number(Field.Count number, Token value, boolean equality) {
        Integer literal = value.kind() == Token.Kind.NUMBER ? Literals.number(value.text()) : null;
        if (literal == null) {
            if (value.kind() != Token.Kind.BROKEN) {
                findings.error(
                        value,
                        "literal-type",
                        "'" + number.name() + "' is a number, not " + value.shown(),
                        Literals.number(value.text()) == null ? null : "write " + value.text() + " without quotes");
            }
            return null;
        }
        if (equality && (literal < number.least() || literal > number.most())) {
            never(
                    value,
                    "'" + number.name() + "' is never " + literal,
                    "it is " + number.least() + " to " + number.most());
            return null;
        }
        return literal;
    }

    private @Nullable String never(Token value, String message, String hint) {
        findings.error(value, "never-holds", message, hint);
        return null;
    }

    private @Nullable Condition wrong(Token token, String code, String message, @Nullable String hint) {
        if (field != null) {
            findings.error(token, code, message, hint);
        }
        return null;
    }

    private static Condition negate(Condition condition, boolean negated) {
        return negated ? new Condition.Not(condition) : condition;
    }

    private static Condition.NumberIs.Order order(String sign) {
        return switch (sign) {
            case "==" -> Condition.NumberIs.Order.EQUAL;
            case "!=" -> Condition.NumberIs.Order.UNEQUAL;
            case "<" -> Condition.NumberIs.Order.LESS;
            case "<=" -> Condition.NumberIs.Order.AT_MOST;
            case ">" -> Condition.NumberIs.Order.MORE;
            default -> Condition.NumberIs.Order.AT_LEAST;
        };
    }
}
