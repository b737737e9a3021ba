package io.carom.rules.drl;

/**
 * How much of everything is read; what is beyond is an error with its place. Immutable.
 *
 * @param files rule files in a pack
 * @param fileChars characters in a file
 * @param rules rules in a pack
 * @param nesting brackets and negations inside each other
 * @param comparisons comparisons in a rule
 * @param patterns {@code Bounce(...)} patterns in a rule, joined by {@code or}
 * @param values values in one list
 * @param stringChars characters in a string
 * @param problems problems that are told of one file
 * @param matches rules that may match one fact in one phase
 */
public record RuleLimits(
        int files,
        int fileChars,
        int rules,
        int nesting,
        int comparisons,
        int patterns,
        int values,
        int stringChars,
        int problems,
        int matches) {
    /** Far beyond what people write, far below what hurts. */
    public static final RuleLimits DEFAULT = new RuleLimits(1_000, 1 << 20, 10_000, 8, 64, 8, 256, 500, 100, 200);
}
