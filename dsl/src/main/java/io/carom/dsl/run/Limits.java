package io.carom.dsl.run;

/**
 * The bounds of a domain script. Immutable; the first three are part of the language.
 *
 * @param maxSource the longest source, in bytes of UTF-8
 * @param maxLevels the deepest nesting, operators included
 * @param maxStatements the most statements
 * @param maxProblems the most problems told of one script
 * @param maxText the longest interpolated text, in characters; longer ones are cut
 * @param maxWork the most work of a run, in steps of patterns on characters; 11 ns each at the worst, so that no run takes 1 ms
 * @param compileSeconds how long compiling one policy's scripts may take, plus a second for every 20 scripts
 */
public record Limits(
        int maxSource,
        int maxLevels,
        int maxStatements,
        int maxProblems,
        int maxText,
        long maxWork,
        int compileSeconds) {
    /** What holds unless somebody says otherwise. */
    public static final Limits DEFAULT = new Limits(32 * 1024, 40, 500, 100, 1_000, 75_000, 30);
}
