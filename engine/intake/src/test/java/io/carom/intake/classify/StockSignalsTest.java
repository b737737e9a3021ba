package io.carom.intake.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Problem;
import io.carom.spi.ClassifierFactory;
import io.carom.spi.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StockSignalsTest {
    static Stream<String> files() {
        return StockSignals.FILES.stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void the_quick_reader_and_a_whole_yaml_reader_agree(String file) {
        String text = StockSignals.text(file);
        List<Problem> problems = new ArrayList<>();

        YamlNode whole = YamlFile.read(new SourceFile(file, text), problems);

        assertThat(problems).isEmpty();
        assertThat(PlainYaml.read(file, text)).isEqualTo(whole);
    }

    @Test
    void there_are_more_than_three_hundred_phrases() {
        int phrases = StockSignals.read().signals().stream()
                .mapToInt(signal -> signal.phrases().size())
                .sum();

        assertThat(phrases).isGreaterThan(300);
    }

    @Test
    void the_classifier_is_found_by_the_service_loader() {
        assertThat(ServiceLoader.load(ClassifierFactory.class)).hasAtLeastOneElementOfType(SignalClassifiers.class);
    }

    @Test
    void the_stock_classifier_is_made_once() {
        SignalClassifiers factory = new SignalClassifiers();

        assertThat(factory.stock()).isSameAs(factory.stock()).isSameAs(factory.with(List.of()));
    }
}
