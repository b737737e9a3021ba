package io.carom.standalone.verb;

import io.carom.api.PolicyException;
import io.carom.api.Problem;
import io.carom.engine.policy.Policy;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Opens the policy that the command line names. Stateless. */
final class Policies {
    private Policies() {}

    /** The policy in {@code folder}, or the stock policy; fails as {@link Policy#load} does. */
    static Policy open(@Nullable String folder) {
        if (folder == null) {
            return Policy.stock();
        }
        try {
            return Policy.load(Path.of(folder));
        } catch (PolicyException e) {
            throw new PolicyException(
                    e.problems().stream().map(problem -> under(folder, problem)).toList());
        }
    }

    /** The problem with a place that can be opened from here. */
    private static Problem under(String folder, Problem problem) {
        return new Problem(
                folder + "/" + problem.file(),
                problem.line(),
                problem.col(),
                problem.severity(),
                problem.code(),
                problem.message(),
                problem.hint(),
                problem.source());
    }
}
