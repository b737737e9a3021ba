package io.carom.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Problem;
import io.carom.api.Proof;
import io.carom.spi.SourceFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsFileTest {
    private final List<Problem> problems = new ArrayList<>();

    private PolicySettings read(String text) {
        return SettingsFile.read(new SourceFile("policy.yml", text), PolicySettings.EMPTY, problems);
    }

    @Test
    void what_is_named_is_set_and_the_rest_stays() {
        PolicySettings settings = read("""
                name: acme
                retryPolicies: {default: [1h, 6h], gentle: [30m]}
                promotion: {consecutiveSoft: 7}
                trust: {default: [smtp, operator], dsn: [verp]}
                """);
        assertThat(problems).isEmpty();
        assertThat(settings.name()).isEqualTo("acme");
        assertThat(settings.defaultRetryPolicy().delays()).containsExactly(Duration.ofHours(1), Duration.ofHours(6));
        assertThat(settings.promotions().consecutiveSoft()).isEqualTo(7);
        assertThat(settings.trust().get("dsn")).containsExactly(Proof.VERP);
        assertThat(settings.engagedFor()).isEqualTo(PolicySettings.EMPTY.engagedFor());
    }

    @Test
    void a_cap_is_its_causes_own_else_its_kinds_else_the_usual_one() {
        PolicySettings.Caps caps = read("""
                caps:
                  addresses: 200
                  share: 2%
                  discardAfter: 7d
                  script: {addresses: 50}
                  domain: {share: 10%}
                  only:
                    "domain:gmail.com": {addresses: 3000}
                    "rule:acme/trusted": {addresses: 0}
                held:
                  rules:
                    acme/expired: {releaseAfter: 12h}
                """).caps();
        assertThat(problems).isEmpty();
        assertThat(caps.of("rule:stock/dead-address")).isEqualTo(new PolicySettings.Cap(200, 0.02));
        assertThat(caps.of("script:yahoo")).isEqualTo(new PolicySettings.Cap(50, 0.02));
        assertThat(caps.of("domain:example.com")).isEqualTo(new PolicySettings.Cap(200, 0.1));
        assertThat(caps.of("domain:gmail.com")).isEqualTo(new PolicySettings.Cap(3_000, 0.1));
        assertThat(caps.of("rule:acme/trusted").off()).isTrue();
        assertThat(caps.held().of("stock/dead-address").after()).isEqualTo(Duration.ofDays(7));
        assertThat(caps.held().of("stock/dead-address").release()).isFalse();
        assertThat(caps.held().of("acme/expired"))
                .isEqualTo(new PolicySettings.HeldChanges.Fate(Duration.ofHours(12), true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    'retryPolicies: {default: [1x]}'      | policy.yml:1:26 | 1x
                    'promotion: {consecutiveSoft: many}'  | policy.yml:1:30 | many
                    'promotion: {consecutivSoft: 3}'      | policy.yml:1:13 | did you mean `consecutiveSoft`?
                    'trust: {dsn: [nobody]}'              | policy.yml:1:14 | nobody
                    'extends: other'                      | policy.yml:1:10 | other
                    'name: [a]'                           | policy.yml:1:7  | one value
                    'engaged: {window: 30}'               | policy.yml:1:19 | 30
                    'name: "open'                         | policy.yml:1    | policy.yml
                    'unknown: 1'                          | policy.yml:1:1  | unknown
                    'caps: {window: 2d}'                  | policy.yml:1:16 | 1s to 1d
                    'caps: {domain: {adresses: 3}}'       | policy.yml:1:17 | did you mean `addresses`?
                    'caps: {only: {"gmail.com": {share: 1%}}}' | policy.yml:1:28 | domain:example.com
                    'caps: {ip: {share: 101%}}'           | policy.yml:1:20 | 101%
                    'held: {releaseAfter: soon}'          | policy.yml:1:22 | soon
                    'held: {releaseAfter: 1h, discardAfter: 2h}' | policy.yml:1:22 | exclude each other
                    'held: {rules: {acme/x: {after: 1h}}}' | policy.yml:1:25 | after
                    'alerts: {unrest: much}'              | policy.yml:1:18 | much
                    'engaged: {hold: 1h}'                 | policy.yml:1:11 | hold
                    """)
    void a_mistake_is_named_with_its_place(String text, String place, String what) {
        read(text);
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).toString()).startsWith(place).contains(what);
    }
}
