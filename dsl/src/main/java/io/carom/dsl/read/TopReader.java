package io.carom.dsl.read;

import io.carom.dsl.read.VerbReader.Origin;
import io.carom.dsl.run.HostGlob;
import io.carom.dsl.run.Limits;
import io.carom.dsl.run.Words;
import io.carom.dsl.tree.Condition;
import io.carom.dsl.tree.Expr;
import io.carom.dsl.tree.Kind;
import io.carom.dsl.tree.Place;
import io.carom.dsl.tree.Script;
import io.carom.dsl.tree.Step;
import io.carom.dsl.tree.Vocabulary;
import io.carom.spi.AddressKey;
import io.carom.spi.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.stmt.EmptyStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.jspecify.annotations.Nullable;

/** Reads what stands at the top of a script, as data: it never runs. For one thread. */
final class TopReader {
    private static final String LABEL = "[\\p{L}\\p{N}_]([\\p{L}\\p{N}_-]{0,61}[\\p{L}\\p{N}_])?";
    private static final String DOMAIN = "(\\*\\.)?" + LABEL + "(\\." + LABEL + ")*";

    private final Findings findings;
    private final SourceFile file;
    private final String source;
    private final Constants constants = new Constants();
    private final ExprReader expressions;
    private final ConditionReader conditions;
    private final BlockReader blocks;
    private final Scope scope = Scope.top();
    private final List<String> domains = new ArrayList<>();
    private final List<String> hosts = new ArrayList<>();
    private final List<Script.Block> read = new ArrayList<>();
    private @Nullable Pending otherwise;
    private final List<Pending> pending = new ArrayList<>();
    private @Nullable String description;
    private boolean addressed;

    TopReader(
            Vocabulary vocabulary,
            Limits limits,
            Findings findings,
            SourceFile file,
            String source,
            String pack,
            Set<String> retryPolicies) {
        this.findings = findings;
        this.file = file;
        this.source = source;
        this.expressions = new ExprReader(vocabulary, findings, constants);
        this.conditions = new ConditionReader(expressions, constants);
        VerbReader verbs = new VerbReader(
                vocabulary,
                findings,
                constants,
                expressions,
                retryPolicies,
                new Origin(file.name(), pack, file.path()));
        this.blocks = new BlockReader(vocabulary, findings, expressions, verbs, limits);
    }

    /** A block whose statements are read once the description is known. */
    private record Pending(MethodCallExpression call, List<Condition> conditions, ClosureExpression body) {}

    void read(List<Statement> statements) {
        for (Statement statement : statements) {
            // An empty script is a `return` that nobody wrote.
            boolean nothing = statement instanceof EmptyStatement
                    || (statement instanceof ReturnStatement && statement.getLineNumber() <= 0);
            if (!nothing) {
                blocks.count(statement);
                expressions.around(Phrases.place(statement, new Place(1, 1)));
                top(statement);
            }
        }
    }

    private void top(Statement statement) {
        boolean labelled = statement.getStatementLabels() != null
                && !statement.getStatementLabels().isEmpty();
        if (statement.getClass() != ExpressionStatement.class || labelled) {
            expressions.error(
                    statement,
                    "not-allowed",
                    Phrases.refusal(statement),
                    "at the top stand " + String.join(", ", Vocabulary.TOP));
            return;
        }
        Expression node = ((ExpressionStatement) statement).getExpression();
        if (node.getClass() == DeclarationExpression.class) {
            constant((DeclarationExpression) node);
        } else if (node.getClass() == MethodCallExpression.class) {
            call((MethodCallExpression) node);
        } else {
            expressions.error(
                    node,
                    "not-allowed",
                    "this is no part of the language",
                    "at the top stand " + String.join(", ", Vocabulary.TOP));
        }
    }

    private void constant(DeclarationExpression node) {
        String name = blocks.declared(node, scope);
        if (name == null) {
            return;
        }
        Expr value = expressions.read(node.getRightExpression(), scope);
        if (value != null && !ExprReader.constant(value)) {
            expressions.error(
                    node.getRightExpression(),
                    "bad-type",
                    "at the top a `def` holds a literal: no event is there yet",
                    "put it into the block");
            value = null;
        }
        scope.put(name, value == null ? new Expr.Text("") : value);
    }

