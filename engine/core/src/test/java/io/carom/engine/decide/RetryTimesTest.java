package io.carom.engine.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.RetryPlan;
import io.carom.api.RetrySchedule;
import io.carom.engine.policy.PolicySettings.Greylisting;
import io.carom.spi.MessageState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryTimesTest {
    private static final Instant FAILED = Instant.parse("2026-01-05T10:00:00Z");
    private static final RetrySchedule DEFAULT =
            new RetrySchedule("default", List.of(Duration.ofHours(1), Duration.ofHours(6), Duration.ofHours(24)));

    private final RetryTimes times =
            new RetryTimes(new Greylisting(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofMinutes(30)));

    private RetryTimes.Next after(MessageState message, int attempt, boolean early, Duration asked, boolean ownQuota) {
        return times.after(DEFAULT, message, attempt, early, asked, ownQuota, FAILED);
    }

    @ParameterizedTest
    @CsvSource({"1,1,3,1h", "2,2,3,6h", "3,3,3,24h"})
    void each_delay_counts_from_the_attempt_that_failed(int attempt, int retry, int of, String delay) {
        Duration wait = Duration.parse("PT" + delay.toUpperCase(java.util.Locale.ROOT));
        assertThat(after(MessageState.NONE, attempt, false, null, false).plan())
                .isEqualTo(new RetryPlan("default", retry, of, FAILED.plus(wait)));
    }

    @Test
    void past_the_last_delay_nothing_is_left() {
        assertThat(after(MessageState.NONE, 4, false, null, false).plan()).isNull();
    }

    @ParameterizedTest
    @CsvSource({",15", "60,5", "600,10", "86400,30"})
    void greylisting_gets_one_early_retry_within_its_bounds(Long askedSeconds, int minutes) {
        Duration asked = askedSeconds == null ? null : Duration.ofSeconds(askedSeconds);
        RetryTimes.Next next = after(MessageState.NONE, 1, true, asked, false);
        assertThat(next.plan()).isEqualTo(new RetryPlan("default", 1, 4, FAILED.plus(Duration.ofMinutes(minutes))));
        assertThat(next.early()).isEqualTo(1);
    }

    @Test
    void after_the_early_retry_the_policys_own_delays_follow() {
        MessageState early = new MessageState(null, 1, 1, true, 1, 0);
        assertThat(after(early, 2, true, null, false).plan())
                .isEqualTo(new RetryPlan("default", 2, 4, FAILED.plus(Duration.ofHours(1))));
        assertThat(after(early, 4, false, null, false).plan())
                .isEqualTo(new RetryPlan("default", 4, 4, FAILED.plus(Duration.ofHours(24))));
        assertThat(after(early, 5, false, null, false).plan()).isNull();
    }

    @Test
    void a_refusal_by_our_own_quota_uses_up_no_retry() {
        RetryTimes.Next first = after(MessageState.NONE, 1, false, null, true);
        assertThat(first.plan()).isEqualTo(new RetryPlan("default", 1, 3, FAILED.plus(Duration.ofHours(1))));
        assertThat(first.spared()).isEqualTo(1);
        MessageState spared = new MessageState(null, 1, 1, false, 0, 1);
        assertThat(after(spared, 2, false, null, false).plan())
                .isEqualTo(new RetryPlan("default", 1, 3, FAILED.plus(Duration.ofHours(1))));
        assertThat(after(new MessageState(null, 9, 511, false, 0, 9), 20, false, null, true)
                        .plan())
                .isNotNull();
    }

    @Test
    void a_policy_without_delays_never_retries() {
        assertThat(times.after(new RetrySchedule("never", List.of()), MessageState.NONE, 1, true, null, true, FAILED)
                        .plan())
                .isNull();
    }
}
