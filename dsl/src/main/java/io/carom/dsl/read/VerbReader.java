package io.carom.dsl.read;

import io.carom.api.BounceType;
import io.carom.api.Phase;
import io.carom.api.Proposal;
import io.carom.api.Proposed;
import io.carom.api.Reason;
import io.carom.dsl.run.Words;
import io.carom.dsl.tree.Expr;
import io.carom.dsl.tree.Kind;
import io.carom.dsl.tree.Place;
import io.carom.dsl.tree.Step;
import io.carom.dsl.tree.Verb;
import io.carom.dsl.tree.Vocabulary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.jspecify.annotations.Nullable;

/** Reads the verbs of a block and checks what is known of their arguments. For one thread. */
final class VerbReader {
    private final Vocabulary vocabulary;
    private final Findings findings;
    private final Constants constants;
    private final ExprReader expressions;
    private final Set<String> retryPolicies;
    private final Origin origin;

    VerbReader(
            Vocabulary vocabulary,
            Findings findings,
            Constants constants,
            ExprReader expressions,
            Set<String> retryPolicies,
            Origin origin) {
        this.vocabulary = vocabulary;
        this.findings = findings;
        this.constants = constants;
        this.expressions = expressions;
        this.retryPolicies = retryPolicies;
        this.origin = origin;
    }

    /**
     * What every proposal of a script carries.
     *
     * @param by the script's name
     * @param pack the policy's name
     * @param file the script's file
     */
    record Origin(String by, String pack, String file) {
        Proposed propose(Proposal what, String text, Place place) {
            return new Proposed(
                    Phase.OVERRIDE, by, pack, Proposed.rank(true, true, 0), text, file + ":" + place.line(), what);
        }
    }

