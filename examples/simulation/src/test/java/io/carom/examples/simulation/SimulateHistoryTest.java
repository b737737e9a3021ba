package io.carom.examples.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.engine.simulate.SimulationReport;
import io.carom.testkit.simulate.SimulateHistory;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What {@code @SimulateHistory} makes of a build. */
class SimulateHistoryTest {
    private static final String HISTORY = "src/test/resources/history.jsonl";

    /** Run by the tests below only. */
    @Tag("inner")
    @SimulateHistory(events = HISTORY, candidate = "policy", failIf = "changed > 0")
    static class Examples {
        @Test
        void a_gate_that_fails() {}

        @Test
        @SimulateHistory(events = HISTORY, candidate = "policy", failIf = "chanced > 0")
        void a_gate_that_is_none() {}

        @Test
        @SimulateHistory(candidate = "policy")
        void no_history() {}

        @Test
        @SimulateHistory(events = "nowhere.jsonl", candidate = "policy")
        void no_file() {}

        @Test
        @SimulateHistory(events = HISTORY, candidate = "policy", baseline = "policy", failIf = "changed > 0")
        void a_policy_against_itself(SimulationReport report) {
            assertThat(report.baseline()).isEqualTo(report.candidate());
        }
    }

    @Test
    void a_gate_that_fails_fails_the_test_and_tells_what_differs() {
        assertThat(outcome("a_gate_that_fails"))
                .containsPattern("failed {2}changed > 0 {2}\\(\\d+\\)")
                .contains("decisions differ; subscribers Subscribers[kept=", " -> ");
    }

    @Test
    void a_gate_that_is_none_names_those_that_there_are() {
        assertThat(outcome("a_gate_that_is_none")).contains("failIf", "`chanced`", "lost_subscribers");
    }

    @Test
    void a_missing_history_is_said() {
        assertThat(outcome("no_history")).contains("either `events` or `generate`");
        assertThat(outcome("no_file")).contains("nowhere.jsonl");
    }

    @Test
    void what_passes_goes_on_with_the_report_in_hand() {
        assertThat(outcome("a_policy_against_itself")).isEqualTo("passed");
    }

    @Test
    @ResourceLock(Resources.SYSTEM_OUT)
    void the_library_does_the_same() {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            TryPolicy.main(new String[] {"policy"});
        } finally {
            System.setOut(before);
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("decisions differ", "passed  lost_subscribers.high");
    }

    /** {@code passed}, or why the test failed. */
    private static String outcome(String test) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectMethod(
                        Examples.class,
                        test,
                        test.equals("a_policy_against_itself") ? "io.carom.engine.simulate.SimulationReport" : ""))
                .build();
        Launcher launcher = LauncherFactory.create();
        List<String> outcomes = new ArrayList<>();
        launcher.execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
                if (identifier.isTest()) {
                    outcomes.add(result.getThrowable()
                            .map(why -> String.valueOf(why.getMessage()))
                            .orElse("passed"));
                }
            }
        });
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }
}
