package io.carom.rules.drl;

import io.carom.api.Phase;
import io.carom.api.Problem;
import io.carom.spi.SourceFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one rule file: a closed subset of DRL, every problem in one run. Nothing of the file is evaluated, and nothing that is not in
 * the subset has a place in the result. The time is linear in the file's length. For one thread.
 */
public final class RuleReader {
    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("function", "a rule does one verb; what needs code is a domain script"),
            Map.entry("declare", "the only fact is Bounce"),
            Map.entry("query", "ask with `policy explain`"),
            Map.entry("expander", "write rules as plain DRL"),
            Map.entry("unit", "leave it out"),
            Map.entry("dialect", "leave it out"),
            Map.entry("attributes", "give each rule its own salience"),
            Map.entry("enabled", "switch a rule off in policy.yml: disable"),
            Map.entry("salience", "give each rule its own salience"));

    private final Cursor cursor;
    private final Findings findings;
    private final RuleLimits limits;
    private final SourceFile file;
    private final Origin origin;
    private final Comments comments;
    private final List<Rule> rules = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();
    private @Nullable Phase phase;

    /**
     * Where a file comes from.
     *
     * @param pack the policy's name
     * @param stock whether it is the stock policy
     * @param retryPolicies names of retry policies that a rule may use
     */
    public record Origin(String pack, boolean stock, Set<String> retryPolicies) {}

    /**
     * What came of reading. Immutable.
     *
     * @param rules the rules without errors
     * @param refused names of rules with errors
     * @param problems what is wrong or odd
     */
    public record Result(List<Rule> rules, Set<String> refused, List<Problem> problems) {}

    private RuleReader(SourceFile file, Origin origin, RuleLimits limits) {
        this.file = file;
        this.origin = origin;
        this.limits = limits;
        this.findings = new Findings(file.path(), file.text(), limits.problems());
        Scanner scanner = new Scanner(file.text(), findings, limits);
        this.cursor = new Cursor(scanner.tokens());
        this.comments = new Comments(scanner.comments());
    }

    /** Reads {@code file}. Never fails. */
    public static Result read(SourceFile file, Origin origin, RuleLimits limits) {
        if (file.text().length() > limits.fileChars()) {
            Problem problem = Problem.error(
                            file.path(),
                            0,
                            0,
                            "large-file",
                            "the file has " + file.text().length() + " characters; " + limits.fileChars()
                                    + " are the most")
                    .hint("split it by subject");
            return new Result(List.of(), Set.of(), List.of(problem));
        }
        RuleReader reader = new RuleReader(file, origin, limits);
        reader.all();
        return new Result(List.copyOf(reader.rules), Set.copyOf(reader.refused), reader.findings.problems());
    }

    private void all() {
        head();
        while (!cursor.atEnd()) {
            if (cursor.atRule()) {
                int before = findings.errors();
                RuleText text = new RuleText(cursor, findings, limits, file.path(), origin, phase, comments);
                Rule rule = text.read();
                if (rule != null && findings.errors() > before) {
                    refused.add(rule.name());
                } else if (rule != null) {
                    rules.add(rule);
                } else if (text.name() != null) {
                    refused.add(text.name());
                }
            } else {
                odd();
            }
        }
    }

    /** The lines that may stand before the first rule: a package, then imports and globals. */
    private void head() {
        boolean first = true;
        while (!cursor.atEnd() && !cursor.atRule()) {
            Token head = cursor.peek();
            if (first && head.isWord("package")) {
                cursor.take();
                packageName();
                cursor.takeIf(";");
            } else if (head.isWord("import")) {
                cursor.take();
                known(head, cursor.takeDotted("io", "carom", "api", "Bounce"), "import io.carom.api.Bounce");
            } else if (head.isWord("global")) {
                cursor.take();
                known(
                        head,
                        cursor.takeDotted("io", "carom", "api", "Decide") && cursor.takeWord("decide"),
                        "global io.carom.api.Decide decide");
            } else {
                odd();
            }
            first = false;
        }
    }

    private void known(Token head, boolean isKnown, String only) {
        if (!isKnown) {
            findings.error(
                    head, head.text(), "the only " + head.text() + " that is allowed is: " + only, "remove the line");
            skipLine(head);
        }
        cursor.takeIf(";");
    }

    private void packageName() {
        Token last = cursor.peek();
        if (last.kind() != Token.Kind.WORD) {
            findings.error(last, "package", "the package has no name", "write: package acme.override");
            return;
        }
        cursor.take();
        while (cursor.peek().is(".") && cursor.peek(1).kind() == Token.Kind.WORD) {
            cursor.take();
            last = cursor.take();
        }
        phase = Phase.of(last.text()).orElse(null);
        if (phase == null) {
            List<String> words =
                    java.util.Arrays.stream(Phase.values()).map(Phase::word).toList();
            String near = Words.nearest(last.text(), words);
            findings.warning(
                    last,
                    "package",
                    "the package's last part, '" + last.text()
                            + "', is no phase: each rule runs in the phase of its verb",
                    near != null ? "did you mean '" + near + "'?" : "the phases are " + String.join(", ", words));
        }
    }

    /** Whatever stands between rules and does not belong there. */
    private void odd() {
        Token token = cursor.take();
        if (token.kind() == Token.Kind.BROKEN) {
            return;
        }
        if (token.isWord("rule")) {
            findings.error(
                    token,
                    "rule-name",
                    "the rule's name is not in quotes",
                    "write: rule \"" + origin.pack() + "/what-happens\"");
        } else if (token.isWord("package")) {
            findings.error(token, "package", "a file has one package, in front of everything else", "remove the line");
        } else if (token.isWord("import") || token.isWord("global")) {
            findings.error(
                    token,
                    token.text(),
                    "`" + token.text() + "` stands before the first rule or nowhere",
                    "remove the line");
        } else {
            String hint = REFUSED.get(token.text());
            findings.error(
                    token,
                    hint != null ? "refused-construct" : "syntax",
                    token.shown() + (hint != null ? " is not allowed in a rule file" : " is not expected here"),
                    hint != null ? hint : "a rule file holds rules and comments");
        }
        cursor.skipToRule();
    }

    private void skipLine(Token first) {
        while (!cursor.atEnd() && cursor.peek().line() == first.line()) {
            cursor.take();
        }
    }
}
