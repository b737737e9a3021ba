package io.carom.standalone.verb;

import io.carom.engine.policy.Policy;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Opens the policy that the command line names. Stateless. */
final class Policies {
    private Policies() {}

    /** The policy in {@code folder}, or the stock policy; fails as {@link Policy#load} does. */
    static Policy open(@Nullable String folder) {
        return folder == null ? Policy.stock() : Policy.load(Path.of(folder));
    }
}
