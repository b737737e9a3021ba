package io.carom.dsl.read;

import groovyjarjarantlr4.v4.runtime.CharStreams;
import groovyjarjarantlr4.v4.runtime.Token;
import io.carom.dsl.run.Limits;
import io.carom.dsl.tree.Place;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.apache.groovy.parser.antlr4.GroovyLangLexer;
import org.apache.groovy.parser.antlr4.GroovyLexer;
import org.apache.groovy.parser.antlr4.GroovySyntaxError;

/**
 * Looks at a script's tokens before the parser does: it is bounded in size and nesting, and made of the language's tokens only. It uses
 * the parser's own lexer, so that both see the same tokens. For one thread.
 */
final class TokenGate {
    private static final Set<String> OPERATORS =
            Set.of("&&", "||", "!", "==", "!=", "<", "<=", ">", ">=", "=~", "~", "=", "-", ".", "in", "!in");
    private static final Set<String> PLAIN =
            Set.of("def", "if", "else", "true", "false", "(", ")", "[", "]", "{", "}", ",", ":", ";", "$");

    private final Limits limits;
    private final Findings findings;
    private final List<Foreign> foreign = new ArrayList<>();
    private final List<Token> tokens = new ArrayList<>();

    TokenGate(Limits limits, Findings findings) {
        this.limits = limits;
        this.findings = findings;
    }

    /** A token that is no part of the language. */
    record Foreign(Place place, String text) {}

    /** The tokens that are no part of the language, in order. */
    List<Foreign> foreign() {
        return foreign;
    }

