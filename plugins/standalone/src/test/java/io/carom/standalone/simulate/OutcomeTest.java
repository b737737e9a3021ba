package io.carom.standalone.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Input;
import io.carom.api.Proof;
import io.carom.engine.policy.Policy;
import io.carom.engine.simulate.Simulation;
import io.carom.engine.simulate.SimulationReport;
import io.carom.engine.simulate.SimulationReport.Figure;
import io.carom.engine.simulate.SimulationSettings;
import io.carom.engine.simulate.generate.Generator;
import io.carom.engine.simulate.generate.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a policy changes also changes what happens next. */
class OutcomeTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T10:00:00Z");
    private static final String FULL = "452 4.2.2 The mailbox is over quota";

    @TempDir
    static Path folder;

    private static Policy stock;
    private static Policy hasty;
    private static Policy late;
    private static Policy patient;

    private final List<Input> history = new ArrayList<>();
    private int messages;

    @BeforeAll
    static void open() throws IOException {
        stock = Policy.stock();
        hasty = policy("hasty", "[30m]");
        late = policy("late", "[3h]");
        patient = policy("patient", "[1h, 6h, 24h, 72h]");
    }

    @AfterAll
    static void close() {
        List.of(stock, hasty, late, patient).forEach(Policy::close);
    }

    private static Policy policy(String name, String retries) throws IOException {
        Path made = Files.createDirectories(folder.resolve(name));
        Files.writeString(
                made.resolve("policy.yml"),
                "name: " + name + "\nversion: 1\nextends: stock\nretryPolicies:\n  default: " + retries + "\n");
        return Policy.load(made);
    }

    private String sent(String to, Instant at) {
        String message = "<m" + ++messages + "@send.example>";
        add(EventKind.SENT, to, message, at, 1, null);
        return message;
    }

    private void add(EventKind kind, String to, String message, Instant at, int attempt, String reply) {
        history.add(Event.of(kind, at, to)
                .id("e" + history.size())
                .message(message)
                .attempt(attempt)
                .reply(reply)
                .campaign("spring")
                .proof(Proof.SMTP)
                .build());
    }

    private void fails(String to, String message, Instant at, int attempt) {
        add(EventKind.BOUNCE, to, message, at, attempt, FULL);
    }

    private void delivered(String to, String message, Instant at, int attempt) {
        add(EventKind.DELIVERY, to, message, at, attempt, "250 2.0.0 OK");
    }

    private SimulationReport run(Policy candidate) {
        return Simulation.run(stock, candidate, history.iterator(), SimulationSettings.DEFAULT);
    }

    private static Instant after(Duration delay) {
        return MONDAY.plus(delay);
    }

    @Test
    void a_later_retry_of_what_was_delivered_by_then_is_delivered_without_a_draw() {
        String message = sent("a@x.example", MONDAY);
        fails("a@x.example", message, after(Duration.ofSeconds(5)), 1);
        delivered("a@x.example", message, after(Duration.ofHours(1)), 2);
        sent("b@x.example", after(Duration.ofDays(1)));

        SimulationReport report = run(late);

        assertThat(report.modelled().implied()).isEqualTo(1);
        assertThat(report.modelled().retries().value()).isZero();
        assertThat(report.figure("added_sends").value()).isEqualTo(1);
        assertThat(report.figure("spared_sends").value()).isEqualTo(1);
        assertThat(report.figure("regained_mail").value()).isZero();
        assertThat(report.figure("lost_mail").value()).isZero();
    }

    @Test
    void an_earlier_retry_is_drawn_and_the_recorded_one_left_out() {
        String message = sent("a@x.example", MONDAY);
        fails("a@x.example", message, after(Duration.ofSeconds(5)), 1);
        delivered("a@x.example", message, after(Duration.ofHours(1)), 2);
        sent("b@x.example", after(Duration.ofDays(1)));

        SimulationReport report = run(hasty);

        assertThat(report.modelled().retries().value()).isEqualTo(1);
        assertThat(report.modelled().guessed())
                .as("nothing is recorded to go by")
                .isEqualTo(1);
        assertThat(report.figure("spared_sends").value()).isEqualTo(1);
        assertThat(report.figure("lost_mail").high())
                .as("for some seeds the one early try fails, and there is no other")
                .isEqualTo(1);
        assertThat(report.recorded()).isLessThan(1);
    }

    @Test
    void mail_that_a_further_retry_delivers_is_regained() {
        for (int i = 0; i < 300; i++) {
            // So the model learns that full mailboxes of this receiver take mail after three days
            Instant at = after(Duration.ofMinutes(i));
            String message = sent("learn" + i + "@x.example", at);
            fails("learn" + i + "@x.example", message, at.plusSeconds(5), 1);
            delivered("learn" + i + "@x.example", message, at.plus(Duration.ofHours(72)), 2);
        }
        for (int i = 0; i < 50; i++) {
            String to = "p" + i + "@x.example";
            Instant at = after(Duration.ofDays(4).plusMinutes(i));
            String message = sent(to, at);
            fails(to, message, at.plusSeconds(5), 1);
            fails(to, message, at.plus(Duration.ofHours(1)), 2);
            fails(to, message, at.plus(Duration.ofHours(7)), 3);
            fails(to, message, at.plus(Duration.ofHours(31)), 4);
        }
        history.sort(java.util.Comparator.comparing(input -> ((Event) input).at()));
        history.add(Event.of(EventKind.SENT, after(Duration.ofDays(20)), "end@x.example")
                .id("end")
                .build());

        SimulationReport report = run(patient);

        // Each of the 300 has a gap in its record as well: what is delivered after 72 h was not retried in between
        assertThat(report.subscribers().regained()).isGreaterThan(40);
        assertThat(report.figure("regained_mail").value()).isGreaterThan(40);
        assertThat(report.figure("regained_subscribers").modelled())
                .isEqualTo(report.subscribers().regained());
        assertThat(report.expectedMail()).isPositive();
        assertThat(report.netSubscribers().low()).isPositive();
    }

    @Test
    void fewer_retries_lose_mail_and_subscribers() throws IOException {
        try (Policy none = policy("once", "[]")) {
            for (int i = 0; i < 20; i++) {
                String to = "p" + i + "@x.example";
                String message = sent(to, after(Duration.ofMinutes(i)));
                fails(to, message, after(Duration.ofMinutes(i).plusSeconds(5)), 1);
            }
            for (int i = 0; i < 20; i++) {
                delivered(
                        "p" + i + "@x.example",
                        "<m" + (i + 1) + "@send.example>",
                        after(Duration.ofMinutes(60 + i)),
                        2);
            }

            SimulationReport report = run(none);

            assertThat(report.subscribers().lost()).isEqualTo(20);
            assertThat(report.figure("lost_mail").value()).isEqualTo(20);
            assertThat(report.figure("spared_sends").value()).isEqualTo(20);
            assertThat(report.recorded()).as("nothing had to be made up").isEqualTo(1);
            assertThat(report.figure("lost_subscribers").low())
                    .isEqualTo(report.figure("lost_subscribers").high());
        }
    }

    /** The branches beside the main walk must say what whole walks with other seeds say. */
    @Test
    void the_interval_over_seeds_holds_what_other_seeds_come_to() {
        List<SimulationReport> reports = new ArrayList<>();
        for (long seed = 1; seed <= 10; seed++) {
            reports.add(Simulation.run(
                    stock,
                    patient,
                    Generator.of(Profile.named("everyday"), 5, 20, 12_000),
                    SimulationSettings.DEFAULT.seed(seed * 1_000)));
        }
        for (String name : List.of("changed", "regained_subscribers", "added_sends", "regained_mail")) {
            int within = 0;
            for (SimulationReport one : reports) {
                for (SimulationReport other : reports) {
                    Figure interval = one.figure(name);
                    long value = other.figure(name).value();
                    within += value >= interval.low() && value <= interval.high() ? 1 : 0;
                }
            }
            assertThat(within)
                    .as(
                            "%s: %s",
                            name, reports.stream().map(r -> r.figure(name)).toList())
                    // Figures that hang on a few addresses take few values, and each end is one of them
                    .isGreaterThan(70);
        }
        assertThat(reports.get(0).figure("regained_mail").low())
                .isLessThan(reports.get(0).figure("regained_mail").high());
    }

    @ParameterizedTest
    @ValueSource(strings = {"everyday", "outage", "greylist", "ip-block"})
    void any_number_of_threads_reports_the_same(String profile) {
        List<String> reports = new ArrayList<>();
        for (int threads : new int[] {1, 2, 4}) {
            reports.add(Simulation.run(
                            hasty,
                            patient,
                            Generator.of(Profile.named(profile), 3, 10, 5_000),
                            SimulationSettings.DEFAULT.threads(threads))
                    .json());
        }

        assertThat(reports).containsOnly(reports.get(0));
        assertThat(reports.get(0)).contains("\"modelled\":{\"retries\":").doesNotContain("\"matrix\":[]");
    }

    @Test
    void a_warm_up_counts_nothing_and_is_remembered() {
        List<Input> all = new ArrayList<>();
        Generator.of(Profile.named("everyday"), 3, 20, 6_000).forEachRemaining(all::add);
        Instant half = Generator.BEGINNING.plus(Duration.ofDays(10));

        SimulationReport warmed = Simulation.run(stock, patient, all.iterator(), SimulationSettings.DEFAULT.from(half));
        SimulationReport whole = Simulation.run(stock, patient, all.iterator(), SimulationSettings.DEFAULT);
        SimulationReport same = Simulation.run(stock, stock, all.iterator(), SimulationSettings.DEFAULT.from(half));

        assertThat(warmed.warmed()).isPositive();
        assertThat(warmed.warmed() + warmed.events()).isEqualTo(whole.events());
        assertThat(warmed.from()).isAfterOrEqualTo(half);
        assertThat(warmed.changed()).isPositive().isLessThan(whole.changed());
        assertThat(same.changed())
                .as("the candidate begins with what the baseline remembers")
                .isZero();
        assertThat(same.subscribers().kept())
                .isEqualTo(whole.subscribers().kept() + whole.subscribers().lost());
    }
}
