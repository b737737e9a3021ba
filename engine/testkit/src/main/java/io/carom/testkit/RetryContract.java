package io.carom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Action;
import io.carom.spi.Act;
import io.carom.spi.MessageKey;
import io.carom.spi.Outgoing;
import io.carom.spi.Retries;
import io.carom.spi.ScheduledRetry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of scheduled retries. Part of {@link JournalContract}; extend that. */
public abstract class RetryContract extends ClaimContract {
    private static final Act BY_HAND = new Act(T.plusSeconds(5), "anna", "the receiver says it is up again");

    @Test
    void a_retry_that_is_due_becomes_an_action_for_the_host_once() {
        ScheduledRetry first = retry(BOB, "<m1>", 2, T.plusSeconds(10));
        ScheduledRetry second = retry(EVE, "<m2>", 1, T.plusSeconds(20));
        ScheduledRetry later = retry(BOB, "<m3>", 1, T.plusSeconds(30));
        commit(new Change().retry(second).retry(later).retry(first));

        assertThat(retries().fire(T.plusSeconds(9), null, 10)).isEqualTo(new Retries.Fired(0, 0, 0));
        assertThat(retries().fire(T.plusSeconds(20), null, 1)).isEqualTo(new Retries.Fired(1, 0, 1));
        assertThat(retries().fire(T.plusSeconds(20), null, 10)).isEqualTo(new Retries.Fired(1, 0, 0));
        assertThat(retries().fire(T.plusSeconds(20), null, 10)).isEqualTo(new Retries.Fired(0, 0, 0));

        List<Outgoing> asked = journal().outbox(T, 10);
        assertThat(asked).containsExactly(first.outgoing(), second.outgoing());
        assertThat(asked.get(0).action()).isEqualTo(new Action.Retry(2, 3, "smtp-1"));
        assertThat(asked.get(0).message()).isEqualTo("<m1>");
        assertThat(retries().list(Retries.Filter.ALL, 0, 0)).containsExactly(later);
    }

    @Test
    void a_retry_of_the_next_attempt_has_a_key_of_its_own() {
        commit(new Change().retry(retry(BOB, "<m1>", 1, T)));
        retries().fire(T, null, 10);
        commit(new Change().retry(retry(BOB, "<m1>", 2, T.plusSeconds(1))));
        retries().fire(T.plusSeconds(1), null, 10);
        commit(new Change().retry(retry(BOB, "<m1>", 2, T.plusSeconds(1))));

        assertThat(retries().fire(T.plusSeconds(1), null, 10).sent()).isLessThanOrEqualTo(1);
        assertThat(journal().outbox(T, 10)).hasSize(2);
    }

    @Test
    void what_is_overdue_for_too_long_is_dropped() {
        commit(new Change().retry(retry(BOB, "<old>", 1, T)).retry(retry(EVE, "<m2>", 1, T.plusSeconds(20))));

        assertThat(retries().fire(T.plusSeconds(30), T.plusSeconds(1), 10)).isEqualTo(new Retries.Fired(1, 1, 0));
        assertThat(journal().outbox(T, 10)).extracting(Outgoing::message).containsExactly("<m2>");
        assertThat(retries().count(Retries.Filter.ALL)).isZero();
    }

    @Test
    void a_retry_that_is_no_longer_wanted_is_not_sent() {
        commit(new Change().retry(retry(BOB, "<m1>", 1, T)).retry(retry(EVE, "<m1>", 1, T)));
        commit(new Change().retryDone(new MessageKey(BOB, "<m1>")));

        assertThat(retries().fire(T, null, 10).sent()).isEqualTo(1);
        assertThat(journal().outbox(T, 10)).extracting(Outgoing::address).containsExactly(EVE);
    }

    @Test
    void retries_are_filtered_paged_cancelled_and_made_due() {
        ScheduledRetry one = retry(BOB, "<m1>", 1, T.plusSeconds(10));
        ScheduledRetry two = retry(BOB, "<m2>", 1, T.plusSeconds(20));
        ScheduledRetry three = retry(EVE, "<m3>", 1, T.plusSeconds(30));
        commit(new Change().retry(three).retry(one).retry(two));

        assertThat(retries().list(Retries.Filter.ALL, 2, 1)).containsExactly(two, three);
        assertThat(retries().list(of("BOB@example.com", null, null), 0, 0)).containsExactly(one, two);
        assertThat(retries().list(of(null, "Example.ORG", null), 0, 0)).containsExactly(three);
        assertThat(retries().count(of(null, "ample.org", null))).isZero();
        assertThat(retries().list(of(null, null, "<m2>"), 0, 0)).containsExactly(two);
        Retries.Filter soon =
                new Retries.Filter(null, null, null, null, "smtp-1", "default", T.plusSeconds(10), T.plusSeconds(20));
        assertThat(retries().list(soon, 0, 0)).containsExactly(one);

        assertThat(retries().cancel(of(null, null, "<m2>"), 0, BY_HAND)).isEqualTo(1);
        assertThat(retries().run(Retries.Filter.ALL, 1, BY_HAND)).isEqualTo(1);
        assertThat(retries().fire(BY_HAND.at(), null, 10).sent()).isEqualTo(1);
        assertThat(journal().outbox(T, 10)).extracting(Outgoing::message).containsExactly("<m1>");
        assertThat(retries().list(Retries.Filter.ALL, 0, 0)).containsExactly(three);
    }

    private Retries retries() {
        return journal().retries().orElseThrow();
    }

    private static Retries.Filter of(@Nullable String recipient, @Nullable String domain, @Nullable String message) {
        return new Retries.Filter(recipient, domain, message, null, null, null, null, null);
    }
}
