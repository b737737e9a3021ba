package io.carom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.standalone.Program.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words on the command line: what is understood, what is refused and with which status. */
class CommandLineTest {
    @Test
    void help_names_every_verb_and_the_exit_states() {
        Run run = Program.run("--help");

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        for (Verbs verb : Verbs.values()) {
            assertThat(run.out()).contains("  " + verb.word());
        }
        assertThat(run.out()).contains("Exit status: 0 all good, 1 some input was bad");
    }

    @ParameterizedTest
    @EnumSource(Verbs.class)
    void each_verb_explains_itself_with_examples(Verbs verb) {
        Run run = Program.run(verb.word(), "--help");

        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("usage: carom " + verb.word()).contains("--help", "Examples:\n  ");
        assertThat(run.out()).isEqualTo(Program.run("help", verb.word()).out());
        assertThat(run.lines()).allMatch(line -> line.length() <= 110);
    }

    @Test
    void the_version_is_one_line() {
        assertThat(Program.run("--version").out()).matches("carom [^\n]+\n");
    }

    @Test
    void without_a_verb_the_help_goes_to_standard_error() {
        Run run = Program.run();

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("usage: carom VERB");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '~', textBlock = """
            clasify            ~ there is no verb `clasify`; did you mean `classify`?
            PROCESS            ~ there is no verb `PROCESS`; did you mean `process`?
            frobnicate         ~ there is no verb `frobnicate`; `carom --help` lists them
            undo               ~ nothing says which decisions; `carom undo --help` lists what they can be chosen by
            classify --frmat x ~ there is no option `--frmat`; did you mean `--format`? `carom classify --help` lists the options
            classify --format  ~ `--format` needs a value (table|json|jsonl|csv); `carom classify --help` lists the options
            classify --format yaml ~ `yaml` is no value for --format; it takes table, json, jsonl, csv
            log b              ~ `b` is one word too many; `carom log --help` lists the options
            parse              ~ PATH... is missing; `carom parse --help` lists the options
            log --type firm    ~ --type `firm` is neither hard nor soft
            log --reason user_unknwon ~ --reason `user_unknwon` is none of the known reasons; did you mean `user_unknown`?
            log --from friday  ~ `friday` is no time; write 2026-01-05 or 2026-01-05T10:00:00Z
            log --limit many   ~ --limit `many` is no whole number
            process --trust me x ~ --trust `me` is neither operator nor none
            serve --port 99999 ~ --port `99999` is no port; it is a number from 0 to 65535
            webhook malgun x   ~ there is no provider `malgun`; did you mean `mailgun`?
            policy chek x      ~ policy has no task `chek`; did you mean `check`?
            """)
    void wrong_use_is_one_line_with_a_remedy_and_status_2(String words, String complaint) {
        Run run = Program.run(words.split(" "));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.complaints()).containsExactly("carom: " + complaint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-v", "-q", "--verbose", "-vv"})
    void loudness_may_stand_in_front_of_the_verb(String option) {
        assertThat(Program.piped("550 5.1.1 User unknown\n")
                        .with(option, "classify")
                        .status())
                .isZero();
    }

    @Test
    void a_value_may_follow_an_equals_sign_and_words_may_follow_two_hyphens() {
        Run run = Program.run("parse", "--format=csv", "--", "-no-such-file");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("-no-such-file: there is no such file or folder; check the path\n");
    }
}
