package io.carom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.standalone.Program.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses that bounced by a count and are seen elsewhere come back on trial, under the stock policy unless a test says otherwise. */
class ReactivationTest {
    private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

    @TempDir
    Path folder;

    private final List<String> events = new ArrayList<>();
    private int messages;
    private Instant at;

    @BeforeEach
    void begin() {
        at = START;
    }

    private void event(String kind, String address, String more) {
        at = at.plusSeconds(60);
        events.add("{\"event\":\"" + kind + "\",\"at\":\"" + at + "\",\"recipient\":\"" + address + "\"" + more + "}");
    }

    private void soft(String address) {
        event(
                "bounce",
                address,
                ",\"reply\":\"452 4.2.2 Mailbox full\",\"attempt\":1,\"message\":\"<m" + messages++ + "@x>\"");
    }

    private void bouncedByCount(String address) {
        for (int i = 0; i < 5; i++) {
            soft(address);
        }
    }

    private void delivered(String address, String message) {
        event("delivered", address, ",\"message\":\"" + message + "\"");
    }

    private List<String> decide(String... more) throws IOException {
        Path file = folder.resolve("events.jsonl");
        Files.write(file, events);
        List<String> words = new ArrayList<>(List.of("decide", file.toString()));
        words.addAll(List.of(more));
        Run run = Program.run(words.toArray(String[]::new));
        assertThat(run.status()).as(run.err()).isZero();
        return run.lines();
    }

    private static List<String> timers(List<String> decisions) {
        return decisions.stream()
                .filter(line -> line.contains("\"timer\":\"probation\""))
                .toList();
    }

    @Test
    void an_address_that_bounced_by_a_count_and_is_seen_elsewhere_is_let_back() throws IOException {
        bouncedByCount("bob@example.com");
        event("activity", "bob@example.com", "");
        event("delivered", "eve@example.com", "");

        List<String> back = timers(decide());

        assertThat(back).hasSize(1);
        assertThat(back.get(0))
                .contains(
                        "\"event\":null",
                        "\"subscriber\":{\"from\":\"bounced\",\"to\":\"subscribed\"}",
                        "\"actions\":[{\"type\":\"reactivate\"}]",
                        "engine/reactivation");
    }

    @Test
    void an_unknown_user_is_not_let_back_nor_one_that_is_seen_too_late() throws IOException {
        event("bounce", "unknown@example.com", ",\"reply\":\"550 5.1.1 User unknown\",\"message\":\"<u@x>\"");
        event("activity", "unknown@example.com", "");
        bouncedByCount("late@example.com");
        at = at.plusSeconds(31L * 24 * 60 * 60);
        event("activity", "late@example.com", "");
        event("delivered", "eve@example.com", "");

        assertThat(timers(decide())).isEmpty();
    }

    @Test
    void an_address_on_trial_falls_back_on_the_next_bounce_and_is_not_let_back_again() throws IOException {
        bouncedByCount("bob@example.com");
        event("activity", "bob@example.com", "");
        soft("bob@example.com");
        event("activity", "bob@example.com", "");
        event("delivered", "eve@example.com", "");

        List<String> decisions = decide();

        assertThat(timers(decisions)).hasSize(1);
        assertThat(decisions.get(6))
                .contains(
                        "\"promoted\":\"probation\"",
                        "\"subscriber\":{\"from\":\"subscribed\",\"to\":\"bounced\"}",
                        "engine/probation");
    }

    @Test
    void what_the_sender_or_a_greylisting_receiver_fails_does_not_end_a_trial() throws IOException {
        bouncedByCount("bob@example.com");
        event("activity", "bob@example.com", "");
        event("bounce", "bob@example.com", ",\"reply\":\"550 5.7.1 Blocked by policy\",\"message\":\"<p@x>\"");
        event(
                "bounce",
                "bob@example.com",
                ",\"reply\":\"450 4.7.0 Greylisted, try again later\",\"message\":\"<g@x>\"");

        List<String> decisions = decide();

        assertThat(decisions.get(6)).contains("\"subscriber\":null");
        assertThat(decisions.get(7)).contains("\"subscriber\":null", "schedule_retry");
    }

    @Test
    void two_deliveries_prove_an_address_and_one_that_is_told_twice_does_not() throws IOException {
        for (String address : List.of("told-twice@example.com", "proven@example.com")) {
            bouncedByCount(address);
            event("activity", address, "");
        }
        at = at.plusSeconds(24 * 60 * 60);
        delivered("told-twice@example.com", "<d1@x>");
        delivered("told-twice@example.com", "<d1@x>");
        delivered("proven@example.com", "<d2@x>");
        delivered("proven@example.com", "<d3@x>");
        soft("told-twice@example.com");
        soft("proven@example.com");

        List<String> decisions = decide();

        assertThat(decisions.get(decisions.size() - 2)).contains("\"promoted\":\"probation\"");
        assertThat(decisions.get(decisions.size() - 1)).contains("\"promoted\":null", "schedule_retry");
    }

    @Test
    void so_many_come_back_in_a_day_as_the_policy_says_and_further_activity_costs_nobody_its_place()
            throws IOException {
        Path policy = Files.createDirectories(folder.resolve("policy"));
        Files.writeString(
                policy.resolve("policy.yml"), "name: slow\nversion: 1\nreactivation: {perDay: 24, deliveries: 1}\n");
        for (int i = 0; i < 4; i++) {
            bouncedByCount("u" + i + "@example.com");
        }
        for (int i = 0; i < 4; i++) {
            event("activity", "u" + i + "@example.com", "");
        }
        Instant first = at.minusSeconds(180);
        event("activity", "u1@example.com", "");
        at = at.plusSeconds(24 * 60 * 60);
        event("delivered", "eve@example.com", "");

        List<String> back = timers(decide("--policy", policy.toString()));

        assertThat(back).hasSize(4);
        for (int i = 0; i < 4; i++) {
            assertThat(back.get(i))
                    .contains("u" + i + "@example.com", "\"at\":\"" + first.plusSeconds(3_600L * i) + "\"");
        }
    }

    @Test
    void reactivation_is_switched_off_with_none_a_day() throws IOException {
        Path policy = Files.createDirectories(folder.resolve("policy"));
        Files.writeString(policy.resolve("policy.yml"), "name: off\nversion: 1\nreactivation: {perDay: 0}\n");
        bouncedByCount("bob@example.com");
        event("activity", "bob@example.com", "");
        event("delivered", "eve@example.com", "");

        assertThat(timers(decide("--policy", policy.toString()))).isEmpty();
    }

    @Test
    void the_same_events_come_back_the_same_in_a_store_that_is_opened_anew_between_them() throws IOException {
        for (int i = 0; i < 3; i++) {
            bouncedByCount("u" + i + "@example.com");
        }
        for (int i = 0; i < 3; i++) {
            event("activity", "u" + i + "@example.com", "");
        }
        at = at.plusSeconds(24 * 60 * 60);
        event("delivered", "eve@example.com", "");
        List<String> atOnce = timers(decide());
        String store = folder.resolve("carom.db").toString();
        List<String> oneByOne = new ArrayList<>();
        for (String line : events) {
            Run run = Program.piped(line + "\n").with("process", "--store", store, "--format", "jsonl", "-");
            assertThat(run.status()).as(run.err()).isZero();
            oneByOne.addAll(timers(run.lines()));
        }

        assertThat(atOnce).hasSize(3);
        assertThat(oneByOne).isEqualTo(atOnce);
    }
}
