package io.carom.dsl.tree;

import java.util.List;

/** One condition of {@code on(...)}; any of its values suffices. Immutable. */
public sealed interface Condition {
    /** The enhanced status is one of these, {@code *} for any number. */
    record Dsn(List<String> patterns) implements Condition {}

    /** The reply code is one of these. */
    record Smtp(List<Integer> codes) implements Condition {}

    /** The classified reason is one of these words. */
    record ReasonIs(List<String> words) implements Condition {}

    /** The receiving host matches one of these, {@code *} for any characters. */
    record Mx(List<String> globs) implements Condition {}

    /** One of the patterns (by index) is found in the reply's text. */
    record Text(List<Integer> patterns) implements Condition {}
}
