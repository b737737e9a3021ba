package io.carom.standalone.settings;

import io.carom.api.CaromException;
import io.carom.api.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Settings that cannot be used: put right what {@link #problems()} names. */
public final class SettingsException extends CaromException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** With every problem that was found. */
    public SettingsException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), null);
        this.problems = List.copyOf(problems);
    }

    /** Every problem, in the order of lines. */
    public List<Problem> problems() {
        return problems;
    }
}
