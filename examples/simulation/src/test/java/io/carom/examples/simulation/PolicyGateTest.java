package io.carom.examples.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.engine.simulate.SimulationReport;
import io.carom.testkit.simulate.SimulateHistory;
import org.junit.jupiter.api.Test;

/** The policy of this folder may go live only while this holds. */
class PolicyGateTest {
    @Test
    @SimulateHistory(
            events = "src/test/resources/history.jsonl",
            candidate = "policy",
            failIf = {"lost_subscribers > 0.5%", "lost_mail > 10", "changed(gmail.com) > 100"})
    void a_fourth_retry_loses_nobody_and_regains_some(SimulationReport report) {
        assertThat(report.subscribers().regained()).isPositive();
        assertThat(report.figure("regained_mail").high()).isPositive();
        assertThat(report.recorded()).isGreaterThan(0.9);
    }

    @Test
    @SimulateHistory(
            generate = "outage",
            sends = 4_000,
            days = 10,
            candidate = "policy",
            failIf = {"lost_subscribers.high > 1%", "alerts > 100"})
    void it_survives_the_outage_of_a_large_receiver() {}
}
