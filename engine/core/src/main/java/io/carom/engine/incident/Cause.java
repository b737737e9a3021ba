package io.carom.engine.incident;

import io.carom.engine.alert.Failure;
import io.carom.engine.alert.Signal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is behind an alarm as far as the failures tell that it counts: the kind of trouble that most of them speak of, and the place
 * that nearly all of those share. Alarms with the same cause are one incident. Immutable.
 *
 * @param name kind and place: {@code refused ip:192.0.2.1}
 * @param why how it was found, as a sentence
 */
record Cause(String name, String why) {
    private static final double MOST = 0.5;
    private static final double NEARLY_ALL = 0.8;

    /** The cause of an alarm in {@code scope} that counts {@code failures}. */
    static Cause of(String scope, List<Failure> failures) {
        Optional<Map.Entry<Trouble, Long>> kind =
                most(failures, failure -> Trouble.of(failure.what().reason()));
        if (kind.isEmpty() || kind.get().getValue() < MOST * failures.size()) {
            return new Cause(Trouble.MIXED.word() + " " + scope, "The failures have no reason in common");
        }
        Trouble trouble = kind.get().getKey();
        List<Failure> alike = failures.stream()
                .filter(failure -> Trouble.of(failure.what().reason()) == trouble)
                .toList();
        String speaks = String.format(
                Locale.ROOT, "%,d of the last %,d failures speak %s", alike.size(), failures.size(), trouble.told());
        for (Signal.Scope place : trouble.places()) {
            Optional<Map.Entry<String, Long>> shared = most(alike, failure -> failure.of(place));
            if (shared.isPresent() && shared.get().getValue() >= NEARLY_ALL * alike.size()) {
                String name = place.word() + ":" + shared.get().getKey();
                return new Cause(
                        trouble.word() + " " + name,
                        String.format(
                                Locale.ROOT,
                                "%s, and %,d of those share %s",
                                speaks,
                                shared.get().getValue(),
                                name));
            }
        }
        return new Cause(trouble.word() + " " + scope, speaks);
    }

    /** The cause of an alert that counts nothing: what a rule or script calls it, and where. */
    static Cause said(String signal, String scope, @Nullable Failure failure) {
        if (!scope.startsWith("address:")) {
            return new Cause(signal + " " + scope, "A rule or script says so of " + scope);
        }
        for (Signal.Scope place : Signal.Scope.values()) {
            String name = failure == null || place == Signal.Scope.DOMAIN ? null : failure.of(place);
            if (name != null && !name.isEmpty()) {
                String where = place.word() + ":" + name;
                return new Cause(
                        signal + " " + where, "A rule or script says so of addresses that " + where + " reached");
            }
        }
        return new Cause(signal, "A rule or script says so");
    }

    /** The most frequent value; of several the one that was met first. Empty values do not count. */
    private static <T> Optional<Map.Entry<T, Long>> most(List<Failure> failures, Function<Failure, @Nullable T> value) {
        Map<T, Long> counts = new HashMap<>();
        Map.Entry<T, Long> best = null;
        for (Failure failure : failures) {
            T found = value.apply(failure);
            if (found != null && !found.equals("")) {
                counts.merge(found, 1L, Long::sum);
            }
        }
        for (Failure failure : failures) {
            T found = value.apply(failure);
            Long count = found == null ? null : counts.get(found);
            if (found != null && count != null && (best == null || count > best.getValue())) {
                best = Map.entry(found, count);
            }
        }
        return Optional.ofNullable(best);
    }
}
