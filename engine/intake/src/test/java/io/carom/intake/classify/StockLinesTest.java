package io.carom.intake.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.BounceType;
import io.carom.api.Fault;
import io.carom.spi.Classifier;
import io.carom.spi.Evidence;
import io.carom.spi.Reading;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StockLinesTest {
    private static final Classifier STOCK = new SignalClassifiers().stock();

    record Case(String kind, List<String> reasons, String line) {
        @Override
        public String toString() {
            return line;
        }
    }

    static Stream<Case> lines() throws IOException {
        return resource("lines.tsv")
                .map(line -> line.split("\t", 3))
                .map(f -> new Case(f[0], Arrays.asList(f[1].split("\\|")), f[2]));
    }

    static Stream<String> notDead() throws IOException {
        return resource("not-dead.txt");
    }

    private static Stream<String> resource(String name) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(StockLinesTest.class.getResourceAsStream(name)), StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.startsWith("#")).toList().stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lines")
    void a_line_is_read_as_the_table_says(Case line) {
        Reading reading = STOCK.read(Evidence.ofReply(line.line()));

        boolean dead = reading.bounceType() == BounceType.HARD && reading.fault() == Fault.RECIPIENT;
        assertThat(reading.reason().word()).isIn(line.reasons());
        assertThat(dead ? "hard" : "soft").isEqualTo(line.kind());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notDead")
    void a_refusal_that_is_not_about_the_recipient_kills_no_address(String line) {
        Reading reading = STOCK.read(Evidence.ofReply(line));

        assertThat(reading.bounceType() == BounceType.HARD && reading.fault() == Fault.RECIPIENT)
                .isFalse();
    }
}
