package io.carom.rules.drl;

import java.util.List;

/** The comments of a file; gives each rule the ones directly above it. For one thread, asked in the order of lines. */
final class Comments {
    private final List<Scanner.Comment> comments;
    private int at;

    Comments(List<Scanner.Comment> comments) {
        this.comments = comments;
    }

    /** The comment that ends on the line above {@code line}, with the ones directly above it, on one line. */
    String above(int line) {
        while (at < comments.size() && comments.get(at).lastLine() < line) {
            at++;
        }
        int first = at;
        int expected = line - 1;
        while (first > 0 && comments.get(first - 1).lastLine() == expected) {
            first--;
            expected = comments.get(first).firstLine() - 1;
        }
        StringBuilder text = new StringBuilder();
        for (int i = first; i < at; i++) {
            for (String part : comments.get(i).text().split("\n")) {
                String bare = part.strip();
                bare = bare.startsWith("*") ? bare.substring(1).strip() : bare;
                text.append(text.isEmpty() || bare.isEmpty() ? "" : " ").append(bare);
            }
        }
        return text.toString();
    }
}
