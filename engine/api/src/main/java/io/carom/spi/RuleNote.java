package io.carom.spi;

import io.carom.api.Phase;
import io.carom.api.Proposal;

/**
 * What is known of a rule without running it. Immutable.
 *
 * @param name pack/what-happens
 * @param pack the pack it belongs to
 * @param phase when it runs
 * @param salience its rank within pack and phase
 * @param reason the sentence that an operator reads
 * @param comment the comment above the rule (its source), or empty
 * @param condition its {@code when}, on one line
 * @param what what it proposes
 * @param file the file, relative to the policy folder
 * @param line the line of its name; 1 is the first
 */
public record RuleNote(
        String name,
        String pack,
        Phase phase,
        int salience,
        String reason,
        String comment,
        String condition,
        Proposal what,
        String file,
        int line) {}
