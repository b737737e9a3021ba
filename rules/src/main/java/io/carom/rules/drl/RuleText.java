package io.carom.rules.drl;

import io.carom.api.Phase;
import io.carom.api.Proposed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one rule, from {@code rule} to {@code end}. For one thread. */
final class RuleText {
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,59}/[A-Za-z0-9](?:[A-Za-z0-9/ ._-]{0,118}[A-Za-z0-9])?");
    private static final int SALIENCE = 10_000;
    private static final Map<String, String> ATTRIBUTES = Map.ofEntries(
            Map.entry("no-loop", "a rule runs once for each event"),
            Map.entry("lock-on-active", "a rule runs once for each event"),
            Map.entry("enabled", "switch a rule off in policy.yml: disable"),
            Map.entry("agenda-group", "the package names the phase"),
            Map.entry("ruleflow-group", "the package names the phase"),
            Map.entry("activation-group", "the highest salience wins by itself"),
            Map.entry("auto-focus", "the package names the phase"),
            Map.entry("dialect", "leave it out"),
            Map.entry("timer", "use decide.retry or decide.hold"),
            Map.entry("duration", "use decide.retry or decide.hold"),
            Map.entry("calendars", "leave it out"),
            Map.entry("date-effective", "switch a rule on and off in policy.yml: disable"),
            Map.entry("date-expires", "switch a rule on and off in policy.yml: disable"),
            Map.entry("extends", "repeat the conditions"));

    private final Cursor cursor;
    private final Findings findings;
    private final RuleLimits limits;
    private final String file;
    private final RuleReader.Origin origin;
    private final @Nullable Phase phase;
    private final Comments comments;
    private @Nullable String name;
    private @Nullable String reason;
    private int salience;

    RuleText(
            Cursor cursor,
            Findings findings,
            RuleLimits limits,
            String file,
            RuleReader.Origin origin,
            @Nullable Phase phase,
            Comments comments) {
        this.cursor = cursor;
        this.findings = findings;
        this.limits = limits;
        this.file = file;
        this.origin = origin;
        this.phase = phase;
        this.comments = comments;
    }

    /** The name, once it was read. */
    @Nullable
    String name() {
        return name;
    }

    /** The rule, or null after a complaint. */
    @Nullable
    Rule read() {
        Token head = cursor.take();
        Token nameToken = cursor.take();
        readName(nameToken);
        attributes();
        List<List<Condition>> patterns = List.of();
        ConditionReader conditions = new ConditionReader(cursor, findings, limits);
        if (cursor.takeWord("when")) {
            patterns = conditions.read();
        } else {
            findings.error(cursor.peek(), "no-condition", "the rule has no `when`", "write when Bounce(...)");
            cursor.skipTo("then");
        }
        Optional<String> contradiction = RuleLint.contradiction(patterns);
        if (contradiction.isPresent()) {
            findings.error(
                    nameToken,
                    "never-matches",
                    "the rule can never match: `" + contradiction.get() + "` exclude each other",
                    "join them by ||, or remove one");
        }
        ThenReader.Then then = null;
        if (cursor.takeWord("then")) {
            then = new ThenReader(cursor, findings, origin.retryPolicies()).read(phase);
        } else {
            findings.error(cursor.peek(), "no-verb", "the rule has no `then`", "write then decide.keep(); end");
            cursor.skipRule();
        }
        if (reason == null && name != null) {
            findings.error(
                    nameToken,
                    "no-reason",
                    "the rule says no reason",
                    "add @reason(\"...\") below its name: the sentence that an operator reads");
        }
        if (then == null || name == null || reason == null) {
            return null;
        }
        conditions.checkKnown(then.phase());
        Proposed proposed = new Proposed(
                then.phase(),
                name,
                origin.pack(),
                Proposed.rank(false, !origin.stock(), salience),
                then.advice() == null ? reason : reason + ": " + then.advice(),
                file + ":" + head.line(),
                then.what());
        return new Rule(
                proposed,
                salience,
                comments.above(head.line()),
                patterns.stream().map(List::copyOf).collect(Collectors.toUnmodifiableList()),
                file,
                nameToken.line(),
                nameToken.col());
    }

    private void readName(Token token) {
        if (token.kind() == Token.Kind.BROKEN) {
            return;
        }
        if (!NAME.matcher(token.text()).matches()) {
            findings.error(
                    token,
                    "rule-name",
                    "the rule's name " + token.shown() + " is not of the form pack/what-happens",
                    "use letters, digits, blanks and . _ - after " + origin.pack() + "/");
            return;
        }
        name = token.text();
    }

    private void attributes() {
        List<String> seen = new ArrayList<>();
        while (!cursor.atEnd()
                && !cursor.atRule()
                && !cursor.atRuleEnd()
                && !cursor.peek().isWord("when")
                && !cursor.peek().isWord("then")) {
            Token token = cursor.peek();
            if (token.is("@")) {
                cursor.take();
                annotation(seen);
            } else if (token.isWord("salience")) {
                cursor.take();
                once(token, "salience", seen);
                salience(token);
            } else if (token.kind() == Token.Kind.BROKEN) {
                cursor.take();
            } else {
                refused(token);
            }
        }
    }

    private void annotation(List<String> seen) {
        Token word = cursor.take();
        once(word, "@" + word.text(), seen);
        if (seen.contains("salience")) {
            findings.error(
                    word,
                    "order",
                    "@" + Words.cut(word.text(), 40) + " stands behind salience",
                    "put annotations right below the name");
        }
        if (!word.isWord("reason") && !word.isWord("tags")) {
            findings.error(
                    word,
                    "annotation",
                    "the annotation @" + Words.cut(word.text(), 40) + " is not allowed",
                    "@reason(\"...\") and @tags(\"...\") are");
            skipBrackets();
            return;
        }
        Token value = cursor.peek(1);
        if (!cursor.peek().is("(")
                || value.kind() != Token.Kind.STRING
                || !cursor.peek(2).is(")")) {
            if (value.kind() != Token.Kind.BROKEN) {
                findings.error(
                        cursor.peek().is("(") ? value : word,
                        "annotation",
                        "@" + word.text() + " takes one string in double quotes and nothing else",
                        "write @" + word.text() + "(\"...\")");
            }
            skipBrackets();
            return;
        }
        if (word.isWord("reason") && value.text().isBlank()) {
            findings.error(value, "no-reason", "the reason is empty", "write the sentence that an operator reads");
        } else if (word.isWord("reason")) {
            reason = value.text().strip();
        }
        skipBrackets();
    }

    private void once(Token token, String what, List<String> seen) {
        if (seen.contains(what)) {
            findings.error(token, "twice", "`" + what + "` stands twice", "remove one");
        }
        if (seen.size() < limits.nesting()) {
            seen.add(what);
        }
    }

    private void salience(Token word) {
        boolean negative = cursor.takeIf("-");
        Token number = cursor.peek();
        Integer value = number.kind() == Token.Kind.NUMBER ? Literals.number(number.text()) : null;
        if (value == null || value > SALIENCE) {
            findings.error(
                    number.kind() == Token.Kind.BROKEN ? word : number,
                    "salience",
                    "the salience is a whole number from -10000 to 10000, not " + number.shown(),
                    "write: salience 50");
            if (number.kind() == Token.Kind.NUMBER) {
                cursor.take();
            }
            if (number.is("(")) {
                skipBrackets();
            }
            return;
        }
        cursor.take();
        salience = negative ? -value : value;
    }

    private void refused(Token token) {
        StringBuilder attribute = new StringBuilder(cursor.take().text());
        while (token.kind() == Token.Kind.WORD
                && cursor.peek().is("-")
                && cursor.peek(1).kind() == Token.Kind.WORD
                && attribute.length() < 60) {
            attribute.append('-');
            cursor.take();
            attribute.append(cursor.take().text());
        }
        String hint = ATTRIBUTES.get(attribute.toString());
        findings.error(
                token,
                hint != null ? "attribute" : "syntax",
                "`" + Words.cut(attribute.toString(), 60) + "` is not allowed between name and `when`",
                hint != null ? hint : "@reason(\"...\"), @tags(\"...\") and salience may stand there");
        while (!cursor.atEnd()
                && !cursor.atRule()
                && !cursor.atRuleEnd()
                && !cursor.peek().is("@")
                && !cursor.peek().isWord("when")
                && !cursor.peek().isWord("then")
                && !cursor.peek().isWord("salience")
                && !attributeBegins()) {
            cursor.take();
        }
    }

    private boolean attributeBegins() {
        Token token = cursor.peek();
        return token.kind() == Token.Kind.WORD
                && (ATTRIBUTES.containsKey(token.text()) || cursor.peek(1).is("-"));
    }

    private void skipBrackets() {
        if (!cursor.peek().is("(")) {
            return;
        }
        int open = 0;
        while (!cursor.atEnd() && !cursor.atRule() && !cursor.peek().isWord("when")) {
            Token token = cursor.take();
            open += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (open == 0) {
                return;
            }
        }
    }
}
