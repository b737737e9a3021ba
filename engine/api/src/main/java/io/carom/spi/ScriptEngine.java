package io.carom.spi;

import io.carom.api.PolicyException;
import java.util.List;
import java.util.Set;

/** Compiles domain scripts; found by {@link java.util.ServiceLoader}. Safe for any number of threads. */
public interface ScriptEngine {
    /**
     * Checks and compiles scripts.
     *
     * @param pack the policy's name
     * @param retryPolicies names that a script may use for a retry policy
     * @throws PolicyException when a script is wrong, with every problem; no code of any script has run then
     */
    ScriptBook compile(String pack, List<SourceFile> scripts, Set<String> retryPolicies);
}
