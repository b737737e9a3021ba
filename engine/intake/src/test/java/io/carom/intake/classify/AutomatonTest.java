package io.carom.intake.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The automaton against a search that tries every pattern at every place. */
class AutomatonTest {
    @Test
    void finds_what_a_plain_search_finds() {
        for (long seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            int shortest = 1 + random.nextInt(6);
            List<byte[]> patterns = new ArrayList<>();
            Automaton.Builder builder = new Automaton.Builder();
            for (int i = 1 + random.nextInt(60); i > 0; i--) {
                byte[] pattern = symbols(random, shortest + random.nextInt(9));
                if (builder.add(pattern) == patterns.size()) {
                    patterns.add(pattern);
                }
            }
            Automaton automaton = builder.build();
            for (int round = 0; round < 20; round++) {
                byte[] text = symbols(random, random.nextInt(120));
                Set<String> found = new TreeSet<>();
                automaton.scan(text, text.length, (pattern, end) -> found.add(pattern + " before " + end));
                assertThat(found).as("seed %d, round %d", seed, round).isEqualTo(plainly(patterns, text));
            }
        }
    }

    private static Set<String> plainly(List<byte[]> patterns, byte[] text) {
        Set<String> found = new TreeSet<>();
        for (int number = 0; number < patterns.size(); number++) {
            byte[] pattern = patterns.get(number);
            for (int at = 0; at + pattern.length <= text.length; at++) {
                if (Arrays.equals(pattern, 0, pattern.length, text, at, at + pattern.length)) {
                    found.add(number + " before " + (at + pattern.length));
                }
            }
        }
        return found;
    }

    /** Few different symbols, so that much is found, and now and then any. */
    private static byte[] symbols(Random random, int length) {
        byte[] symbols = new byte[length];
        for (int i = 0; i < length; i++) {
            symbols[i] = (byte) (random.nextInt(10) == 0 ? random.nextInt(NormalText.SYMBOLS) : random.nextInt(3));
        }
        return symbols;
    }
}