    private void call(MethodCallExpression node) {
        String name = VerbReader.plainName(node);
        List<Expression> arguments =
                node.getArguments() instanceof TupleExpression tuple ? tuple.getExpressions() : List.of();
        switch (name == null ? "" : name) {
            case "domain" -> domains(node, arguments);
            case "mx" -> hosts(node, arguments);
            case "description" -> describe(node, arguments);
            case "on" -> on(node, arguments);
            case "otherwise" -> otherwise(node, arguments);
            default -> unknown(node, name);
        }
    }

    private void unknown(MethodCallExpression node, @Nullable String name) {
        if (name == null || !node.isImplicitThis()) {
            expressions.refuse(node);
            return;
        }
        expressions.error(
                node,
                "not-allowed",
                "`" + Words.shown(name) + "` can't stand at the top of a script",
                hintForTop(name));
    }

    private static String hintForTop(String name) {
        if (Vocabulary.STANDARD.verbs().containsKey(name)) {
            return "verbs stand inside `on(...) { }` or `otherwise { }`";
        }
        String near = Spelling.hint(name, Vocabulary.TOP);
        return near != null ? near : "at the top stand " + String.join(", ", Vocabulary.TOP);
    }

    private List<String> texts(MethodCallExpression node, List<Expression> arguments, String word) {
        List<String> texts = new ArrayList<>();
        if (arguments.isEmpty()) {
            expressions.error(node, "missing-value", "`" + word + "` names nothing", null);
        }
        for (Expression argument : arguments) {
            for (Object value : conditions.values(argument, scope, Kind.TEXT, word)) {
                String text = word.equals("domain")
                        ? AddressKey.domain((String) value)
                        : ((String) value).toLowerCase(Locale.ROOT);
                check(word, text, argument, texts);
                texts.add(text);
            }
        }
        return texts;
    }

    private void check(String word, String text, Expression node, List<String> before) {
        String shown = "`" + Words.shown(text) + "`";
        if (word.equals("domain")) {
            if (text.length() > 253 || !text.matches(DOMAIN)) {
                expressions.error(node, "bad-domain", shown + " is no domain", domainHint(text));
            } else if (domains.contains(text) || before.contains(text)) {
                findings.warning(expressions.place(node), "duplicate", shown + " is there twice", null);
            }
        } else if (!text.matches("[a-z0-9._*-]{1,253}")
                || new HostGlob(text).suffix().isEmpty()) {
            expressions.error(
                    node,
                    "bad-host",
                    shown + " is no host name, or it does not end in a whole label",
                    "write `'*.yahoodns.net'`");
        } else if (hosts.contains(text) || before.contains(text)) {
            findings.warning(expressions.place(node), "duplicate", shown + " is there twice", null);
        }
    }

    private static String domainHint(String text) {
        if (text.contains("@")) {
            return "write `'" + Words.shown(text.substring(text.lastIndexOf('@') + 1)) + "'`";
        }
        return text.equals("*")
                ? "what holds for all domains is a rule"
                : "write `'example.com'`, or `'*.example.com'` for everything below";
    }

    private void domains(MethodCallExpression node, List<Expression> arguments) {
        addressed = true;
        for (String domain : texts(node, arguments, "domain")) {
            if (!domains.contains(domain)) {
                domains.add(domain);
            }
        }
    }

    private void hosts(MethodCallExpression node, List<Expression> arguments) {
        addressed = true;
        for (String host : texts(node, arguments, "mx")) {
            if (!hosts.contains(host)) {
                hosts.add(host);
            }
        }
    }

    private void describe(MethodCallExpression node, List<Expression> arguments) {
        Expr value = arguments.size() == 1 ? expressions.read(arguments.get(0), scope) : null;
        if (value instanceof Expr.Text text) {
            if (description != null) {
                expressions.error(node, "duplicate", "there is a `description` already", null);
            }
            description = text.value().strip().replaceAll("\\s+", " ");
        } else {
            expressions.error(
                    node,
                    "bad-type",
                    "`description` takes one literal text",
                    "write `description 'who asked for it and why'`");
        }
    }

