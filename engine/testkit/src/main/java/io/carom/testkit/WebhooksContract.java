package io.carom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.Tries;
import io.carom.spi.Webhooks;
import io.carom.spi.Webhooks.Attempt;
import io.carom.spi.Webhooks.Hook;
import io.carom.spi.Webhooks.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link Webhooks} must do. Extend it and say how an empty journal with webhooks is opened. */
public abstract class WebhooksContract {
    private static final Instant T = Instant.parse("2026-01-05T10:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Act BY_HAND = new Act(T, "ann", "repaired");

    /** Webhooks of which there is none; the same ones within a test. */
    protected abstract Webhooks webhooks();

    private static Hook hook(String id, String name) {
        return hook("crm", id, name);
    }

    private static Hook hook(String endpoint, String id, String name) {
        return new Hook(id, endpoint, AddressKey.of("", name + "@example.com"), T, "{\"n\":\"" + id + "\"}");
    }

    private List<String> due(String endpoint, Instant now) {
        return webhooks().due(endpoint, now, 10).stream().map(Hook::id).toList();
    }

    @Test
    void a_message_is_there_once_for_each_endpoint_as_it_was_added() {
        assertThat(webhooks().add(List.of(hook("m1", "bob"), hook("shop", "m1", "bob"), hook("m1", "bob"))))
                .isEqualTo(2);
        assertThat(webhooks().add(List.of(hook("m1", "bob"), hook("m2", "eve"))))
                .isOne();
        assertThat(webhooks().add(List.of())).isZero();

        assertThat(webhooks().due("crm", T, 10)).containsExactly(hook("m1", "bob"), hook("m2", "eve"));
        assertThat(webhooks().due("crm", T, 1)).hasSize(1);
        assertThat(webhooks().due("shop", T, 10)).containsExactly(hook("shop", "m1", "bob"));
        assertThat(webhooks().find("crm", "m2")).contains(hook("m2", "eve"));
        assertThat(webhooks().find("crm", "m3")).isEmpty();
    }

    @Test
    void what_was_taken_comes_no_more_and_is_not_added_again() {
        webhooks().add(List.of(hook("m1", "bob")));

        webhooks().settled("crm", List.of("m1"), T, List.of());

        assertThat(due("crm", T)).isEmpty();
        assertThat(webhooks().add(List.of(hook("m1", "bob")))).isZero();
        assertThat(due("crm", T)).isEmpty();
    }

    @Test
    void what_failed_waits_and_holds_back_what_is_about_the_same_address() {
        webhooks().add(List.of(hook("m1", "bob"), hook("m2", "eve"), hook("m3", "bob"), hook("shop", "m3", "bob")));

        webhooks().failed("crm", "m1", "answered 500", T, T.plusSeconds(5));
        webhooks().failed("crm", "m1", "answered 500", T.plusSeconds(5), T.plusSeconds(15));

        assertThat(due("crm", T.plusSeconds(14))).containsExactly("m2");
        assertThat(due("crm", T.plusSeconds(15))).containsExactly("m1", "m2", "m3");
        assertThat(due("shop", T)).containsExactly("m3");
        assertThat(webhooks().tries("crm", "m1")).isEqualTo(new Tries(2, T));
        assertThat(webhooks().tries("crm", "m2")).isEqualTo(Tries.NONE);
    }

    @Test
    void what_was_given_up_is_listed_and_can_be_sent_again() {
        webhooks().add(List.of(hook("m1", "bob"), hook("m2", "bob"), hook("shop", "m3", "eve")));
        webhooks().failed("crm", "m1", "answered 400", T, null);
        webhooks().failed("shop", "m3", "answered 404", T, null);

        assertThat(due("crm", T)).containsExactly("m2");
        assertThat(webhooks().dead(null, 10, 0))
                .extracting(given -> given.hook().id())
                .containsExactly("m1", "m3");
        assertThat(webhooks().dead("shop", 10, 0))
                .containsExactly(new Webhooks.Given(hook("shop", "m3", "eve"), 1, "answered 404"));

        assertThat(webhooks().resend("crm", List.of("m1", "m3", "no such message"), BY_HAND))
                .isOne();
        assertThat(due("crm", T)).containsExactly("m1", "m2");
        assertThat(webhooks().tries("crm", "m1")).isEqualTo(Tries.NONE);
        assertThat(webhooks().resend(null, null, BY_HAND)).isOne();
        assertThat(due("shop", T)).containsExactly("m3");
    }

    @Test
    void one_process_at_a_time_sends_to_an_endpoint() {
        assertThat(webhooks().hold("crm", "one", T, LEASE)).isTrue();
        assertThat(webhooks().hold("crm", "one", T.plusSeconds(5), LEASE)).isTrue();
        assertThat(webhooks().hold("crm", "other", T.plusSeconds(19), LEASE)).isFalse();
        assertThat(webhooks().hold("shop", "other", T, LEASE)).isTrue();
        assertThat(webhooks().hold("crm", "other", T.plusSeconds(20), LEASE)).isTrue();

        webhooks().release("crm", "one");
        assertThat(webhooks().hold("crm", "one", T.plusSeconds(21), LEASE)).isFalse();
        webhooks().release("crm", "other");
        assertThat(webhooks().hold("crm", "one", T.plusSeconds(21), LEASE)).isTrue();
    }

    @Test
    void an_endpoint_that_is_off_is_not_sent_to_until_somebody_switches_it_on() {
        webhooks().add(List.of(hook("m1", "bob"), hook("shop", "m2", "eve")));
        webhooks().failed("shop", "m2", "answered 404", T, null);

        webhooks().disable("crm", "answered 410", T);
        webhooks().disable("crm", "again", T.plusSeconds(1));

        assertThat(webhooks().hold("crm", "one", T, LEASE)).isFalse();
        assertThat(webhooks().standing())
                .containsExactly(
                        new Standing("crm", 1, T, 0, T, "answered 410"), new Standing("shop", 0, null, 1, null, null));
        assertThat(webhooks().enable("crm", BY_HAND)).isTrue();
        assertThat(webhooks().enable("crm", BY_HAND)).isFalse();
        assertThat(webhooks().enable("nobody", BY_HAND)).isFalse();
        assertThat(webhooks().hold("crm", "one", T, LEASE)).isTrue();
    }

    @Test
    void every_try_is_in_the_log_newest_first() {
        Attempt first = new Attempt("crm", "m1", T, "500", "sorry");
        Attempt second = new Attempt("crm", "m1", T.plusSeconds(5), "204", "");
        Attempt other = new Attempt("shop", "m1", T.plusSeconds(9), "timeout", "no answer within 100 ms");
        webhooks().settled("crm", List.of(), T, List.of(first, second));
        webhooks().settled("shop", List.of(), T, List.of(other));

        assertThat(log(null, 10)).containsExactly(other, second, first);
        assertThat(log("crm", 1)).containsExactly(second);
    }

    private List<Attempt> log(@Nullable String endpoint, int most) {
        List<Attempt> found = new ArrayList<>();
        webhooks().log(endpoint, attempt -> {
            found.add(attempt);
            return found.size() < most;
        });
        return found;
    }

    @Test
    void what_is_old_is_forgotten_and_what_waits_is_not() {
        webhooks().add(List.of(hook("m1", "bob"), hook("m2", "eve"), hook("m3", "joe"), hook("off", "m4", "joe")));
        webhooks().settled("crm", List.of("m1"), T, List.of(new Attempt("crm", "m1", T, "204", "")));
        webhooks().failed("crm", "m2", "answered 400", T, null);
        webhooks().disable("off", "answered 410", T);

        assertThat(webhooks().forget(T, 10)).isZero();
        assertThat(webhooks().forget(T.plusSeconds(1), 10)).isEqualTo(4);

        assertThat(log(null, 10)).isEmpty();
        assertThat(webhooks().dead(null, 10, 0)).isEmpty();
        assertThat(webhooks().find("crm", "m1")).isEmpty();
        assertThat(due("crm", T)).containsExactly("m3");
        assertThat(due("off", T)).isEmpty();
    }
}
