package io.carom.intake.classify;

import io.carom.intake.classify.YamlNode.Entry;
import io.carom.intake.classify.YamlNode.Mapping;
import io.carom.intake.classify.YamlNode.Scalar;
import io.carom.intake.classify.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the part of YAML in which the stock tables are written: block lists and maps, lists and maps in brackets on one line, plain and
 * double-quoted words, comments. It exists because a whole YAML reader takes longer to load than a short command may run; a test holds
 * it to the answers of one. For one thread.
 */
final class PlainYaml {
    private final String file;
    private final String text;
    private int at;
    private int line = 1;
    private int lineStart;

    private PlainYaml(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /** The document in {@code text}; fails with {@link IllegalStateException} where it uses more of YAML than this reads. */
    static YamlNode read(String file, String text) {
        PlainYaml yaml = new PlainYaml(file, text);
        yaml.skipToContent();
        YamlNode node = yaml.block(yaml.col());
        yaml.skipToContent();
        if (yaml.at < text.length()) {
            throw yaml.wrong("indentation");
        }
        return node;
    }

    private int col() {
        return at - lineStart + 1;
    }

    private IllegalStateException wrong(String what) {
        return new IllegalStateException(
                file + ":" + line + ":" + col() + ": " + what + " that this reader does not know");
    }

    /** Goes to the next character that is neither blank nor comment. */
    private void skipToContent() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                at++;
                line++;
                lineStart = at;
            } else if (c == ' ' || c == '\r') {
                at++;
            } else if (c == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else {
                return;
            }
        }
    }

    private void skipBlanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private YamlNode block(int indent) {
        if (isDash()) {
            return sequence(indent);
        }
        char c = text.charAt(at);
        if (c == '[' || c == '{') {
            return flow();
        }
        Scalar first = scalar(false);
        if (at < text.length() && text.charAt(at) == ':') {
            return mapping(first, indent);
        }
        return first;
    }

    private boolean isDash() {
        return at + 1 < text.length() && text.charAt(at) == '-' && text.charAt(at + 1) <= ' ';
    }

    private Sequence sequence(int indent) {
        int startLine = line;
        List<YamlNode> items = new ArrayList<>();
        while (at < text.length() && col() == indent && isDash()) {
            at++;
            skipToContent();
            items.add(block(col()));
            skipToContent();
        }
        return new Sequence(items, startLine, indent);
    }

    private Mapping mapping(Scalar firstKey, int indent) {
        List<Entry> entries = new ArrayList<>();
        Scalar key = firstKey;
        while (true) {
            at++;
            entries.add(new Entry(key, value(indent)));
            skipToContent();
            if (at >= text.length() || col() != indent || isDash()) {
                return new Mapping(entries, firstKey.line(), firstKey.col());
            }
            key = scalar(false);
            if (at >= text.length() || text.charAt(at) != ':') {
                throw wrong("a key");
            }
        }
    }

    private YamlNode value(int indent) {
        int keyLine = line;
        skipToContent();
        if (at >= text.length() || (line > keyLine && (col() < indent || (col() == indent && !isDash())))) {
            throw wrong("an empty value");
        }
        if (line > keyLine) {
            return block(col());
        }
        char c = text.charAt(at);
        return c == '[' || c == '{' ? flow() : scalar(false);
    }

    private YamlNode flow() {
        int startCol = col();
        char open = text.charAt(at++);
        char close = open == '[' ? ']' : '}';
        List<YamlNode> items = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        skipBlanks();
        while (at < text.length() && text.charAt(at) != close) {
            Scalar word = scalar(true);
            skipBlanks();
            if (open == '{') {
                if (text.charAt(at) != ':') {
                    throw wrong("a key");
                }
                at++;
                skipBlanks();
                entries.add(new Entry(word, text.charAt(at) == '[' ? flow() : scalar(true)));
                skipBlanks();
            } else {
                items.add(word);
            }
            if (at < text.length() && text.charAt(at) == ',') {
                at++;
                skipBlanks();
            }
        }
        at++;
        return open == '[' ? new Sequence(items, line, startCol) : new Mapping(entries, line, startCol);
    }

    private Scalar scalar(boolean flow) {
        int startCol = col();
        if (at >= text.length() || "'|>&*!%@`?".indexOf(text.charAt(at)) >= 0) {
            throw wrong("a value");
        }
        if (text.charAt(at) == '"') {
            int end = text.indexOf('"', at + 1);
            String quoted = end < 0 ? "\\" : text.substring(at + 1, end);
            if (quoted.indexOf('\\') >= 0 || quoted.indexOf('\n') >= 0) {
                throw wrong("a quoted text");
            }
            at = end + 1;
            return new Scalar(quoted, line, startCol);
        }
        int from = at;
        while (at < text.length() && !endsPlain(flow)) {
            at++;
        }
        return new Scalar(text.substring(from, at).strip(), line, startCol);
    }

    private boolean endsPlain(boolean flow) {
        char c = text.charAt(at);
        if (c == '\n' || (flow && (c == ',' || c == ']' || c == '}'))) {
            return true;
        }
        boolean blankAfter = at + 1 >= text.length() || text.charAt(at + 1) <= ' ';
        return (c == ':' && blankAfter) || (c == '#' && text.charAt(at - 1) == ' ');
    }
}
