package io.carom.dsl.run;

import io.carom.api.Proposed;
import java.util.List;
import java.util.Set;

/** The constants of one script as it runs. Immutable and safe for any number of threads. */
public final class Pool {
    private final Regex[] patterns;
    private final Set<?>[] lists;
    private final Proposed[] proposals;
    private final Proposed[] origins;
    private final Set<String> retryPolicies;
    private final OwnWords words;
    private final Limits limits;
    private final long work;

    /** Of what a script refers to by index, and what all scripts of a policy share. */
    public Pool(
            List<Regex> patterns,
            List<Set<Object>> lists,
            List<Proposed> proposals,
            List<Proposed> origins,
            Set<String> retryPolicies,
            OwnWords words,
            Limits limits) {
        this.patterns = patterns.toArray(new Regex[0]);
        this.lists = lists.toArray(new Set<?>[0]);
        this.proposals = proposals.toArray(new Proposed[0]);
        this.origins = origins.toArray(new Proposed[0]);
        this.retryPolicies = Set.copyOf(retryPolicies);
        this.words = words;
        this.limits = limits;
        this.work = limits.maxWork();
    }

    Regex pattern(int index) {
        return patterns[index];
    }

    Set<?> list(int index) {
        return lists[index];
    }

    Proposed proposal(int index) {
        return proposals[index];
    }

    Proposed origin(int index) {
        return origins[index];
    }

    Set<String> retryPolicies() {
        return retryPolicies;
    }

    OwnWords words() {
        return words;
    }

    long work() {
        return work;
    }

    Limits limits() {
        return limits;
    }
}
