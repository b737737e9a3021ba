package io.carom.rules.drl;

import java.util.List;
import java.util.Set;

/** Walks over the tokens of a file. For one thread. */
final class Cursor {
    private static final Set<String> TOP =
            Set.of("rule", "query", "declare", "function", "import", "global", "package");

    private final List<Token> tokens;
    private int at;

    Cursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    Token take() {
        Token token = tokens.get(at);
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    boolean atEnd() {
        return peek().kind() == Token.Kind.END;
    }

    boolean takeIf(String sign) {
        if (peek().is(sign)) {
            take();
            return true;
        }
        return false;
    }

    boolean takeWord(String word) {
        if (peek().isWord(word)) {
            take();
            return true;
        }
        return false;
    }

    /** Takes {@code words} joined by dots, or nothing. */
    boolean takeDotted(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!peek(2 * i).isWord(words[i]) || (i > 0 && !peek(2 * i - 1).is("."))) {
                return false;
            }
        }
        if (peek(2 * words.length - 1).is(".")) {
            return false;
        }
        for (int i = 0; i < 2 * words.length - 1; i++) {
            take();
        }
        return true;
    }

    /** Whether the {@code end} here is a rule's: nothing or the head of something else follows. */
    boolean atRuleEnd() {
        return peek().isWord("end")
                && (peek(1).kind() == Token.Kind.END
                        || (peek(1).kind() == Token.Kind.WORD && TOP.contains(peek(1).text())));
    }

    /** Whether a rule begins here. */
    boolean atRule() {
        return peek().isWord("rule") && (peek(1).kind() == Token.Kind.STRING || peek(1).kind() == Token.Kind.BROKEN);
    }

    /** Goes on to a word of this part of a rule, or to the rule's end, whichever comes first. */
    void skipTo(String word) {
        while (!atEnd() && !atRule() && !atRuleEnd() && !peek().isWord(word)) {
            take();
        }
    }

    /** Goes on to the head of the next rule, over whatever is between. */
    void skipToRule() {
        while (!atEnd() && !atRule()) {
            take();
        }
    }

    /** Goes behind the rule's {@code end}. */
    void skipRule() {
        while (!atEnd() && !atRule()) {
            if (atRuleEnd()) {
                take();
                return;
            }
            take();
        }
    }
}
