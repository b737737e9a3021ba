package io.carom.intake.webhook;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bodies that were right, changed at random: the same ones in every run. */
class WebhookMutationTest {
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "null",
        "true",
        "-1",
        "1e999",
        "\\u0000",
        "\\ud800",
        "<",
        ">",
        "&",
        "=",
        "%",
        "\"event\":",
        "999999999999999999999",
        "\r\n",
        "\u00e4",
        "{}",
        "[]",
        "\"\""
    };

    @Test
    void a_changed_body_always_has_an_answer() {
        long seed = Long.getLong("carom.seed", 20260105L);
        int rounds = Boolean.getBoolean("carom.long") ? 4_000 : 100;
        Random random = new Random(seed);
        List<Fixtures.Case> fixtures = Fixtures.all();
        for (int round = 0; round < rounds; round++) {
            for (Fixtures.Case fixture : fixtures) {
                byte[] input = WebhookFuzz.input(fixture);
                for (int change = random.nextInt(4); change >= 0; change--) {
                    input = change(input, random);
                }
                byte[] body = input;
                assertThatCode(() -> WebhookFuzz.fuzzerTestOneInput(body))
                        .as(fixture + ", seed " + seed + ": " + new String(body, StandardCharsets.UTF_8))
                        .doesNotThrowAnyException();
            }
        }
    }

    private static byte[] change(byte[] input, Random random) {
        int at = 1 + random.nextInt(input.length - 1);
        byte[] piece = PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8);
        switch (random.nextInt(5)) {
            case 0 -> {
                input[at] ^= (byte) (1 << random.nextInt(8));
                return input;
            }
            case 1 -> {
                return Arrays.copyOf(input, Math.max(2, at));
            }
            case 2 -> {
                return splice(input, at, Math.min(input.length, at + random.nextInt(20)), piece);
            }
            case 3 -> {
                int from = 1 + random.nextInt(input.length - 1);
                int to = Math.min(input.length, from + random.nextInt(60));
                return splice(input, at, at, Arrays.copyOfRange(input, from, to));
            }
            default -> {
                return splice(input, at, at, piece);
            }
        }
    }

    private static byte[] splice(byte[] input, int from, int to, byte[] piece) {
        byte[] out = Arrays.copyOf(input, input.length - (to - from) + piece.length);
        System.arraycopy(piece, 0, out, from, piece.length);
        System.arraycopy(input, to, out, from + piece.length, input.length - to);
        return out;
    }
}
