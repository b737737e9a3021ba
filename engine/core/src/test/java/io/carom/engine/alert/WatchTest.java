package io.carom.engine.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.BounceType;
import io.carom.api.Classification;
import io.carom.api.EnhancedStatus;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Fault;
import io.carom.api.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final Classification POLICY = failed("4.7.1", Reason.POLICY_REJECTED);
    private static final Classification DELIVERED =
            new Classification(EventKind.DELIVERY, null, null, Reason.DELIVERED, null, null, null, false);

    private static Classification failed(String status, Reason reason) {
        EnhancedStatus code = EnhancedStatus.parse(status).orElseThrow();
        return new Classification(EventKind.BOUNCE, BounceType.SOFT, Fault.SENDER, reason, code, null, null, false);
    }

    private static Signal signal(Signal.Scope scope, Duration window, double above, String status, int domains) {
        return new Signal("s", scope, window, above, status, null, null, false, false, 0, false, null, domains);
    }

    private static Watch watch(Signal... signals) {
        return new Watch(
                new WatchSettings(List.of(signals), 5, Duration.ofMinutes(10), 5, Duration.ofMinutes(60), 10_000));
    }

    private static Event event(EventKind kind, Instant at, String domain) {
        return Event.of(kind, at, "a@" + domain)
                .server("s1")
                .campaign("c1")
                .sendingIp("192.0.2.1")
                .build();
    }

    /** Sends {@code n} messages within {@code length}, of which a share fails; the alarms that are raised. */
    private static List<Watch.Alarm> run(
            Watch watch, Instant from, Duration length, int n, double share, String domain, SplittableRandom random) {
        List<Watch.Alarm> alarms = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Instant at = from.plus(length.multipliedBy(i).dividedBy(n));
            watch.sent(event(EventKind.SENT, at, domain), domain);
            boolean fails = random.nextDouble() < share;
            alarms.addAll(watch.reported(
                    event(fails ? EventKind.BOUNCE : EventKind.DELIVERY, at, domain),
                    domain,
                    fails ? POLICY : DELIVERED,
                    null,
                    false));
        }
        return alarms;
    }

    @Test
    void two_of_ten_raise_nothing() {
        Watch watch = watch(signal(Signal.Scope.SERVER, Duration.ofMinutes(60), 0.05, "4.7.1", 1));
        List<Watch.Alarm> alarms = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Classification what = i < 2 ? POLICY : DELIVERED;
            alarms.addAll(watch.reported(
                    event(what.event(), START.plusSeconds(i), "x.example"), "x.example", what, null, false));
        }
        assertThat(alarms).isEmpty();
    }

    @Test
    void a_share_far_above_its_bound_is_raised_once_with_its_figures() {
        Watch watch = watch(signal(Signal.Scope.SERVER, Duration.ofMinutes(60), 0.05, "4.7.1", 1));
        List<Watch.Alarm> alarms =
                run(watch, START, Duration.ofMinutes(60), 600, 0.5, "x.example", new SplittableRandom(1));
        assertThat(alarms).hasSize(1);
        assertThat(alarms.get(0).scope()).isEqualTo("server:s1");
        assertThat(alarms.get(0).share()).isGreaterThan(0.05);
        assertThat(alarms.get(0).volume()).isPositive();
    }

    @Test
    void after_a_quiet_time_it_is_raised_again() {
        Watch watch = watch(signal(Signal.Scope.SERVER, Duration.ofMinutes(60), 0.05, "4.7.1", 1));
        SplittableRandom random = new SplittableRandom(1);
        run(watch, START, Duration.ofMinutes(30), 300, 0.5, "x.example", random);
        run(watch, START.plus(Duration.ofHours(1)), Duration.ofHours(47), 4_700, 0.0, "x.example", random);
        assertThat(run(watch, START.plus(Duration.ofHours(48)), Duration.ofMinutes(30), 300, 0.5, "x.example", random))
                .hasSize(1);
    }

    @Test
    void what_was_always_so_is_no_news() {
        Watch watch = watch(signal(Signal.Scope.SERVER, Duration.ofMinutes(60), 0.05, "4.7.1", 1));
        SplittableRandom random = new SplittableRandom(3);
        run(watch, START, Duration.ofDays(3), 20_000, 0.12, "x.example", random);
        Instant later = START.plus(Duration.ofDays(3)).plus(Duration.ofHours(2));
        assertThat(run(watch, later, Duration.ofHours(5), 2_000, 0.12, "x.example", random))
                .isEmpty();
    }

    @Test
    void a_wide_signal_needs_several_receivers() {
        Watch one = watch(signal(Signal.Scope.IP, Duration.ofMinutes(60), 0.05, "4.7.1", 3));
        SplittableRandom random = new SplittableRandom(5);
        assertThat(run(one, START, Duration.ofMinutes(30), 900, 0.5, "a.example", random))
                .isEmpty();
        assertThat(run(one, START, Duration.ofMinutes(30), 900, 0.5, "b.example", random))
                .isEmpty();
        List<Watch.Alarm> third = run(one, START, Duration.ofMinutes(30), 900, 0.5, "c.example", random);
        assertThat(third).hasSize(1);
        assertThat(third.get(0).scope()).isEqualTo("ip:192.0.2.1");
    }

    @Test
    void one_receiver_that_blocks_stands_out_from_the_rest() {
        Signal block = new Signal(
                "domain_block",
                Signal.Scope.DOMAIN,
                Duration.ofMinutes(60),
                0.2,
                "4.7.1",
                null,
                null,
                false,
                false,
                3,
                false,
                new Signal.Baseline(Signal.Baseline.Kind.OTHER_DOMAINS, 0),
                1);
        SplittableRandom random = new SplittableRandom(7);
        Watch everywhere = watch(block);
        List<Watch.Alarm> alarms = new ArrayList<>();
        for (String domain : List.of("a.example", "b.example", "c.example")) {
            alarms.addAll(run(everywhere, START, Duration.ofMinutes(30), 500, 0.5, domain, random));
        }
        Watch concentrated = watch(block);
        run(concentrated, START, Duration.ofMinutes(30), 2_000, 0.01, "good.example", random);
        assertThat(run(concentrated, START.plusSeconds(60), Duration.ofMinutes(29), 300, 0.6, "bad.example", random))
                .hasSize(1);
        assertThat(alarms).as("where everybody refuses it is not the receiver").hasSizeLessThan(2);
    }

    @Test
    void a_steady_share_of_two_fifths_of_the_bound_alarms_less_than_once_in_ten_thousand_windows() {
        SplittableRandom random = new SplittableRandom(42);
        Signal signal = signal(Signal.Scope.SERVER, Duration.ofMinutes(60), 0.10, "4.7.1", 1);
        int alarms = 0;
        int windows = 20_000;
        for (int window = 0; window < windows; window++) {
            alarms += run(watch(signal), START, Duration.ofMinutes(60), 200, 0.04, "x.example", random)
                            .isEmpty()
                    ? 0
                    : 1;
        }
        assertThat(alarms).as("false alarms in %d windows", windows).isLessThan(windows / 10_000);
    }

    @Test
    void a_share_of_three_times_the_bound_is_found_within_two_windows() {
        SplittableRandom random = new SplittableRandom(43);
        Signal signal = signal(Signal.Scope.SERVER, Duration.ofMinutes(60), 0.10, "4.7.1", 1);
        int missed = 0;
        for (int run = 0; run < 1_000; run++) {
            missed += run(watch(signal), START, Duration.ofMinutes(120), 400, 0.30, "x.example", random)
                            .isEmpty()
                    ? 1
                    : 0;
        }
        assertThat(missed).isZero();
    }

    @Test
    void memory_is_bounded_whatever_the_number_of_scopes() {
        Watch watch = new Watch(new WatchSettings(
                List.of(signal(Signal.Scope.DOMAIN, Duration.ofMinutes(60), 0.05, "4.7.1", 1)),
                5,
                Duration.ofMinutes(10),
                5,
                Duration.ofMinutes(60),
                100));
        for (int i = 0; i < 10_000; i++) {
            watch.sent(event(EventKind.SENT, START.plusSeconds(i), "d" + i + ".example"), "d" + i + ".example");
        }
        assertThat(watch.scopes()).isEqualTo(100);
    }
}
