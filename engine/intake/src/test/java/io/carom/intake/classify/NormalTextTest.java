package io.carom.intake.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.EnhancedStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class NormalTextTest {
    /** The symbols as letters; what is not ASCII shows as {@code ~}. */
    private static String shown(String text) {
        NormalText normal = NormalText.of(text, 550, new EnhancedStatus(5, 1, 1));
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < normal.size(); i++) {
            int symbol = normal.symbols()[i];
            char other = symbol == NormalText.AT ? '@' : symbol == 37 ? '.' : '~';
            shown.append(
                    symbol == 0
                            ? ' '
                            : symbol <= 26
                                    ? (char) ('a' + symbol - 1)
                                    : symbol <= 36 ? (char) ('0' + symbol - 27) : other);
        }
        return shown.toString().strip();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "normal.csv", numLinesToSkip = 1)
    void spellings_become_one(String text, String expected) {
        assertThat(shown(text.replace("\\n", "\n"))).isEqualTo(expected);
    }
}
