package io.carom.engine.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.engine.policy.PolicySettings.Cap;
import io.carom.engine.policy.PolicySettings.Caps;
import io.carom.engine.policy.PolicySettings.HeldChanges;
import io.carom.spi.Known;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BlastRadiusTest {
    private static final Instant T = Instant.parse("2026-01-05T10:00:00Z");
    private static final HeldChanges DISCARD =
            new HeldChanges(new HeldChanges.Fate(Duration.ofDays(30), false), Map.of());

    /** 10,000 addresses are known, 1,000 at each domain. */
    private final BlastRadius radius = new BlastRadius(domain -> domain == null ? 10_000 : 1_000);

    private static final WorkingSet NOTHING_NEW =
            new WorkingSet(new Known(Set.of(), Map.of(), Map.of(), Map.of(), Map.of()), false);

    private Caps caps = new Caps(Duration.ofHours(1), 10, 0, Duration.ofDays(30));

    private static List<String> causes(String domain) {
        return BlastRadius.causes("stock/dead", false, domain, "192.0.2.1", "smtp-1");
    }

    /** One more change of this domain; why it is held, or empty. */
    private Optional<String> wants(String domain, Instant at) {
        Optional<String> beyond = radius.exceeded(caps, causes(domain), at, NOTHING_NEW);
        if (beyond.isPresent()) {
            radius.held(caps, beyond.get(), at);
        } else {
            radius.changed(caps, causes(domain), at);
        }
        return beyond;
    }

    private int held(String domain, int changes, Instant from, Duration apart) {
        int held = 0;
        for (int i = 0; i < changes; i++) {
            held += wants(domain, from.plus(apart.multipliedBy(i))).isPresent() ? 1 : 0;
        }
        return held;
    }

    @Test
    void a_domain_beyond_its_cap_is_held_and_nobody_else() {
        assertThat(held("bad.example", 50, T, Duration.ofSeconds(1))).isEqualTo(40);
        assertThat(held("good.example", 9, T.plusSeconds(60), Duration.ofSeconds(1)))
                .isZero();
    }

    @Test
    void a_cause_that_goes_on_stays_held_however_the_window_slides() {
        assertThat(held("bad.example", 400, T, Duration.ofMinutes(1)))
                .as("ten pass, in six and a half hours")
                .isEqualTo(390);
    }

    @Test
    void a_cause_that_slows_down_passes_again() {
        held("bad.example", 50, T, Duration.ofSeconds(1));
        assertThat(wants("bad.example", T.plus(Duration.ofMinutes(59)))).isPresent();
        assertThat(wants("bad.example", T.plus(Duration.ofMinutes(130)))).isEmpty();
    }

    @Test
    void a_domain_that_stands_out_is_held_before_the_rule_is() {
        caps = new Caps(Duration.ofHours(1), new Cap(10, 0), Map.of("domain", new Cap(500, 0)), Map.of(), DISCARD);
        for (int i = 0; i < 3; i++) {
            assertThat(wants("small" + i + ".example", T.plusSeconds(i))).isEmpty();
        }
        int held = held("bad.example", 20, T.plusSeconds(10), Duration.ofSeconds(1));
        assertThat(held).isEqualTo(13);
        assertThat(wants("bad.example", T.plusSeconds(40))).contains("domain:bad.example");
        assertThat(held("other.example", 5, T.plusSeconds(50), Duration.ofSeconds(1)))
                .as("the rule has room for others")
                .isZero();
    }

    @Test
    void a_rule_that_goes_wrong_everywhere_is_held_everywhere() {
        for (int i = 0; i < 10; i++) {
            assertThat(wants("d" + i + ".example", T.plusSeconds(i))).isEmpty();
        }
        assertThat(wants("d11.example", T.plusSeconds(20))).contains("rule:stock/dead");
        assertThat(wants("d3.example", T.plusSeconds(21))).contains("rule:stock/dead");
    }

    @Test
    void an_ip_and_a_server_have_caps_of_their_own() {
        caps = new Caps(Duration.ofHours(1), new Cap(0, 0), Map.of("server", new Cap(3, 0)), Map.of(), DISCARD);
        for (int i = 0; i < 3; i++) {
            wants("d" + i + ".example", T);
        }
        assertThat(wants("d4.example", T)).contains("server:smtp-1");
        caps = new Caps(Duration.ofHours(1), new Cap(0, 0), Map.of(), Map.of("ip:192.0.2.1", new Cap(1, 0)), DISCARD);
        wants("d5.example", T);
        assertThat(wants("d6.example", T)).contains("ip:192.0.2.1");
    }

    @Test
    void a_share_of_the_known_addresses_passes_whatever_their_number() {
        caps = new Caps(Duration.ofHours(1), 10, 0.02, Duration.ofDays(30));
        assertThat(held("bad.example", 30, T, Duration.ofSeconds(1))).isEqualTo(10);
    }

    @Test
    void a_script_counts_as_a_script() {
        assertThat(BlastRadius.causes("yahoo", true, "yahoo.example", null, ""))
                .containsExactly("domain:yahoo.example", "script:yahoo");
    }
}
