package io.carom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.standalone.Program.Run;
import org.junit.jupiter.api.Test;

/** {@code carom bench}: that it measures each step over a whole history; how fast is not asked here. */
class BenchTest {
    @Test
    void each_step_is_measured_over_the_same_history() {
        Run run = Program.run("bench", "--sends", "40", "--seed", "3");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("{\"step\":\"classify\",\"events\":"),
                        line -> assertThat(line).startsWith("{\"step\":\"decide\",\"events\":"),
                        line -> assertThat(line).startsWith("{\"step\":\"record\",\"events\":"));
        assertThat(events(run.lines().get(1)))
                .isEqualTo(events(run.lines().get(2)))
                .isGreaterThan(80);
    }

    private static int events(String line) {
        return Integer.parseInt(line.replaceAll(".*\"events\":([0-9]+).*", "$1"));
    }

    @Test
    void a_history_without_messages_is_wrong_usage() {
        assertThat(Program.run("bench", "--sends", "0").status()).isEqualTo(2);
    }
}
