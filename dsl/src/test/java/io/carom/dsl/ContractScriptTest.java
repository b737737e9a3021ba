package io.carom.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Bounce;
import io.carom.api.BounceType;
import io.carom.api.Phase;
import io.carom.api.Proposal;
import io.carom.api.Proposed;
import io.carom.api.Reason;
import io.carom.spi.ScriptBook;
import io.carom.spi.ScriptEngine;
import io.carom.spi.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContractScriptTest {
    private final ScriptBook book = Book.of(List.of(new SourceFile("scripts/yahoo.groovy", source())));

    private static String source() {
        try (InputStream in = ContractScriptTest.class.getResourceAsStream("/scripts/contract.groovy")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Bounce yahoo(String status, int code, String text) {
        Bounce fact = Book.fact(status, code, text);
        fact.setDomain("yahoo.com");
        return fact;
    }

    @Test
    void the_engine_is_found_by_the_service_loader() {
        assertThat(ServiceLoader.load(ScriptEngine.class)).hasAtLeastOneElementOfType(ClosedGroovyEngine.class);
    }

    @Test
    void an_empty_list_is_the_empty_book() {
        assertThat(new ClosedGroovyEngine().compile("acme", List.of(), Set.of()))
                .isSameAs(ScriptBook.EMPTY);
    }

    @Test
    void the_first_block_that_matches_answers() {
        assertThat(Book.run(book, yahoo("4.7.0", 421, "421 4.7.0 [TSS04] Messages temporarily deferred")))
                .containsExactly(
                        new Proposal.Classify(BounceType.SOFT, Reason.RATE_LIMITED, null),
                        new Proposal.Retry(Duration.ofHours(4), 6),
                        new Proposal.Throttle("10/min"));
    }

    @Test
    void a_status_pattern_and_a_text_are_asked_together() {
        assertThat(Book.run(book, yahoo("5.7.9", 554, "554 5.7.9 Blocked Using zen")))
                .containsExactly(new Proposal.Keep(), new Proposal.Alert("ip_blocklisted", null));
        assertThat(Book.run(book, yahoo("5.7.9", 554, "554 5.7.9 not accepted")))
                .isEmpty();
    }

    @Test
    void otherwise_answers_when_nothing_matched() {
        assertThat(Book.run(book, yahoo("", 451, "451 later")))
                .containsExactly(new Proposal.Retry(Duration.ofMinutes(30), 4));
        assertThat(Book.run(book, yahoo("4.2.1", 450, "450 Try Again later")))
                .containsExactly(new Proposal.Retry(Duration.ofMinutes(30), 4));
    }

    @Test
    void a_script_is_found_by_receiving_host() {
        Bounce fact = Book.fact("5.7.1", 554, "blocked using x");
        fact.setMx("mta5.am0.yahoodns.net");
        assertThat(Book.run(book, fact)).contains(new Proposal.Keep());
    }

    @Test
    void another_domain_is_left_alone() {
        assertThat(Book.run(book, Book.fact("5.7.1", 554, "blocked using x"))).isEmpty();
    }

    @Test
    void a_proposal_names_script_line_and_condition() {
        Proposed first =
                Book.proposed(book, yahoo("5.7.1", 554, "blocked using x")).get(0);
        assertThat(first.by()).isEqualTo("yahoo");
        assertThat(first.pack()).isEqualTo("acme");
        assertThat(first.phase()).isEqualTo(Phase.OVERRIDE);
        assertThat(first.rank()).isEqualTo(Proposed.rank(true, true, 0));
        assertThat(first.place()).isEqualTo("scripts/yahoo.groovy:8");
        assertThat(first.text())
                .isEqualTo("`on(dsn: ['5.7.1', '5.7.*'], text: ~/(?i)blocked using/)` at scripts/yahoo.groovy:8");
    }
}
