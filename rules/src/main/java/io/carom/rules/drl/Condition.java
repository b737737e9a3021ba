package io.carom.rules.drl;

import io.carom.api.Bounce;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a rule asks of the fact: fields, literals and how they are joined. Immutable; holds nothing that could be run. */
public sealed interface Condition {
    /** Whether it holds. */
    boolean holds(Bounce fact);

    /** As a rule would write it; the same for the same condition. */
    String shown();

    /** All hold. */
    record All(List<Condition> parts) implements Condition {
        @Override
        public boolean holds(Bounce fact) {
            for (Condition part : parts) {
                if (!part.holds(fact)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String shown() {
            return joined(parts, " && ");
        }
    }

    /** At least one holds. */
    record Any(List<Condition> parts) implements Condition {
        @Override
        public boolean holds(Bounce fact) {
            for (Condition part : parts) {
                if (part.holds(fact)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String shown() {
            return joined(parts, " || ");
        }
    }

    /** It does not hold. */
    record Not(Condition what) implements Condition {
        @Override
        public boolean holds(Bounce fact) {
            return !what.holds(fact);
        }

        @Override
        public String shown() {
            if (what instanceof TextIs is) {
                return is.field.name() + " != " + quoted(is.value);
            }
            if (what instanceof TextIn in) {
                return in.field.name() + " not in " + list(in.values);
            }
            if (what instanceof NumberIn in) {
                return in.field.name() + " not in " + list(in);
            }
            if (what instanceof Has has) {
                return has.field.name() + " not contains " + quoted(has.value);
            }
            if (what instanceof TextPart part && part.where == TextPart.Where.CONTAINS) {
                return part.field.name() + " not contains " + quoted(part.value);
            }
            return "!(" + what.shown() + ")";
        }
    }

    /** A text equals a literal. */
    record TextIs(Field.Text field, String value) implements Condition {
        @Override
        public boolean holds(Bounce fact) {
            return value.equals(field.get().apply(fact));
        }

        @Override
        public String shown() {
            return field.name() + " == " + quoted(value);
        }
    }

    /** A text is one of several. */
    record TextIn(Field.Text field, List<String> values, Set<String> set) implements Condition {
        @Override
        public boolean holds(Bounce fact) {
            return set.contains(field.get().apply(fact));
        }

        @Override
        public String shown() {
            return field.name() + " in " + list(values);
        }
    }

    /** A text holds, begins with or ends with another; letters count as they are written. */
    record TextPart(Field.Text field, Where where, String value) implements Condition {
        /** Where in the text. */
        public enum Where {
            CONTAINS,
            STARTS,
            ENDS
        }

        @Override
        public boolean holds(Bounce fact) {
            String text = field.get().apply(fact);
            return switch (where) {
                case CONTAINS -> text.contains(value);
                case STARTS -> text.startsWith(value);
                case ENDS -> text.endsWith(value);
            };
        }

        @Override
        public String shown() {
            return field.name()
                    + switch (where) {
                        case CONTAINS -> " contains ";
                        case STARTS -> " str[startsWith] ";
                        case ENDS -> " str[endsWith] ";
                    }
                    + quoted(value);
        }
    }

    /** A set holds a name. */
    record Has(Field.Names field, String value) implements Condition {
        @Override
        public boolean holds(Bounce fact) {
            return field.get().apply(fact).contains(value);
        }

        @Override
        public String shown() {
            return field.name() + " contains " + quoted(value);
        }
    }

    /** A number compared with a literal. */
    record NumberIs(Field.Count field, Order order, int value) implements Condition {
        /** How. */
        public enum Order {
            EQUAL("=="),
            UNEQUAL("!="),
            LESS("<"),
            AT_MOST("<="),
            MORE(">"),
            AT_LEAST(">=");

            final String sign;

            Order(String sign) {
                this.sign = sign;
            }
        }

        @Override
        public boolean holds(Bounce fact) {
            int number = field.get().applyAsInt(fact);
            return switch (order) {
                case EQUAL -> number == value;
                case UNEQUAL -> number != value;
                case LESS -> number < value;
                case AT_MOST -> number <= value;
                case MORE -> number > value;
                case AT_LEAST -> number >= value;
            };
        }

        @Override
        public String shown() {
            return field.name() + " " + order.sign + " " + value;
        }
    }

    /** A number is one of several. */
    record NumberIn(Field.Count field, Set<Integer> values) implements Condition {
        @Override
        public boolean holds(Bounce fact) {
            return values.contains(field.get().applyAsInt(fact));
        }

        @Override
        public String shown() {
            return field.name() + " in " + list(this);
        }
    }

    /** A flag is set, or is not. */
    record FlagIs(Field.Flag field, boolean value) implements Condition {
        @Override
        public boolean holds(Bounce fact) {
            return field.get().test(fact) == value;
        }

        @Override
        public String shown() {
            return field.name() + " == " + value;
        }
    }

    private static String quoted(String value) {
        return "\"" + value + "\"";
    }

    private static String list(List<String> values) {
        return values.stream().map(Condition::quoted).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String list(NumberIn in) {
        return in.values.stream().sorted().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String joined(List<Condition> parts, String by) {
        return parts.stream()
                .map(part -> part instanceof All || part instanceof Any ? "(" + part.shown() + ")" : part.shown())
                .collect(Collectors.joining(by));
    }
}
