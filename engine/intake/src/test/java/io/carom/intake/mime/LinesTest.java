package io.carom.intake.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Where lines end, against looking at every byte. */
class LinesTest {
    @Test
    void the_end_is_the_first_cr_or_lf() {
        Random random = new Random(11);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = random.nextInt(4) == 0 ? bytes[i] : (byte) random.nextInt(random.nextBoolean() ? 16 : 128);
            }
            int from = random.nextInt(bytes.length + 1);
            int to = from + random.nextInt(bytes.length - from + 1);
            int end = from;
            while (end < to && bytes[end] != '\n' && bytes[end] != '\r') {
                end++;
            }
            assertThat(Lines.end(bytes, from, to)).as("seed 11, round " + round).isEqualTo(end);
        }
    }
}