    /** Whether the parser may read {@code source}; when not, says why. */
    boolean admits(String source) {
        int bytes = source.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > limits.maxSource()) {
            findings.error(
                    new Place(1, 1),
                    "too-large",
                    "the script has " + bytes + " bytes, the most is " + limits.maxSource(),
                    "what is longer is a rule");
            return false;
        }
        return plainText(source) && readable(source) && shallow();
    }

    /** No Unicode escapes (they may hide what a text says) and no control characters. */
    private boolean plainText(String source) {
        int line = 1;
        int start = 0;
        boolean fine = true;
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '\n') {
                line++;
                start = i + 1;
            } else if (c == '\\' && i + 1 < source.length() && source.charAt(i + 1) == 'u') {
                findings.error(
                        new Place(line, i - start + 1),
                        "not-allowed",
                        "Unicode escapes are no part of the language",
                        "write the character itself");
                fine = false;
            } else if (hidden(c)) {
                findings.error(
                        new Place(line, i - start + 1),
                        "not-allowed",
                        String.format("the character U+%04X can't be seen", (int) c),
                        "remove it");
                fine = false;
            }
        }
        return fine;
    }

    private static boolean hidden(char c) {
        return (c < ' ' && c != '\t' && c != '\n' && c != '\r')
                || c == 0x7f
                || Character.getType(c) == Character.FORMAT
                || c == '\u2028'
                || c == '\u2029';
    }

    private boolean readable(String source) {
        try {
            GroovyLangLexer lexer = new GroovyLangLexer(CharStreams.fromString(source));
            lexer.removeErrorListeners();
            for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
                if (token.getChannel() == Token.DEFAULT_CHANNEL
                        && !token.getText().isEmpty()) {
                    tokens.add(token);
                    check(token);
                }
            }
            return true;
        } catch (GroovySyntaxError e) {
            findings.error(new Place(e.getLine(), e.getColumn()), "syntax", String.valueOf(e.getMessage()), null);
            return false;
        }
    }

    private void check(Token token) {
        String text = token.getText();
        boolean known = switch (token.getType()) {
            case GroovyLexer.Identifier, GroovyLexer.CapitalizedIdentifier, GroovyLexer.NL -> true;
            case GroovyLexer.StringLiteral, GroovyLexer.GStringBegin -> !text.startsWith("$/");
            case GroovyLexer.GStringEnd, GroovyLexer.GStringPart -> true;
            case GroovyLexer.IntegerLiteral -> text.matches("0|[1-9][0-9]{0,9}");
            default -> OPERATORS.contains(text) || PLAIN.contains(text);
        };
        if (!known) {
            foreign.add(new Foreign(place(token), text.length() > 40 ? text.substring(0, 40) : text));
        }
    }

    static Place place(Token token) {
        return new Place(token.getLine(), token.getCharPositionInLine() + 1);
    }

    /** Counts levels as the tree will have them: brackets, operators of one expression, `else if` after `else if`, `if` in `if`, words side by side. */
    private boolean shallow() {
        Deque<Frame> frames = new ArrayDeque<>();
        frames.push(new Frame(true, 0));
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            Frame frame = frames.element();
            if (closes(token)) {
                if (frames.size() > 1) {
                    frames.pop();
                }
            } else if (opens(token)) {
                frame.operand();
                frame.bodyAwaited &= token.getText().equals("(");
                frames.push(new Frame(token.getText().equals("{"), frame.level() + 1));
            } else {
                count(frame, token, i);
            }
            if (frames.element().level() > limits.maxLevels()) {
                findings.error(
                        place(token),
                        "too-deep",
                        "more than " + limits.maxLevels()
                                + " levels (brackets, operators, `else if`) inside each other",
                        "split it into several `on`, or name parts of it with `def`");
                return false;
            }
        }
        return true;
    }

    private void count(Frame frame, Token token, int at) {
        String text = token.getText();
        if (token.getType() == GroovyLexer.NL && frame.bodyAwaited) {
            return;
        }
        if (text.equals("if")) {
            frame.choice();
            return;
        }
        frame.bodyAwaited = false;
        if (token.getType() == GroovyLexer.NL || text.equals(";")) {
            if (frame.statements && (text.equals(";") || endsHere(at))) {
                boolean goesOn =
                        at + 1 < tokens.size() && tokens.get(at + 1).getText().equals("else");
                frame.newStatement(goesOn);
            }
        } else if (text.equals(",")) {
            frame.operators = 0;
            frame.words = 0;
        } else if (isOperand(token)) {
            frame.operand();
        } else if (text.equals("else")) {
            frame.newStatement(true);
            frame.elses++;
        } else {
            frame.words = 0;
            if (!PLAIN.contains(text)) {
                frame.operators++;
            }
        }
    }

    private static boolean opens(Token token) {
        String text = token.getText();
        return token.getType() == GroovyLexer.GStringBegin
                || (!isOperand(token)
                        && (text.equals("(") || text.equals("[") || text.equals("{") || text.equals("?[")));
    }

    private static boolean closes(Token token) {
        String text = token.getText();
        return token.getType() == GroovyLexer.GStringEnd
                || (!isOperand(token) && (text.equals(")") || text.equals("]") || text.equals("}")));
    }

    /** Whether a line break ends the statement: neither what stands before it nor what stands after it is an operator. */
    private boolean endsHere(int at) {
        return (at == 0 || !continues(tokens.get(at - 1)))
                && (at + 1 == tokens.size() || !continues(tokens.get(at + 1)));
    }

    private static boolean continues(Token token) {
        String text = token.getText();
        return !isOperand(token)
                && token.getType() != GroovyLexer.NL
                && !PLAIN.contains(text)
                && token.getType() != GroovyLexer.GStringEnd
                && !text.equals("!");
    }

    private static boolean isOperand(Token token) {
        return switch (token.getType()) {
            case GroovyLexer.Identifier,
                    GroovyLexer.CapitalizedIdentifier,
                    GroovyLexer.StringLiteral,
                    GroovyLexer.IntegerLiteral,
                    GroovyLexer.FloatingPointLiteral,
                    GroovyLexer.BooleanLiteral,
                    GroovyLexer.NullLiteral -> true;
            default -> false;
        };
    }

    /** One bracket while its inside is counted. */
    private static final class Frame {
        private final boolean statements;
        private final int base;
        private int operators;
        private int elses;
        private int words;
        private boolean bodyAwaited;

        Frame(boolean statements, int base) {
            this.statements = statements;
            this.base = base;
        }

        int level() {
            return base + operators + elses;
        }

        /** Words side by side nest as well: `a b c d` is `a(b).c(d)`. */
        void operand() {
            if (words++ > 1) {
                operators++;
            }
        }

        /** An `if`; without braces, the next one is inside it. */
        void choice() {
            words = 0;
            if (bodyAwaited) {
                elses++;
            }
            bodyAwaited = true;
        }

        void newStatement(boolean goesOn) {
            operators = 0;
            words = 0;
            if (!goesOn) {
                elses = 0;
            }
        }
    }
}
