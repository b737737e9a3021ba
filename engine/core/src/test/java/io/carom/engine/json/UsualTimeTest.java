package io.carom.engine.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsualTimeTest {
    @Test
    void any_instant_is_read_as_the_platform_writes_it() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            Instant at = Instant.ofEpochSecond(
                    random.nextLong(0, 100_000_000_000L), i % 4 == 0 ? 0 : random.nextInt(1_000_000_000));
            assertThat(UsualTime.read(at.toString())).as("%s", at).isEqualTo(at);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-01-05",
                "2026-01-05T10:00Z",
                "2026-01-05T10:00:00",
                "2026-01-05T10:00:00+01:00",
                "2026-01-05t10:00:00Z",
                "2026-02-30T10:00:00Z",
                "2026-13-05T10:00:00Z",
                "2026-01-05T24:00:00Z",
                "2026-01-05T10:60:00Z",
                "2026-01-05T10:00:60Z",
                "2026-01-05T10:00:00.Z",
                "2026-01-05T10:00:00,5Z",
                "2026-01-05T10:00:00.1234567890Z",
                "+026-01-05T10:00:00Z",
                "2026-01-05T10:00:00.-5Z"
            })
    void every_other_form_is_left_to_the_platform(String text) {
        assertThat(UsualTime.read(text)).isNull();
    }
}
