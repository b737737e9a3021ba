package io.carom.intake.classify;

import java.util.ArrayList;
import java.util.List;

/**
 * How a phrase is written in {@code signals/*.yml}: plain words; {@code (a|b)} for one of several, {@code [a]} for what may be left out,
 * {@code ~} alone for up to two or three words, {@code *} alone for more, {@code *} at the begin or end of a word for the rest of it. No instances.
 */
final class PhraseForm {
    static final int MAX_LENGTH = 400;
    static final int MAX_FORMS = 256;
    static final int MAX_PARTS = 5;
    /** What {@code *} leaves between two parts, in symbols: a sentence. */
    private static final int FAR = 80;
    /** What {@code ~} leaves: two or three words. */
    private static final int NEAR = 20;

    private PhraseForm() {}

    /** A phrase that cannot be read; the message says why. */
    static final class BadPhrase extends Exception {
        private static final long serialVersionUID = 1L;

        BadPhrase(String message) {
            super(message);
        }
    }

    /**
     * One part of a phrase. Immutable.
     *
     * @param text how it is written
     * @param forms every way to say it, as symbols
     * @param gap how many symbols may lie between it and the part before
     */
    record Part(String text, List<byte[]> forms, int gap) {}

    /** The parts of {@code phrase}, which follow one another in this order. */
    static List<Part> parts(String phrase) throws BadPhrase {
        if (phrase.length() > MAX_LENGTH) {
            throw new BadPhrase("a phrase has at most " + MAX_LENGTH + " characters");
        }
        List<Part> parts = new ArrayList<>();
        int from = 0;
        int gap = 0;
        for (int at = 0; at <= phrase.length(); at++) {
            boolean ends = at == phrase.length();
            if (ends || isGap(phrase, at)) {
                String part = phrase.substring(from, at).strip();
                if (!part.isEmpty()) {
                    parts.add(new Part(part, forms(part), gap));
                }
                gap = !ends && phrase.charAt(at) == '~' ? NEAR : FAR;
                from = at + 1;
            }
        }
        if (parts.isEmpty()) {
            throw new BadPhrase("a phrase needs a letter or a digit");
        }
        if (parts.size() > MAX_PARTS) {
            throw new BadPhrase("a phrase has at most " + MAX_PARTS + " parts");
        }
        return parts;
    }

    private static boolean isGap(String phrase, int at) {
        char c = phrase.charAt(at);
        return (c == '*' || c == '~')
                && (at == 0 || phrase.charAt(at - 1) == ' ')
                && (at + 1 == phrase.length() || phrase.charAt(at + 1) == ' ');
    }

    private static List<byte[]> forms(String part) throws BadPhrase {
        List<String> plain = new Reader(part).alternatives(0);
        List<byte[]> forms = new ArrayList<>(plain.size());
        for (String form : plain) {
            forms.add(symbols(form.strip()));
        }
        return forms;
    }

    private static byte[] symbols(String part) throws BadPhrase {
        boolean openStart = part.startsWith("*");
        boolean openEnd = part.endsWith("*");
        int star = part.indexOf('*', 1);
        if (star >= 0 && star < part.length() - 1) {
            throw new BadPhrase("`*` stands at the begin or end of a part: put `~` behind the word");
        }
        NormalText text = NormalText.of(part, 0, null);
        byte[] symbols = text.symbols();
        if (text.size() < 3) {
            throw new BadPhrase("a phrase needs a letter or a digit");
        }
        int from = openStart || !NormalText.isSpaced(symbols, 1) ? 1 : 0;
        int to = text.size() - (openEnd || !NormalText.isSpaced(symbols, text.size() - 2) ? 1 : 0);
        if (to - from < 2) {
            throw new BadPhrase("a phrase of one letter finds too much");
        }
        return text.slice(from, to);
    }

    /** Reads brackets by descent; bounded by {@link #MAX_FORMS} and eight levels. */
    private static final class Reader {
        private final String phrase;
        private int at;

        Reader(String phrase) {
            this.phrase = phrase;
        }

        List<String> alternatives(int depth) throws BadPhrase {
            if (depth > 8) {
                throw new BadPhrase("brackets are nested too deep");
            }
            List<String> all = new ArrayList<>();
            List<String> current = List.of("");
            while (at < phrase.length()) {
                char c = phrase.charAt(at);
                if (c == '(' || c == '[') {
                    at++;
                    List<String> inner = alternatives(depth + 1);
                    close(c == '(' ? ')' : ']');
                    if (c == '[') {
                        inner = new ArrayList<>(inner);
                        inner.add("");
                    }
                    current = product(current, inner);
                } else if (c == ')' || c == ']') {
                    break;
                } else if (c == '|' && depth > 0) {
                    at++;
                    all.addAll(current);
                    current = List.of("");
                } else {
                    current = product(current, List.of(literal(depth)));
                }
            }
            if (depth == 0 && at < phrase.length()) {
                throw new BadPhrase("`" + phrase.charAt(at) + "` closes nothing");
            }
            all.addAll(current);
            return all;
        }

        private String literal(int depth) {
            int from = at;
            while (at < phrase.length()
                    && "()[]".indexOf(phrase.charAt(at)) < 0
                    && (depth == 0 || phrase.charAt(at) != '|')) {
                at++;
            }
            return phrase.substring(from, at);
        }

        private void close(char bracket) throws BadPhrase {
            if (at >= phrase.length() || phrase.charAt(at) != bracket) {
                throw new BadPhrase("a bracket is not closed with `" + bracket + "`");
            }
            at++;
        }

        private static List<String> product(List<String> left, List<String> right) throws BadPhrase {
            if (left.size() * right.size() > MAX_FORMS) {
                throw new BadPhrase("a phrase stands for at most " + MAX_FORMS + " forms");
            }
            List<String> all = new ArrayList<>(left.size() * right.size());
            for (String l : left) {
                for (String r : right) {
                    all.add(l + r);
                }
            }
            return all;
        }
    }
}
