package io.carom.benchmarks.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Action;
import io.carom.api.Classification;
import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.engine.Receipt;
import io.carom.engine.Road;
import io.carom.engine.alert.WatchSettings;
import io.carom.engine.memory.MemoryJournal;
import io.carom.engine.policy.Policy;
import io.carom.engine.policy.PolicySettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The engine with the stock rules and a hand-written program decide the same. */
class OracleTest {
    private static final int BATCH = 256;

    @Test
    void rules_and_program_agree_on_a_hundred_thousand_events() {
        agree(100_000, 2);
    }

    @Test
    @Tag("long")
    void rules_and_program_agree_on_a_million_events() {
        agree(1_000_000, 3);
    }

    private static void agree(int events, long seed) {
        try (Policy stock = Policy.stock()) {
            Policy plain = withoutWhatSpansAddresses(stock);
            HandWritten program = new HandWritten(plain.classifier());
            try (Road road = new Road(plain, MemoryJournal.withoutLog(), "", false, 1_000_000)) {
                List<Event> stream = Stream.of(events, 0.7, seed);
                for (int i = 0; i < stream.size(); i += BATCH) {
                    List<Event> batch = stream.subList(i, Math.min(stream.size(), i + BATCH));
                    List<Receipt> receipts = road.take(batch);
                    for (int j = 0; j < batch.size(); j++) {
                        Decision decision = receipts.get(j).decision().orElseThrow();
                        assertThat(verdict(decision)).as("%s", decision).isEqualTo(program.decide(batch.get(j)));
                    }
                }
            }
        }
    }

    /** Caps and alerts look at many addresses at once; the program looks at one. */
    private static Policy withoutWhatSpansAddresses(Policy stock) {
        PolicySettings settings = stock.settings();
        PolicySettings plain = new PolicySettings(
                settings.name(),
                settings.version(),
                settings.retryPolicies(),
                settings.disabled(),
                settings.greylisting(),
                settings.promotions(),
                settings.engagedFor(),
                new PolicySettings.Caps(Duration.ofHours(1), 0, 0, Duration.ofDays(1)),
                WatchSettings.NONE,
                settings.trust());
        return new Policy(
                stock.digest(),
                plain,
                stock.classifier(),
                stock.rules(),
                stock.scripts(),
                stock.traps(),
                stock.tests());
    }

    private static HandWritten.Verdict verdict(Decision decision) {
        Classification what = decision.classification();
        return new HandWritten.Verdict(
                what.bounceType() == null ? "" : what.bounceType().word(),
                what.reason().word(),
                what.fault() == null ? "" : what.fault().word(),
                what.promoted() == null ? null : what.promoted().word(),
                decision.subscriber() == null
                        ? null
                        : decision.subscriber().to().word(),
                decision.retry() == null ? null : decision.retry().at(),
                decision.retry() == null ? 0 : decision.retry().attempt(),
                decision.actions().stream().map(Action::type).toList(),
                decision.duplicate());
    }
}