    /** The step that {@code call} is, or null when an error was told. */
    @Nullable
    Step read(MethodCallExpression call, Scope scope, String because) {
        String name = plainName(call);
        if (name == null) {
            expressions.refuse(call);
            return null;
        }
        Verb verb = vocabulary.verbs().get(name);
        if (verb == null) {
            unknown(call, name);
            return null;
        }
        List<@Nullable Expression> nodes = arguments(call, verb, scope);
        if (nodes == null) {
            return null;
        }
        List<Expr> values = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Expr value = argument(verb, i, Objects.requireNonNull(nodes.get(i)), scope);
            if (value != null) {
                values.add(value);
            }
        }
        if (values.size() < nodes.size()) {
            return null;
        }
        Place place = expressions.place(call);
        boolean known = verb.custom() < 0 && values.stream().allMatch(ExprReader::constant);
        if (known) {
            return new Step.Say(constants.proposal(origin.propose(proposal(verb.name(), values), because, place)));
        }
        Proposed from = origin.propose(new Proposal.Advise(""), because, place);
        return new Step.Ask(verb, constants.origin(from), values);
    }

    /** The name of a call without receiver, or null when it is another call. */
    static @Nullable String plainName(MethodCallExpression call) {
        boolean plain = call.isImplicitThis()
                && !call.isSafe()
                && !call.isSpreadSafe()
                && call.getGenericsTypes() == null
                && call.getMethod().getClass() == ConstantExpression.class;
        return plain ? call.getMethodAsString() : null;
    }

    private void unknown(MethodCallExpression call, String name) {
        if (Vocabulary.TOP.contains(name)) {
            expressions.error(
                    call, "not-allowed", "`" + name + "` stands at the top of a script, not in a block", null);
            return;
        }
        String hint = Spelling.hint(name, vocabulary.verbs().keySet());
        expressions.error(call, "unknown-verb", "there is no verb `" + Words.shown(name) + "`", hint);
    }

    /** The arguments in the order of the verb's parameters, or null when an error was told. */
    private @Nullable List<@Nullable Expression> arguments(MethodCallExpression call, Verb verb, Scope scope) {
        if (!(call.getArguments() instanceof TupleExpression tuple)) {
            expressions.refuse(call);
            return null;
        }
        List<Expression> given = tuple.getExpressions();
        boolean named = !given.isEmpty() && given.get(0) instanceof MapExpression;
        if (verb.names().isEmpty()) {
            if (named) {
                return wrongShape(call, verb);
            }
            return given.size() == verb.parameters().size() ? new ArrayList<>(given) : wrongShape(call, verb);
        }
        return named && given.size() == 1
                ? named(call, verb, (MapExpression) given.get(0), scope)
                : wrongShape(call, verb);
    }

    private @Nullable List<@Nullable Expression> named(
            MethodCallExpression call, Verb verb, MapExpression map, Scope scope) {
        @Nullable Expression[] found = new Expression[verb.names().size()];
        boolean wrong = false;
        for (MapEntryExpression entry : map.getMapEntryExpressions()) {
            String key = key(entry);
            int index = key == null ? -1 : verb.names().indexOf(key);
            if (index < 0) {
                expressions.error(
                        entry,
                        "unknown-argument",
                        "`" + verb.name() + "` has no argument `" + Words.shown(key == null ? "?" : key) + "`",
                        key == null ? null : Spelling.hint(key, verb.names()));
                wrong = true;
            } else if (found[index] != null) {
                expressions.error(entry, "duplicate", "`" + key + "` is there twice", null);
                wrong = true;
            } else {
                found[index] = entry.getValueExpression();
            }
        }
        for (int i = 0; i < found.length && !wrong; i++) {
            if (found[i] == null) {
                expressions.error(
                        call,
                        "missing-argument",
                        "`" + verb.name() + "` lacks `" + verb.names().get(i) + ":`",
                        usage(verb));
                wrong = true;
            }
        }
        if (!wrong) {
            return Arrays.asList(found);
        }
        for (int i = 0; i < found.length; i++) {
            Expression node = found[i];
            if (node != null) {
                argument(verb, i, node, scope);
            }
        }
        return null;
    }

    /** The name in {@code name: value}, or null when it is anything else. */
    static @Nullable String key(MapEntryExpression entry) {
        return entry.getKeyExpression().getClass() == ConstantExpression.class
                        && ((ConstantExpression) entry.getKeyExpression()).getValue() instanceof String text
                ? text
                : null;
    }

    private @Nullable List<@Nullable Expression> wrongShape(MethodCallExpression call, Verb verb) {
        expressions.error(
                call, "bad-arguments", "`" + verb.name() + "` is called with other arguments than it has", usage(verb));
        return null;
    }

    private static String usage(Verb verb) {
        return switch (verb.name()) {
            case "classify" -> "write `classify soft, 'rate_limited'`";
            case "retry" -> "write `retry after: 4.hours, attempts: 6`";
            case "retryPolicy" -> "write `retryPolicy 'aggressive'`";
            case "hold" -> "write `hold 24.hours`";
            case "throttle" -> "write `throttle '10/min'`";
            case "alert" -> "write `alert 'ip_blocklisted'`";
            default ->
                verb.parameters().isEmpty()
                        ? "write `" + verb.name() + "()`"
                        : "it takes "
                                + String.join(
                                        ", ",
                                        verb.parameters().stream()
                                                .map(Kind::phrase)
                                                .toList());
        };
    }

    private @Nullable Expr argument(Verb verb, int index, Expression node, Scope scope) {
        if (verb.name().equals("classify") && index == 0) {
            return bounceType(node);
        }
        Expr value = expressions.read(node, scope);
        if (value == null) {
            return null;
        }
        Kind asked = verb.parameters().get(index);
        if (value.kind() != asked) {
            boolean bare = asked == Kind.SPAN && value.kind() == Kind.NUMBER;
            return expressions.error(
                    node,
                    "bad-type",
                    "`" + verb.name() + "` asks for " + asked.phrase() + " here, not "
                            + value.kind().phrase(),
                    bare ? "say of what: `4.hours`" : null);
        }
        return wrong(verb, index, node, value) ? null : value;
    }

    private @Nullable Expr bounceType(Expression node) {
        String word = node.getClass() == VariableExpression.class ? ((VariableExpression) node).getName() : null;
        if (word == null
                && node.getClass() == ConstantExpression.class
                && ((ConstantExpression) node).getValue() instanceof String text) {
            word = text;
        }
        if (word != null && Vocabulary.TYPES.contains(word)) {
            return new Expr.Text(word);
        }
        return expressions.error(
                node,
                "unknown-type",
                "a bounce is `hard` or `soft`" + (word == null ? "" : ", not `" + Words.shown(word) + "`"),
                word == null ? null : Spelling.hint(word, Vocabulary.TYPES));
    }

    /** Tells what is wrong with a value that is known. */
    private boolean wrong(Verb verb, int index, ASTNode node, Expr value) {
        if (verb.custom() >= 0) {
            return false;
        }
        if (value instanceof Expr.Span span) {
            return told(node, "bad-duration", Words.wrongSpan(span.seconds()), null);
        } else if (value instanceof Expr.Whole whole) {
            return told(node, "bad-attempts", Words.wrongAttempts(whole.value()), null);
        } else if (value instanceof Expr.Text text) {
            return wrongText(verb.name(), node, text.value());
        }
        return index < 0;
    }

    private boolean wrongText(String verb, ASTNode node, String text) {
        String shown = "`" + Words.shown(text) + "`";
        return switch (verb) {
            case "classify" ->
                Reason.of(text).isEmpty()
                        && told(node, "unknown-reason", "there is no reason " + shown, Spelling.hint(text, reasons()));
            case "retryPolicy" ->
                !retryPolicies.contains(text)
                        && told(node, "unknown-retry-policy", "there is no retry policy " + shown, nearPolicy(text));
            case "throttle" ->
                !Words.isRate(text)
                        && told(
                                node,
                                "bad-rate",
                                shown + " is no rate",
                                "write a number and a unit: `10/min`, `500/hour`, `2/s`");
            case "alert" ->
                !Words.isSignal(text)
                        && told(
                                node,
                                "bad-signal",
                                shown + " can't be a signal's name",
                                "letters, digits, `_`, `-` and `.`, at most 64");
            default -> false;
        };
    }

    private String nearPolicy(String text) {
        String hint = Spelling.hint(text, retryPolicies);
        return hint != null
                ? hint
                : "there are "
                        + String.join(", ", retryPolicies.stream().sorted().toList());
    }

    static List<String> reasons() {
        return Arrays.stream(Reason.values()).map(Reason::word).toList();
    }

    private boolean told(ASTNode node, String code, @Nullable String message, @Nullable String hint) {
        if (message != null) {
            findings.error(expressions.place(node), code, message, hint);
        }
        return message != null;
    }

    private static Proposal proposal(String verb, List<Expr> values) {
        return switch (verb) {
            case "classify" ->
                new Proposal.Classify(
                        BounceType.of(text(values, 0)).orElseThrow(),
                        Reason.of(text(values, 1)).orElseThrow(),
                        null);
            case "retry" -> new Proposal.Retry(span(values), ((Expr.Whole) values.get(1)).value());
            case "retryPolicy" -> new Proposal.UseRetryPolicy(text(values, 0));
            case "giveUp" -> new Proposal.GiveUp();
            case "keepSubscriber" -> new Proposal.Keep();
            case "suppress" -> new Proposal.Suppress();
            case "unsubscribe" -> new Proposal.Unsubscribe(false);
            case "hold" -> new Proposal.Hold(span(values));
            case "throttle" -> new Proposal.Throttle(text(values, 0));
            case "alert" -> new Proposal.Alert(text(values, 0), null);
            default -> throw new IllegalStateException("no proposal for the verb `" + verb + "`");
        };
    }

    private static String text(List<Expr> values, int index) {
        return ((Expr.Text) values.get(index)).value();
    }

    private static Duration span(List<Expr> values) {
        return Duration.ofSeconds(((Expr.Span) values.get(0)).seconds());
    }
}
