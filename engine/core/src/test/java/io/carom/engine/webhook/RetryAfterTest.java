package io.carom.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            120                           | PT2M
            0                             | -
            -5                            | -
            soon                          | -
            999999999                     | PT1H
            99999999999999999999          | -
            Mon, 05 Jan 2026 10:00:30 GMT | PT30S
            Mon, 05 Jan 2026 09:00:00 GMT | -
            Tue, 05 Jan 2027 10:00:00 GMT | PT1H
            05.01.2026                    | -
            """)
    void a_wait_is_read_and_bounded(String header, Duration wait) {
        Optional<Duration> read = RetryAfter.read(Optional.of(header), NOW, Duration.ofHours(1));

        assertThat(read).isEqualTo(Optional.ofNullable(wait));
    }
}
