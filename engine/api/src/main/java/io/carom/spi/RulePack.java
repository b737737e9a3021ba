package io.carom.spi;

import java.util.List;
import java.util.Set;

/**
 * The rule files of one policy. Immutable.
 *
 * @param name the policy's name: {@code stock}, {@code acme}
 * @param stock whether it is the stock policy: its rules need no lint and lose against any other pack
 * @param files its {@code rules/*.drl}
 * @param disabled names of rules of the packs below that are switched off
 * @param retryPolicies names that a rule may use for a retry policy
 */
public record RulePack(
        String name, boolean stock, List<SourceFile> files, Set<String> disabled, Set<String> retryPolicies) {}