    private void on(MethodCallExpression node, List<Expression> arguments) {
        boolean shaped = arguments.size() == 2
                && arguments.get(0) instanceof MapExpression
                && arguments.get(1).getClass() == ClosureExpression.class;
        if (!shaped) {
            expressions.error(
                    node,
                    "bad-arguments",
                    "`on` takes named conditions and a block",
                    "write `on(dsn: '4.7.0') { ... }`");
            return;
        }
        MapExpression map = (MapExpression) arguments.get(0);
        List<Condition> asked = conditions.read(map, scope);
        ClosureExpression body = (ClosureExpression) arguments.get(1);
        if (plain(body)) {
            if (otherwise != null) {
                findings.warning(
                        expressions.place(node),
                        "order",
                        "`otherwise` stands before this `on`, and is tried after it",
                        "put `otherwise` last");
            }
            pending.add(new Pending(node, asked, body));
        }
    }

    private void otherwise(MethodCallExpression node, List<Expression> arguments) {
        if (arguments.size() != 1 || arguments.get(0).getClass() != ClosureExpression.class) {
            expressions.error(
                    node, "bad-arguments", "`otherwise` takes a block and nothing else", "write `otherwise { ... }`");
            return;
        }
        ClosureExpression body = (ClosureExpression) arguments.get(0);
        if (otherwise != null) {
            expressions.error(node, "duplicate", "there is an `otherwise` already", null);
        } else if (plain(body)) {
            otherwise = new Pending(node, List.of(), body);
        }
    }

    private boolean plain(ClosureExpression body) {
        boolean plain = body.getParameters() == null || body.getParameters().length == 0;
        if (!plain) {
            expressions.error(body, "not-allowed", "a block has no parameters", null);
        }
        return plain;
    }

    /** Reads the blocks and puts all together; what is wrong with the whole is told. */
    Script finish() {
        pending.forEach(this::block);
        if (otherwise != null) {
            block(otherwise);
        }
        if (!findings.failed() && !addressed) {
            findings.error(
                    new Place(1, 1),
                    "no-domain",
                    "the script names no domain and no receiving host, so it would never run",
                    "begin with `domain 'example.com'` or `mx '*.example.net'`");
        } else if (!findings.failed() && read.isEmpty()) {
            findings.error(
                    new Place(1, 1),
                    "no-block",
                    "the script has no `on` and no `otherwise`, so it would never say anything",
                    null);
        }
        return new Script(
                file.name(),
                file.path(),
                description == null ? "" : description,
                List.copyOf(domains),
                List.copyOf(hosts),
                List.copyOf(read),
                constants.finish());
    }

    private void block(Pending block) {
        Place place = expressions.place(block.call());
        List<Step> steps = blocks.read(block.body().getCode(), scope, sentence(block, place));
        unreachable(block, place);
        read.add(new Script.Block(place, block.conditions(), steps));
    }

    /** An earlier {@code on} with the same conditions leaves nothing for this one. */
    private void unreachable(Pending block, Place place) {
        for (Script.Block before : read) {
            if (!block.conditions().isEmpty() && before.conditions().equals(block.conditions())) {
                findings.warning(
                        place,
                        "unreachable",
                        "line " + before.place().line()
                                + " asks for the same and comes first, so this block never runs",
                        "put both into one block");
                return;
            }
        }
    }

    private String sentence(Pending block, Place place) {
        String which = "`" + asWritten(block, place) + "` at " + file.path() + ":" + place.line();
        return description == null || description.isEmpty() ? which : description + "; " + which;
    }

    private String asWritten(Pending block, Place place) {
        if (block.conditions().isEmpty()) {
            return "otherwise";
        }
        int from = offset(place);
        int to = offset(Phrases.place(block.body(), place));
        String text = from < to ? source.substring(from, to).strip().replaceAll("\\s+", " ") : "on";
        return text.length() > 120 ? text.substring(0, 117) + "..." : text;
    }

    private int offset(Place place) {
        int at = 0;
        for (int line = 1; line < place.line(); line++) {
            int end = source.indexOf('\n', at);
            if (end < 0) {
                return source.length();
            }
            at = end + 1;
        }
        return Math.min(source.length(), at + place.col() - 1);
    }
}
