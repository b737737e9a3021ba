package io.carom.engine.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.CampaignContext;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Input;
import io.carom.api.Proof;
import io.carom.engine.simulate.generate.Generator;
import io.carom.engine.simulate.generate.Profile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratorTest {
    private static List<Input> history(String profile, long seed) {
        List<Input> all = new ArrayList<>();
        Generator.of(Profile.named(profile), seed, 20, 20_000).forEachRemaining(all::add);
        return all;
    }

    private static List<Event> events(String profile, long seed) {
        return history(profile, seed).stream()
                .filter(Event.class::isInstance)
                .map(Event.class::cast)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"everyday", "imported-list", "outage", "ip-block", "greylist"})
    void a_history_sends_what_was_asked_for_in_time_order_with_unique_ids(String profile) {
        List<Event> events = events(profile, 3);

        assertThat(events.stream().filter(e -> e.kind() == EventKind.SENT)).hasSize(20_000);
        assertThat(events).extracting(Event::at).isSorted();
        Set<String> ids = new HashSet<>();
        assertThat(events).allMatch(e -> ids.add(String.valueOf(e.id())));
        assertThat(events.get(0).at()).isAfter(Generator.BEGINNING);
    }

    @Test
    void the_same_seed_gives_the_same_history_and_another_one_another() {
        assertThat(history("everyday", 5)).isEqualTo(history("everyday", 5)).isNotEqualTo(history("everyday", 6));
    }

    @Test
    void every_message_meets_its_first_attempt_and_nobody_gets_a_campaign_twice() {
        List<Event> events = events("everyday", 1);
        Set<String> reported = new HashSet<>();
        events.stream().filter(e -> e.kind().decided()).forEach(e -> reported.add(String.valueOf(e.message())));
        Set<String> once = new HashSet<>();

        assertThat(events.stream().filter(e -> e.kind() == EventKind.SENT))
                .allMatch(e -> reported.contains(e.message()))
                .allMatch(e -> once.add(e.campaign() + e.recipient()));
    }

    @Test
    void shares_are_of_the_size_that_the_profile_names() {
        List<Event> events = events("everyday", 2);

        assertThat(count(events, EventKind.DELIVERY)).isBetween(19_000L, 19_990L);
        assertThat(count(events, EventKind.COMPLAINT)).isBetween(8L, 80L);
        assertThat(events.stream().filter(e -> e.proof() == Proof.NONE).count()).isBetween(1L, 30L);
        assertThat(bounces(events, "greylist")).isGreaterThan(100);
    }

    @Test
    void each_profile_shows_what_it_is_named_for() {
        assertThat(bounces(events("outage", 2), "temporary system"))
                .isGreaterThan(2 * bounces(events("everyday", 2), "temporary system"));
        assertThat(bounces(events("ip-block", 2), "blocked using")).isGreaterThan(50);
        assertThat(bounces(events("greylist", 2), "greylist"))
                .isGreaterThan(2 * bounces(events("everyday", 2), "greylist"));
        List<Input> imported = history("imported-list", 2);
        assertThat(imported.stream().filter(i -> i instanceof CampaignContext c && c.firstSend()))
                .hasSize(1);
        assertThat(events("imported-list", 2).stream()
                        .filter(e -> "imported".equals(e.list()) && e.kind() == EventKind.BOUNCE)
                        .count())
                .isGreaterThan(200);
    }

    private static long count(List<Event> events, EventKind kind) {
        return events.stream().filter(e -> e.kind() == kind).count();
    }

    private static long bounces(List<Event> events, String words) {
        return events.stream()
                .filter(e -> e.kind() == EventKind.BOUNCE)
                .filter(e -> String.valueOf(e.reply())
                        .toLowerCase(java.util.Locale.ROOT)
                        .contains(words))
                .count();
    }

    @Test
    void a_history_begins_at_a_fixed_instant() {
        assertThat(Generator.BEGINNING).isEqualTo(Instant.parse("2026-01-05T00:00:00Z"));
    }
}
