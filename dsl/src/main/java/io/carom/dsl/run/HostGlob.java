package io.carom.dsl.run;

/**
 * A pattern for host names: {@code *} stands for any characters, also none, dots included. Immutable.
 *
 * @param text the pattern, lower case
 */
public record HostGlob(String text) {
    /** Whether {@code host} matches, in linear space and at most quadratic time in names of at most 255 characters. */
    public boolean matches(String host) {
        int star = text.indexOf('*');
        if (star < 0) {
            return host.equals(text);
        }
        if (star == 0 && text.indexOf('*', 1) < 0) {
            return host.length() >= text.length() - 1 && host.endsWith(text.substring(1));
        }
        return wild(host);
    }

    private boolean wild(String host) {
        int at = 0;
        int in = 0;
        int star = -1;
        int mark = 0;
        while (in < host.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                mark = in;
            } else if (at < text.length() && text.charAt(at) == host.charAt(in)) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++mark;
            } else {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
        }
        return at == text.length();
    }

    /** What follows the last {@code *}, from its first whole label on: {@code yahoodns.net} of {@code *.am0.*.yahoodns.net}. */
    public String suffix() {
        int star = text.lastIndexOf('*');
        if (star < 0) {
            return text;
        }
        int dot = text.indexOf('.', star);
        return dot < 0 ? "" : text.substring(dot + 1);
    }
}
