package io.carom.api;

import java.util.List;
import java.util.stream.Collectors;

/** A policy that does not compile: put right what {@link #problems()} names. The policy that ran before goes on running. */
public final class PolicyException extends CaromException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** With every problem that was found, warnings included. */
    public PolicyException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), null);
        this.problems = List.copyOf(problems);
    }

    /** Every problem that was found, in the order of files and lines. */
    public List<Problem> problems() {
        return problems;
    }
}
