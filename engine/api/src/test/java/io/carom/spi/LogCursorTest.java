package io.carom.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LogCursorTest {
    @Test
    void a_token_is_read_as_it_was_written() {
        for (Instant at : List.of(
                Instant.EPOCH,
                Instant.parse("2026-01-05T10:00:00.123456789Z"),
                Instant.parse("1677-09-21T00:12:43.145224193Z"),
                Instant.parse("2262-04-11T23:47:16.854775807Z"))) {
            LogCursor cursor = new LogCursor(at, 10_000_000);
            assertThat(cursor.token()).matches("[-.0-9a-z]+");
            assertThat(LogCursor.parse(cursor.token())).contains(cursor);
        }
    }

    @Test
    void any_other_text_is_none() {
        for (String text :
                List.of("", "e1", "1.2", "1.2.3.4", "1..3", "1.2.-3", "A.2.3", "1.zzzzzz.3", "zzzzzzzzzzzz.0.1")) {
            assertThat(LogCursor.parse(text)).as(text).isEmpty();
        }
    }
}
