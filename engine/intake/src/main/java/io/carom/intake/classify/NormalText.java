package io.carom.intake.classify;

import io.carom.api.EnhancedStatus;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A reply's text in a small alphabet, so that one spelling of a phrase finds many: lower case, accents folded, one blank between words,
 * punctuation gone (a dot inside a word stays), {@code n't} as {@code not}, an address as {@code @}, an IPv4 address as {@code ip4}, the reply's own codes left out.
 * Linear in the text; of longer texts only the first {@link #MAX_CHARS} characters are read. For one thread.
 */
final class NormalText {
    static final int MAX_CHARS = 64 * 1024;
    /** The number of symbols: blank, 26 letters, 10 digits, dot, at, 16 leads and 16 others for what is not ASCII. */
    static final int SYMBOLS = 71;

    static final byte BLANK = 0;
    private static final byte DIGIT = 27;
    private static final byte DOT = 37;
    static final byte AT = 38;
    private static final byte LEAD = 39;
    private static final byte FOLLOW = 55;

    /** Scripts from here on set no blank between a word and an address. */
    private static final char UNSPACED = '\u2e80';

    private static final byte[] ASCII = ascii();
    /** What U+00C0 to U+017F are without accents; a dot means that nothing is folded. */
    private static final String FOLDED = "aaaaaaaceeeeiiiidnooooo.ouuuuyts"
            + "aaaaaaaceeeeiiiidnooooo.ouuuuyty"
            + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
            + "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    private byte[] out;
    private int size;
    /** Where the run of characters that an address's local part may have began. */
    private int tokenStart;
    /** Where the word began. */
    private int wordStart;

    private final int[] codeParts = new int[2];
    private final int code;
    private final @Nullable EnhancedStatus status;

    private NormalText(int capacity, int code, @Nullable EnhancedStatus status) {
        this.out = new byte[capacity + 16];
        this.size = 1;
        this.tokenStart = 1;
        this.wordStart = 1;
        this.code = code;
        this.status = status;
    }

    /** The symbols of {@code text}, a blank at both ends; words that are {@code code} (0: none) or {@code status} are left out. */
    static NormalText of(String text, int code, @Nullable EnhancedStatus status) {
        int length = Math.min(text.length(), MAX_CHARS);
        NormalText normal = new NormalText(length, code, status);
        normal.read(text, length);
        return normal;
    }

    /** The symbols; valid up to {@link #size()}. */
    byte[] symbols() {
        return out;
    }

    int size() {
        return size;
    }

    /** A copy of the symbols from {@code from} to {@code to}. */
    byte[] slice(int from, int to) {
        return Arrays.copyOfRange(out, from, to);
    }

    private void read(String text, int length) {
        for (int at = 0; at < length; at++) {
            char c = text.charAt(at);
            if (c < 128) {
                byte symbol = ASCII[c];
                if (symbol > 0) {
                    put(symbol);
                } else {
                    at = punctuation(text, at, length, c);
                }
            } else {
                other(c, text, at, length);
            }
        }
        endWord();
    }

    private int punctuation(String text, int at, int length, char c) {
        switch (c) {
            case '.' -> {
                if (insideWord(text, at, length)) {
                    put(DOT);
                } else {
                    endWord();
                }
            }
            case '\'' -> apostrophe(text, at, length);
            case '@' -> {
                return address(text, at, length);
            }
            case '-' -> {
                boolean email = size - wordStart == 1
                        && out[wordStart] == 5
                        && at + 1 < length
                        && (text.charAt(at + 1) | 32) == 'm';
                if (!email) {
                    endWord();
                }
            }
            case '_', '+', '=', '/', '!', '#', '$', '%', '&', '*', '?', '^', '`', '{', '|', '}', '~' -> endWord();
            default -> {
                endWord();
                tokenStart = size;
            }
        }
        return at;
    }

    private boolean insideWord(String text, int at, int length) {
        if (size == wordStart || at + 1 >= length) {
            return false;
        }
        char next = text.charAt(at + 1);
        char before = text.charAt(at - 1);
        return next < 128 && ASCII[next] > 0 && !(next >= 'A' && next <= 'Z' && before >= 'a' && before <= 'z');
    }

    /** {@code doesn't} becomes {@code does not}; any other apostrophe parts two words. */
    private void apostrophe(String text, int at, int length) {
        boolean not = size > wordStart + 1
                && out[size - 1] == symbol('n')
                && at + 1 < length
                && (text.charAt(at + 1) | 32) == 't'
                && (at + 2 >= length || !Character.isLetterOrDigit(text.charAt(at + 2)));
        if (not) {
            boolean can = size - wordStart == 3 && out[wordStart] == symbol('c') && out[wordStart + 1] == symbol('a');
            if (!can) {
                size--;
            }
            endWord();
            put(symbol('n'));
            put(symbol('o'));
        } else {
            endWord();
        }
    }

    /** Takes back the local part, leaves {@code @}, and skips the domain. */
    private int address(String text, int at, int length) {
        size = tokenStart;
        wordStart = size;
        put(AT);
        int end = at + 1;
        while (end < length && isDomain(text.charAt(end))) {
            end++;
        }
        endWord();
        tokenStart = size;
        return end - 1;
    }

    private static boolean isDomain(char c) {
        return c < 128
                ? ASCII[c] > 0 || c == '-' || c == '.' || c == '_'
                : c < UNSPACED && Character.isLetterOrDigit(c);
    }

    private void other(char c, String text, int at, int length) {
        if (c >= 0xC0 && c <= 0x17F && FOLDED.charAt(c - 0xC0) != '.') {
            folded(c);
        } else if (c == '\u2019' || c == '\u2018' || c == '\u00B4') {
            apostrophe(text, at, length);
        } else if (c >= 0xFF01 && c <= 0xFF5E && ASCII[c - 0xFEE0] > 0) {
            put(ASCII[c - 0xFEE0]);
        } else if (Character.isLetterOrDigit(c)) {
            char lower = Character.toLowerCase(c);
            put((byte) (LEAD + (lower >> 12)));
            put((byte) (FOLLOW + (lower >> 8 & 15)));
            put((byte) (FOLLOW + (lower >> 4 & 15)));
            put((byte) (FOLLOW + (lower & 15)));
            if (c >= UNSPACED) {
                tokenStart = size;
            }
        } else if (Character.getType(c) != Character.NON_SPACING_MARK && c != '\u00AD' && c != '\u200B') {
            endWord();
            tokenStart = size;
        }
    }

    private void folded(char c) {
        put(symbol(FOLDED.charAt(c - 0xC0)));
        switch (c) {
            case '\u00DF' -> put(symbol('s'));
            case '\u00C6', '\u00E6', '\u0152', '\u0153' -> put(symbol('e'));
            default -> {}
        }
    }

    private void put(byte symbol) {
        if (size + 2 >= out.length) {
            out = Arrays.copyOf(out, out.length * 2);
        }
        out[size++] = symbol;
    }

    private void endWord() {
        if (size == wordStart) {
            return;
        }
        if (out[wordStart] >= DIGIT && out[wordStart] < DOT && isCode()) {
            size = wordStart;
            return;
        }
        if (out[wordStart] >= DIGIT && out[wordStart] < DOT && isIpAddress()) {
            size = wordStart;
            put(symbol('i'));
            put(symbol('p'));
            put(symbol('4'));
        }
        if (size - wordStart == 6 && isCannot()) {
            size = wordStart + 3;
            putWordEnd();
            put(symbol('n'));
            put(symbol('o'));
            put(symbol('t'));
        }
        putWordEnd();
    }

    private boolean isIpAddress() {
        int dots = 0;
        for (int i = wordStart; i < size; i++) {
            if (out[i] == DOT) {
                dots++;
            } else if (out[i] < DIGIT || out[i] > DOT) {
                return false;
            }
        }
        return dots == 3 && size - wordStart <= 15;
    }

    private void putWordEnd() {
        put(BLANK);
        wordStart = size;
    }

    /** Whether the word is the reply code or the enhanced code in force. */
    private boolean isCode() {
        int at = wordStart;
        int number = 0;
        int part = 0;
        int[] parts = codeParts;
        while (at < size && at - wordStart < 12) {
            int symbol = out[at++];
            if (symbol == DOT) {
                if (part == 2) {
                    return false;
                }
                parts[part++] = number;
                number = 0;
            } else if (symbol >= DIGIT && symbol < DOT) {
                number = number * 10 + symbol - DIGIT;
            } else {
                return false;
            }
        }
        if (at < size) {
            return false;
        }
        EnhancedStatus enhanced = status;
        return part == 0
                ? number == code && code != 0
                : part == 2
                        && enhanced != null
                        && parts[0] == enhanced.statusClass()
                        && parts[1] == enhanced.subject()
                        && number == enhanced.detail();
    }

    private boolean isCannot() {
        for (int i = 0; i < 6; i++) {
            if (out[wordStart + i] != symbol("cannot".charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a symbol stands for a letter of a script that sets blanks between words. */
    static boolean isSpaced(byte[] symbols, int at) {
        byte symbol = symbols[at];
        if (symbol < LEAD) {
            return true;
        }
        int lead = at;
        while (symbols[lead] >= FOLLOW) {
            lead--;
        }
        return symbols[lead] - LEAD < 3;
    }

    private static byte symbol(char letter) {
        return ASCII[letter];
    }

    private static byte[] ascii() {
        byte[] table = new byte[128];
        for (char c = 'a'; c <= 'z'; c++) {
            table[c] = (byte) (c - 'a' + 1);
            table[c - 32] = table[c];
        }
        for (char c = '0'; c <= '9'; c++) {
            table[c] = (byte) (DIGIT + c - '0');
        }
        return table;
    }
}
