package io.carom.intake.classify;

import java.util.List;

/** A part of a YAML document with its place; line and column begin at 1. */
sealed interface YamlNode {
    int line();

    int col();

    /** A word or text. */
    record Scalar(String text, int line, int col) implements YamlNode {}

    /** A list. */
    record Sequence(List<YamlNode> items, int line, int col) implements YamlNode {}

    /** Keys with values, in order. */
    record Mapping(List<Entry> entries, int line, int col) implements YamlNode {}

    /** One key with its value. */
    record Entry(Scalar key, YamlNode value) {}
}
