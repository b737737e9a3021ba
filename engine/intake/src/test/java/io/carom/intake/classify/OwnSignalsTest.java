package io.carom.intake.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carom.api.BounceType;
import io.carom.api.Fault;
import io.carom.api.PolicyException;
import io.carom.api.Problem;
import io.carom.api.Reason;
import io.carom.spi.Classifier;
import io.carom.spi.Evidence;
import io.carom.spi.Reading;
import io.carom.spi.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class OwnSignalsTest {
    private static final SignalClassifiers FACTORY = new SignalClassifiers();

    private static Classifier with(String yaml) {
        return FACTORY.with(List.of(new SourceFile("signals/own.yml", yaml)));
    }

    private static List<Problem> problems(String yaml) {
        return catchThrowableOfType(PolicyException.class, () -> with(yaml)).problems();
    }

    @Test
    void a_phrase_names_a_signal_and_leaves_the_reason_alone() {
        Classifier own = with("""
                signals:
                  - name: acme/quarantine
                    phrases: [held in quarantine]
                """);

        Reading reading = own.read(Evidence.ofReply("550 5.1.1 User unknown; held in QUARANTINE."));

        assertThat(reading.signals()).containsExactly("acme/quarantine");
        assertThat(reading.reason()).isEqualTo(Reason.USER_UNKNOWN);
    }

    @Test
    void a_host_names_a_signal_by_receiver_or_domain() {
        Classifier own = with("""
                signals:
                  - name: partner
                    hosts: ["*.partner.example", partner.example]
                """);

        assertThat(own.read(new Evidence("550 no", null, null, null, "partner.example", null, null, null, null))
                        .signals())
                .contains("partner");
        assertThat(own.read(new Evidence("550 no", null, null, null, null, "MX.Partner.Example.", null, null, null))
                        .signals())
                .contains("partner");
        assertThat(own.read(new Evidence("550 no", null, null, null, "notpartner.example", null, null, null, null))
                        .signals())
                .isEmpty();
    }

    @Test
    void a_reason_with_type_and_fault_is_taken_over() {
        Classifier own = with("""
                signals:
                  - reason: rate_limited
                    type: soft
                    fault: receiver
                    strength: 90
                    codes: ["5.7.1", 4xx]
                    phrases: [acme says (no|not now)]
                """);

        Reading reading = own.read(Evidence.ofReply("550 5.7.1 ACME says: not now"));

        assertThat(reading.reason()).isEqualTo(Reason.RATE_LIMITED);
        assertThat(reading.bounceType()).isEqualTo(BounceType.SOFT);
        assertThat(reading.fault()).isEqualTo(Fault.RECEIVER);
        assertThat(own.read(Evidence.ofReply("550 5.1.1 acme says no")).reason())
                .isEqualTo(Reason.USER_UNKNOWN);
    }

    @Test
    void a_signal_may_need_and_shun_other_phrases() {
        Classifier own = with("""
                signals:
                  - name: careful
                    phrases: [blue]
                    with: [moon, sun]
                    without: ["cheese*"]
                """);

        assertThat(own.read(Evidence.ofReply("550 blue moon")).signals()).contains("careful");
        assertThat(own.read(Evidence.ofReply("550 blue")).signals()).isEmpty();
        assertThat(own.read(Evidence.ofReply("550 blue moon of cheeses")).signals())
                .isEmpty();
    }

    @Test
    void a_signal_may_hold_at_one_receiver_only() {
        Classifier own = with("""
                families:
                  - name: acme
                    hosts: ["*.acme.example"]
                signals:
                  - name: acme_only
                    at: [acme, mx.other.example]
                    phrases: [blue]
                """);

        assertThat(own.read(new Evidence("550 blue", null, null, null, null, "a.acme.example", null, null, null))
                        .signals())
                .contains("acme_only");
        assertThat(own.read(new Evidence("550 blue", null, null, null, null, "mx.other.example", null, null, null))
                        .signals())
                .contains("acme_only");
        assertThat(own.read(Evidence.ofReply("550 blue")).signals()).isEmpty();
    }

    @Test
    void a_code_may_be_given_another_meaning() {
        Classifier own = with("codes: [{code: 5.9.9, reason: virus, strength: 50}]");

        assertThat(own.read(Evidence.ofReply("550 5.9.9 x")).reason()).isEqualTo(Reason.VIRUS);
    }

    @Test
    void the_stock_phrases_stay() {
        assertThat(with("signals: [{name: x, phrases: [blue]}]")
                        .read(Evidence.ofReply("550 user unknown"))
                        .reason())
                .isEqualTo(Reason.USER_UNKNOWN);
    }

    @ParameterizedTest(name = "{1}")
    @CsvFileSource(resources = "wrong-signals.csv", numLinesToSkip = 1, maxCharsPerColumn = 20_000)
    void a_mistake_is_named_with_its_place(String yaml, String code, String place, String hint) {
        List<Problem> problems = problems(yaml.replace("\\n", "\n"));

        assertThat(problems).hasSize(1);
        Problem problem = problems.get(0);
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.line() + ":" + problem.col()).isEqualTo(place);
        assertThat(problem.file()).isEqualTo("signals/own.yml");
        assertThat(problem.source()).isNotNull();
        if (hint != null) {
            assertThat(problem.hint()).contains(hint);
        }
    }

    @Test
    void all_mistakes_are_reported_in_order() {
        List<Problem> problems = problems("""
                signals:
                  - name: "b ad"
                    phrases: [blue]
                  - reason: user_unknwon
                    phrases: ["(a|b"]
                """);

        assertThat(problems).extracting(Problem::line).containsExactly(2, 4, 5);
    }

    @Test
    void a_file_that_multiplies_by_aliases_is_refused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d, *a%d, *a%d]%n".formatted(i, i, i - 1, i - 1, i - 1, i - 1));
        }

        assertThat(problems(bomb.toString())).isNotEmpty();
    }

    @Test
    void too_many_forms_of_phrases_are_refused() {
        StringBuilder many = new StringBuilder("signals:\n  - name: many\n    phrases:\n");
        for (int i = 0; i < 400; i++) {
            many.append("      - (a|b|c|d)%d (e|f|g|h) (i|j|k|l) (m|n|o|p) qqqqqqqqqqqqqqqqqqqqqq%n".formatted(i));
        }

        assertThat(problems(many.toString())).extracting(Problem::code).containsExactly("too-many-letters");
    }

    @Test
    void too_deep_a_file_is_refused() {
        assertThat(problems("signals: " + "[".repeat(5_000) + "]".repeat(5_000)))
                .isNotEmpty();
    }
}
