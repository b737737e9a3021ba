package io.carom.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Bounce;
import io.carom.api.BounceType;
import io.carom.api.Proposal;
import io.carom.api.Proposed;
import io.carom.api.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class LanguageTest {
    private static final Proposal YES = new Proposal.Alert("yes", null);

    /** A fact with something in every field that a script sees. */
    private static Bounce full() {
        Bounce fact = Book.fact("4.7.1", 451, "451 4.7.1 Greylisted, TRY again in 300 s");
        fact.setReason("greylisted");
        fact.setMx("mx1.mail.example.net");
        fact.setAttempt(3);
        fact.setSoftCount(2);
        fact.setServer("smtp-1");
        fact.setCampaign("");
        fact.setEngaged(true);
        return fact;
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvFileSource(
            resources = "/conditions.csv",
            quoteCharacter = '`',
            delimiter = '|',
            useHeadersInDisplayName = false,
            numLinesToSkip = 1)
    void a_condition_in_a_block_holds_or_not(String condition, boolean holds) {
        List<Proposal> proposals = Book.run(Book.block("if (" + condition + ") alert 'yes'"), full());
        assertThat(proposals).isEqualTo(holds ? List.of(YES) : List.of());
    }

    @ParameterizedTest(name = "on({0}) is {1}")
    @CsvFileSource(resources = "/on.csv", quoteCharacter = '`', delimiter = '|', numLinesToSkip = 1)
    void an_on_matches_or_not(String conditions, boolean matches) {
        List<Proposal> proposals =
                Book.run(Book.of("domain 'example.com'\non(" + conditions + ") { alert 'yes' }"), full());
        assertThat(proposals).isEqualTo(matches ? List.of(YES) : List.of());
    }

    @Test
    void every_verb_proposes_what_it_says() {
        assertThat(Book.run(Book.block("""
                                classify hard, 'user_unknown'
                                classify 'soft', 'greylisted'
                                retry after: 90.minutes, attempts: 4
                                retryPolicy 'aggressive'
                                giveUp()
                                keepSubscriber()
                                suppress()
                                unsubscribe()
                                hold 2.days
                                throttle '500/hour'
                                alert 'ip_blocklisted'
                                """), full()))
                .containsExactly(
                        new Proposal.Classify(BounceType.HARD, Reason.USER_UNKNOWN, null),
                        new Proposal.Classify(BounceType.SOFT, Reason.GREYLISTED, null),
                        new Proposal.Retry(Duration.ofMinutes(90), 4),
                        new Proposal.UseRetryPolicy("aggressive"),
                        new Proposal.GiveUp(),
                        new Proposal.Keep(),
                        new Proposal.Suppress(),
                        new Proposal.Unsubscribe(false),
                        new Proposal.Hold(Duration.ofDays(2)),
                        new Proposal.Throttle("500/hour"),
                        new Proposal.Alert("ip_blocklisted", null));
    }

    @Test
    void arguments_known_at_run_time_only_are_used() {
        assertThat(Book.run(Book.block("""
                                def wait = attempt.hours
                                def name = "x-${domain}.${attempt}"
                                def word = 'greylisted'
                                if (wait > 2.hours) { retry after: wait, attempts: softCount }
                                hold softCount.days
                                alert name
                                classify soft, word
                                throttle "${attempt}/min"
                                """), full()))
                .containsExactly(
                        new Proposal.Retry(Duration.ofHours(3), 2),
                        new Proposal.Hold(Duration.ofDays(2)),
                        new Proposal.Alert("x-example.com.3", null),
                        new Proposal.Classify(BounceType.SOFT, Reason.GREYLISTED, null),
                        new Proposal.Throttle("3/min"));
    }

    @Test
    void a_wrong_value_at_run_time_is_refused_with_a_note() {
        Bounce fact = full();
        fact.setAttempt(0);
        fact.setServer("no such word");
        List<Proposed> proposed = Book.proposed(Book.block("""
                        retry after: attempt.hours, attempts: 3
                        retry after: 1.hours, attempts: attempt
                        hold attempt.days
                        classify soft, server
                        retryPolicy server
                        throttle "${attempt}/min"
                        alert server
                        """), fact);
        assertThat(proposed).hasSize(7).allSatisfy(one -> assertThat(one.what()).isInstanceOf(Proposal.Advise.class));
        assertThat(proposed)
                .extracting(one -> ((Proposal.Advise) one.what()).text())
                .containsExactly(
                        "script `s0`: not proposed, retry: a time of 0.seconds is not longer than zero",
                        "script `s0`: not proposed, retry: 0 attempts are not 1 to 100",
                        "script `s0`: not proposed, hold: a time of 0.seconds is not longer than zero",
                        "script `s0`: not proposed, classify: `no such word` is no reason",
                        "script `s0`: not proposed, retryPolicy: there is no retry policy `no such word`",
                        "script `s0`: not proposed, throttle: `0/min` is no rate such as `10/min`",
                        "script `s0`: not proposed, alert: `no such word` is no name of a signal");
        assertThat(proposed).extracting(Proposed::place).startsWith("scripts/s0.groovy:3", "scripts/s0.groovy:4");
    }

    @Test
    void an_interpolated_text_is_cut_and_never_grows_without_bound() {
        Bounce fact = full();
        fact.setText("x".repeat(900));
        StringBuilder body = new StringBuilder("def t0 = \"${reason}\"\n");
        for (int i = 1; i < 40; i++) {
            body.append("def t%d = \"${t%d}${t%d}\"\n".formatted(i, i - 1, i - 1));
        }
        body.append("alert t39");
        assertThat(Book.run(Book.block(body.toString()), fact).toString()).hasSizeLessThan(300);
    }

    @Test
    void patterns_that_would_take_too_long_count_as_not_found_and_a_note_says_so() {
        Bounce fact = full();
        fact.setText("a".repeat(60_000));
        List<Proposal> proposals = Book.run(
                Book.block(
                        "if (reason =~ /(a.*){90}z/) alert 'x'\nif (reason =~ /(b|c.*){90}z/) alert 'x'\nalert 'yes'"),
                fact);
        assertThat(proposals).hasSize(2).contains(YES);
        assertThat(proposals.get(1).toString()).contains("its patterns would take too long for this text");
    }

    @Test
    void the_description_is_the_sentence_of_every_proposal() {
        Proposed one = Book.proposed(
                        Book.of(
                                "description 'Asked for by ops,\\n  ticket 7'\ndomain 'example.com'\notherwise { giveUp() }"),
                        full())
                .get(0);
        assertThat(one.text()).isEqualTo("Asked for by ops, ticket 7; `otherwise` at scripts/s0.groovy:3");
    }

    @Test
    void names_can_be_used_in_conditions_and_lists() {
        assertThat(Book.run(Book.of("""
                                def CODES = [450, 451]
                                def HOSTS = ['*.example.net', 'x']
                                def WORDS = [~/(?i)try AGAIN/, ~/zzz/]
                                def HERE = 'example.com'
                                def LONG = 4.hours
                                domain HERE
                                on(smtp: CODES, mx: HOSTS, text: WORDS) { hold LONG }
                                """), full())).containsExactly(new Proposal.Hold(Duration.ofHours(4)));
    }

    @Test
    void else_if_is_tried_in_order() {
        String body = "if (smtp == 550) alert 'a'\nelse if (smtp == 451) { alert 'b' }\nelse { alert 'c' }";
        assertThat(Book.run(Book.block(body), full())).containsExactly(new Proposal.Alert("b", null));
        assertThat(Book.run(Book.block(body), Book.fact("", 1, ""))).containsExactly(new Proposal.Alert("c", null));
    }
}
