package io.carom.standalone.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Proposal;
import io.carom.engine.policy.Policy;
import io.carom.rules.DroolsRuleEngine;
import io.carom.spi.RuleNote;
import io.carom.spi.SourceFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HandbookTest {
    private static String printed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Policy policy = Policy.stock()) {
            new Handbook(policy, new PrintStream(bytes, true, StandardCharsets.UTF_8)).print();
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void an_operator_reads_the_promises_first_then_codes_rules_times_and_shares() {
        assertThat(printed())
                .containsSubsequence(
                        "## What holds whatever rules and scripts say",
                        "| recipient | user_unknown, host_unknown,",
                        "- proofs that are trusted: smtp, webhook,",
                        "## What a code comes to",
                        "| 250 2.0.0 |  | delivered |  |  |",
                        "| 552 | soft | mailbox_full | recipient | schedule_retry |",
                        "| 525 5.7.13 | hard | smtp_auth_required | sender | keep |",
                        "## Phase classify",
                        "## Phase alert",
                        "- engaged: opened or clicked within 30 days",
                        "| complaint_rate_high | campaign | the whole send | 0.3 % | or 3 times its own last 7 days |");
    }

    @Test
    void what_a_rule_does_is_told_as_its_author_wrote_it() {
        String written = new DroolsRuleEngine()
                .stockPolicy().stream().map(SourceFile::text).collect(Collectors.joining("\n"));
        try (Policy policy = Policy.stock()) {
            assertThat(policy.rules().rules()).extracting(RuleNote::what).allSatisfy(what -> {
                String told = ProposalWords.of(what);
                // What `keep` advises stands in the rule's sentence
                String begin = what instanceof Proposal.Keep ? told.substring(0, told.length() - 1) : told;
                assertThat(written).contains(begin);
            });
        }
    }
}
