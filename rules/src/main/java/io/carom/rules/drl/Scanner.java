package io.carom.rules.drl;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a rule file into tokens in one pass, without regular expressions. Complains of what no rule file needs and what has been used
 * to hide code: escapes, single-quoted strings, characters that cannot be seen. For one thread.
 */
final class Scanner {
    private static final List<String> LONG_SIGNS = List.of("==", "!=", "<=", ">=", "&&", "||", ":=", "->", "+=", "++");

    private final String text;
    private final Findings findings;
    private final RuleLimits limits;
    private final List<Token> tokens = new ArrayList<>();
    private final List<Comment> comments = new ArrayList<>();
    private int at;
    private int line = 1;
    private int lineStart;

    /** A comment: its text without marks, and the lines it covers. */
    record Comment(String text, int firstLine, int lastLine) {}

    Scanner(String text, Findings findings, RuleLimits limits) {
        this.text = text;
        this.findings = findings;
        this.limits = limits;
        if (text.startsWith("\uFEFF")) {
            at = 1;
            lineStart = 1;
        }
    }

    /** All tokens; the last one is the end. */
    List<Token> tokens() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                newLine();
            } else if (c == ' ' || c == '\t' || c == '\r') {
                at++;
            } else if (c == '/' && (next() == '/' || next() == '*')) {
                comment(next() == '*');
            } else if (c == '"') {
                string();
            } else if (c == '\'') {
                quoted();
            } else if (wordStart(c)) {
                word();
            } else if (digit(c)) {
                number();
            } else {
                sign(c);
            }
        }
        tokens.add(new Token(Token.Kind.END, "", at, at, line, col(at)));
        return tokens;
    }

    /** All comments, in their order. */
    List<Comment> comments() {
        return comments;
    }

    private char next() {
        return at + 1 < text.length() ? text.charAt(at + 1) : '\n';
    }

    private int col(int offset) {
        return offset - lineStart + 1;
    }

    private void newLine() {
        at++;
        line++;
        lineStart = at;
    }

    private void comment(boolean block) {
        int start = at;
        int first = line;
        int startCol = col(at);
        at += 2;
        boolean closed = !block;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (block && c == '*' && next() == '/') {
                at += 2;
                closed = true;
                break;
            }
            if (!block && c == '\n') {
                break;
            }
            if (Signs.hidden(c)) {
                hidden(c);
            }
            if (c == '\n') {
                newLine();
            } else {
                at++;
            }
        }
        if (!closed) {
            findings.error(first, startCol, start, "open-comment", "the comment does not end", "close it with */");
        }
        String body = text.substring(Math.min(start + 2, at), closed && block ? at - 2 : at);
        comments.add(new Comment(body.strip(), first, line));
    }

    private void hidden(char c) {
        findings.error(
                line,
                col(at),
                at,
                "hidden-character",
                "the character U+" + String.format("%04X", (int) c) + " cannot be seen",
                "remove it");
    }

    private void string() {
        int start = at++;
        boolean broken = false;
        boolean escaped = false;
        while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\n') {
            char c = text.charAt(at);
            if (c == '\\') {
                if (!escaped) {
                    findings.error(
                            line, col(at), at, "escape", "a string has no escapes", "write it without a backslash");
                }
                escaped = true;
                broken = true;
                at++;
            } else if (Signs.hidden(c) || c == '\t' || c == '\r') {
                broken = true;
                hidden(c);
            }
            if (at < text.length() && text.charAt(at) != '\n') {
                at++;
            }
        }
        if (at >= text.length() || text.charAt(at) != '"') {
            findings.error(
                    line,
                    col(start),
                    start,
                    "open-string",
                    "the string does not end",
                    "close it with \" on the same line");
            add(Token.Kind.BROKEN, start, at);
            return;
        }
        at++;
        String value = text.substring(start + 1, at - 1);
        if (value.length() > limits.stringChars()) {
            broken = true;
            findings.error(
                    line,
                    col(start),
                    start,
                    "long-string",
                    "the string has " + value.length() + " characters; " + limits.stringChars() + " are the most",
                    "shorten it");
        }
        tokens.add(new Token(broken ? Token.Kind.BROKEN : Token.Kind.STRING, value, start, at, line, col(start)));
    }

    private void quoted() {
        int start = at++;
        findings.error(
                line,
                col(start),
                start,
                "single-quote",
                "single quotes are not used",
                "write strings in double quotes");
        while (at < text.length() && text.charAt(at) != '\'' && text.charAt(at) != '\n') {
            at += text.charAt(at) == '\\' && next() != '\n' ? 2 : 1;
        }
        at = Math.min(text.length(), at);
        if (at < text.length() && text.charAt(at) == '\'') {
            at++;
        }
        add(Token.Kind.BROKEN, start, at);
    }

    private void word() {
        int start = at;
        while (at < text.length() && (wordStart(text.charAt(at)) || digit(text.charAt(at)))) {
            at++;
        }
        add(Token.Kind.WORD, start, at);
    }

    private void number() {
        int start = at;
        while (at < text.length()
                && (wordStart(text.charAt(at))
                        || digit(text.charAt(at))
                        || (text.charAt(at) == '.' && digit(next())))) {
            at++;
        }
        add(Token.Kind.NUMBER, start, at);
    }

    private void sign(char c) {
        int start = at;
        if (c >= 128 || Signs.hidden(c)) {
            if (Signs.hidden(c)) {
                hidden(c);
            } else {
                findings.error(
                        line,
                        col(at),
                        at,
                        "unknown-character",
                        "`" + c + "` has no meaning here",
                        "remove it, or quote it");
            }
            at++;
            add(Token.Kind.BROKEN, start, at);
            return;
        }
        String two = at + 2 <= text.length() ? text.substring(at, at + 2) : "";
        at += LONG_SIGNS.contains(two) ? 2 : 1;
        add(Token.Kind.SIGN, start, at);
    }

    private void add(Token.Kind kind, int start, int end) {
        tokens.add(new Token(kind, text.substring(start, end), start, end, line, col(start)));
    }

    private static boolean wordStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
