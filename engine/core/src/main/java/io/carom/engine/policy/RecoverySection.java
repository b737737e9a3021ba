package io.carom.engine.policy;

import io.carom.spi.Suppression;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Reads {@code reactivation} and {@code suppressions} of {@code policy.yml}. Stateless. */
final class RecoverySection {
    private static final int MOST_PER_DAY = 86_400;
    private static final int MOST_DELIVERIES = 100;
    private static final int MOST_FACTOR = 100;

    private RecoverySection() {}

    /** What the sections say, over {@code base}. */
    static RecoverySettings read(Section reactivation, Section suppressions, RecoverySettings base) {
        Draft draft = new Draft(base);
        reactivation.length("within", within -> draft.within = within);
        reactivation.number("perDay", 0, MOST_PER_DAY, count -> draft.perDay = count);
        reactivation.number("deliveries", 1, MOST_DELIVERIES, count -> draft.deliveries = count);
        reactivation.nothingElse();
        suppressions.length("first", length -> draft.first = length);
        suppressions.number("factor", 1, MOST_FACTOR, factor -> draft.factor = factor);
        suppressions.length("most", length -> draft.most = length);
        suppressions.list("exemptStreams", streams -> draft.exempt = new HashSet<>(streams));
        suppressions.nothingElse();
        if (draft.first.compareTo(draft.most) > 0) {
            suppressions.wrong("first", "bad-length", "`first` is longer than `most`");
        }
        return new RecoverySettings(
                draft.within,
                draft.perDay,
                draft.deliveries,
                new Suppression.Terms(draft.first, draft.factor, draft.most),
                draft.exempt);
    }

    /** The settings while they are read. */
    private static final class Draft {
        private Duration within;
        private int perDay;
        private int deliveries;
        private Duration first;
        private int factor;
        private Duration most;
        private Set<String> exempt;

        Draft(RecoverySettings base) {
            within = base.within();
            perDay = base.perDay();
            deliveries = base.deliveries();
            first = base.terms().first();
            factor = base.terms().factor();
            most = base.terms().most();
            exempt = base.exemptStreams();
        }
    }
}
