package io.carom.spi;

/**
 * One file of a policy. Immutable.
 *
 * @param path relative to the policy folder, with forward slashes: {@code rules/eu.drl}
 * @param text its content
 */
public record SourceFile(String path, String text) {
    /** The file's name without folder and ending: {@code eu}. */
    public String name() {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }
}
