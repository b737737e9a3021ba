package io.carom.engine.cases;

import java.util.List;

/**
 * What became of a case. Immutable.
 *
 * @param of the case
 * @param differences what is not as expected, a line each: path, expected, actual; empty when it passes
 * @param decision the last decision as JSON, or empty when the events gave none
 */
public record CaseResult(PolicyCase of, List<String> differences, String decision) {
    /** Whether everything is as expected. */
    public boolean passed() {
        return differences.isEmpty();
    }
}
