package io.carom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.spi.AddressKey;
import io.carom.spi.Outgoing;
import io.carom.spi.Tries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How several instances share what waits for the host. Part of {@link JournalContract}; extend that. */
public abstract class ClaimContract extends LogContract {
    private static final Duration LEASE = Duration.ofSeconds(10);

    @Test
    void what_one_instance_has_claimed_no_other_gets_until_the_lease_ends() {
        commit(new Change().action(action("b1", BOB)).action(action("e1", EVE)));

        assertThat(claim("one", T, 1)).containsExactly("b1");
        assertThat(claim("other", T, 10)).containsExactly("e1");
        assertThat(claim("one", T, 10)).isEmpty();
        assertThat(claim("other", T.plus(LEASE).minusNanos(1), 10)).isEmpty();
        assertThat(claim("other", T.plus(LEASE), 10)).containsExactly("b1", "e1");
    }

    @Test
    void an_address_is_handed_out_again_only_when_nothing_of_it_is_held() {
        commit(new Change().action(action("b1", BOB)).action(action("b2", BOB)));
        assertThat(claim("one", T, 10)).containsExactly("b1", "b2");
        commit(new Change().action(action("b3", BOB)).action(action("e1", EVE)));

        assertThat(claim("other", T, 10)).containsExactly("e1");
        journal().delivered(List.of("b1"));
        assertThat(claim("one", T, 10)).isEmpty();
        journal().delivered(List.of("b2"));
        assertThat(claim("other", T, 10)).containsExactly("b3");
    }

    @Test
    void an_action_that_fails_for_now_gives_back_the_later_ones_of_its_address() {
        AddressKey third = AddressKey.of("", "third@example.net");
        commit(new Change()
                .action(action("b1", BOB))
                .action(action("b2", BOB))
                .action(action("e1", EVE))
                .action(action("t1", third)));
        assertThat(claim("one", T, 10)).containsExactly("b1", "b2", "e1", "t1");

        journal().failed("b1", "the host is down", T.plusSeconds(2));
        journal().failed("e1", "the host will never do this", null);

        assertThat(claim("other", T.plusSeconds(1), 10)).isEmpty();
        assertThat(claim("other", T.plusSeconds(2), 10)).containsExactly("b1", "b2");
        assertThat(claim("other", T.plus(LEASE), 10)).containsExactly("t1");
    }

    @Test
    void claims_last_as_long_as_they_are_renewed_and_are_given_back_at_the_end() {
        commit(new Change().action(action("b1", BOB)).action(action("e1", EVE)));
        assertThat(claim("one", T, 10)).hasSize(2);

        assertThat(journal().renew("one", T.plusSeconds(8), LEASE)).isEqualTo(2);
        assertThat(journal().renew("other", T.plusSeconds(8), LEASE)).isZero();
        assertThat(claim("other", T.plusSeconds(17), 10)).isEmpty();
        journal().release("other");
        assertThat(claim("other", T.plusSeconds(17), 10)).isEmpty();
        journal().release("one");
        assertThat(claim("other", T.plusSeconds(17), 10)).containsExactly("b1", "e1");
        assertThat(journal().renew("one", T.plusSeconds(17), LEASE)).isZero();
    }

    @Test
    void failures_are_counted_from_the_first_and_outlast_the_process() {
        commit(new Change().action(action("b1", BOB)));
        assertThat(journal().tries("b1")).isEqualTo(Tries.NONE);
        assertThat(journal().tries("no such action")).isEqualTo(Tries.NONE);

        journal().failed("b1", "busy", T, T.plusSeconds(1));
        journal().failed("b1", "busy", T.plusSeconds(5), T.plusSeconds(9));

        assertThat(journal().tries("b1")).isEqualTo(new Tries(2, T));
        if (restart()) {
            assertThat(journal().tries("b1")).isEqualTo(new Tries(2, T));
        }
    }

    private List<String> claim(String instance, Instant now, int limit) {
        return journal().claim(instance, now, LEASE, limit).stream()
                .map(Outgoing::key)
                .toList();
    }
}
