package io.carom.dsl.read;

import io.carom.api.Problem;
import io.carom.dsl.tree.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with one script, each place once. For one thread. */
public final class Findings {
    private final String file;
    private final List<String> lines;
    private final int most;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<Place> places = new HashSet<>();
    private boolean failed;

    /** For one file; {@code most} problems are kept. */
    public Findings(String file, String source, int most) {
        this.file = file;
        this.lines = source.lines().toList();
        this.most = most;
    }

    /** An error. */
    public void error(Place place, String code, String message, @Nullable String hint) {
        failed = true;
        add(place, Problem.error(file, place.line(), place.col(), code, message).hint(hint));
    }

    /** A warning. */
    public void warning(Place place, String code, String message, @Nullable String hint) {
        add(
                place,
                Problem.warning(file, place.line(), place.col(), code, message).hint(hint));
    }

    private void add(Place place, Problem problem) {
        if (problems.size() < most && places.add(place)) {
            problems.add(problem.source(line(place.line())));
        }
    }

    private @Nullable String line(int number) {
        if (number < 1 || number > lines.size()) {
            return null;
        }
        String line = lines.get(number - 1);
        return line.length() > 300 ? line.substring(0, 300) : line;
    }

    /** Whether there is an error. */
    public boolean failed() {
        return failed;
    }

    /** Whether an error or warning stands on line {@code line}. */
    boolean speaksOf(int line) {
        return places.stream().anyMatch(place -> place.line() == line);
    }

    /** Everything found, by place. */
    public List<Problem> problems() {
        return problems.stream()
                .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::col))
                .toList();
    }
}
