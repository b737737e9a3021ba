package io.carom.engine.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carom.engine.simulate.SimulationReport.Figure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    /** 10,000 decisions, of which 120 differ; 995 subscribers kept, 5 lost, 2 regained; 20,000 sent. */
    private static final SimulationReport REPORT = new SimulationReport(
            20_000,
            0,
            20_000,
            10_000,
            "a",
            "b",
            1,
            null,
            null,
            Map.of(
                    "changed", new Figure(120, 20, 110, 130),
                    "lost_subscribers", new Figure(5, 1, 4, 9),
                    "regained_subscribers", new Figure(2, 2, 1, 3),
                    "added_sends", new Figure(40, 40, 30, 50),
                    "spared_sends", new Figure(60, 0, 60, 60),
                    "regained_mail", new Figure(7, 7, 5, 8),
                    "lost_mail", new Figure(3, 0, 3, 3)),
            995,
            0,
            0,
            1,
            new SimulationReport.Modelled(Figure.NONE, Figure.NONE, 0, 0, 0, 0, 0, null, List.of()),
            List.of(),
            List.of(new SimulationReport.Incident("alert ip_reputation", "ip:192.0.2.1", 0, 2, Instant.EPOCH)),
            List.of(
                    new SimulationReport.Count("alert", 1, new Figure(4, 0, 4, 4), 0, 3),
                    new SimulationReport.Count("hold_for_review", 1, new Figure(6, 0, 6, 6), 0, 5)),
            List.of(
                    new SimulationReport.Rule(
                            "acme/eager",
                            0,
                            new Figure(50, 0, 50, 50),
                            50,
                            0,
                            0,
                            9,
                            40,
                            8,
                            "tune",
                            "",
                            List.of(),
                            List.of()),
                    new SimulationReport.Rule(
                            "stock/dead",
                            9,
                            new Figure(9, 0, 9, 9),
                            0,
                            0,
                            0,
                            1,
                            9,
                            2,
                            "keep",
                            "",
                            List.of(),
                            List.of())),
            List.of(new SimulationReport.Group(
                    "gmail.com", 500, new Figure(101, 0, 101, 101), new Figure(3, 0, 2, 4), Figure.NONE)),
            List.of(new SimulationReport.Group(
                    "mailbox_full", 60, new Figure(30, 0, 30, 30), Figure.NONE, Figure.NONE)),
            List.of(new SimulationReport.Group("spring", 60, new Figure(6, 0, 6, 6), Figure.NONE, Figure.NONE)),
            List.of(),
            List.of(),
            null);

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
            changed > 0                         | 120
            changed > 1%                        | 1.2
            changed.low > 0                     | 110
            changed.high > 1.25%                | 1.3
            changed(gmail.com) > 100            | 101
            changed(GMAIL.com) > 20%            | 20.2
            changed(mailbox_full) > 1           | 30
            changed(spring) >= 6                | 6
            changed(nowhere.example) == 0       | 0
            decisions >= 10000                  | 10000
            decisions(gmail.com) >= 500         | 500
            lost_subscribers >= 0.5%            | 0.5
            lost_subscribers.high > 8           | 9
            lost_subscribers(gmail.com) > 2     | 3
            lost_subscribers(gmail.com) > 0.5%  | 0.6
            regained_subscribers < 3            | 2
            regained_subscribers(gmail.com) < 3 | 0
            added_sends > 0.1%                  | 0.2
            spared_sends > 0                    | 60
            regained_mail > 0                   | 7
            lost_mail > 0                       | 3
            alerts > 3                          | 4
            alerts(ip_reputation) > 1           | 2
            holds > 5                           | 6
            refused > 0                         | 10
            refused(acme/eager) > 0             | 9
            contradicted > 7                    | 8
            contradicted(stock/dead) > 1        | 2
            """)
    void each_name_asks_for_its_figure(String gate, double value) {
        Gate.Verdict verdict = Gate.of(gate).judge(REPORT);

        assertThat(verdict.value()).isEqualTo(value);
        assertThat(verdict.failed()).isTrue();
        assertThat(verdict.told()).startsWith("failed  " + gate.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lost_subscribers > 0.5%",
                "changed > 120",
                "changed(gmail.com) > 101",
                "changed < 120",
                "holds <= 5",
                "alerts == 5"
            })
    void what_is_within_its_limit_passes(String gate) {
        assertThat(Gate.of(gate).judge(REPORT).failed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "chanced > 1",
                "changed",
                "changed > -1",
                "changed > 1e9",
                "changed > 5%%",
                "changed => 1",
                "changed(gmail.com > 1",
                "added_sends(gmail.com) > 1",
                "lost_subscribers.worst > 1",
                "changed > 99999999999999999999"
            })
    void what_is_no_gate_is_refused_with_the_names_that_there_are(String gate) {
        assertThatThrownBy(() -> Gate.of(gate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lost_subscribers[(GROUP)]")
                .hasMessageContaining("spared_sends");
    }
}
