package io.carom.standalone.serve;

import io.carom.api.Action;
import io.carom.api.Because;
import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.Input;
import io.carom.api.Proof;
import io.carom.api.Refusal;
import io.carom.engine.Receipt;
import io.carom.engine.Witness;
import io.carom.engine.work.Heartbeat;
import io.carom.engine.work.Workers;
import io.carom.intake.webhook.WebhookAnswer;
import io.carom.spi.Backlog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the engine, the workers and the doors do, for Prometheus. Names of rules are bounded, addresses are never in it. Safe for
 * any number of threads; close it when nobody reads it any more.
 */
public final class Meters implements Witness, AutoCloseable {
    private static final int MOST_RULES = 5_000;
    private static final String OTHER = "other";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Map<String, Counter> byRule = new ConcurrentHashMap<>();
    private final AtomicLong decided = new AtomicLong();
    private final Timer commits;
    private final DistributionSummary rows;

    /** Counts from zero; {@code version} is the program's. */
    public Meters(String version) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
        Gauge.builder("carom.build", () -> 1).tag("version", version).register(registry);
        commits = Timer.builder("carom.commit")
                .description("How long a commit takes")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        rows = DistributionSummary.builder("carom.commit.rows")
                .description("Rows of the log in one commit")
                .register(registry);
    }

    @Override
    public void decided(List<? extends Input> inputs, List<Receipt> receipts) {
        decided.addAndGet(inputs.size());
        for (int i = 0; i < inputs.size(); i++) {
            Receipt receipt = receipts.get(i);
            if (inputs.get(i) instanceof Event event) {
                count("carom.events", "kind", event.kind().word());
                if (!receipt.recorded()) {
                    count("carom.events.repeated");
                }
                if (receipt.recorded()
                        && receipt.proof() == Proof.NONE
                        && event.kind().decided()) {
                    count("carom.events.unproven", "source", event.source().word());
                }
            }
            receipt.timers().forEach(this::decision);
            receipt.decision().filter(made -> receipt.recorded()).ifPresent(this::decision);
        }
    }

    @Override
    public void fired(List<Decision> decisions) {
        decisions.forEach(this::decision);
    }

    @Override
    public void committed(int entries, Duration took) {
        commits.record(took);
        rows.record(entries);
    }

    @Override
    public void failed(int inputs, Throwable why) {
        registry.counter("carom.inputs.failed", "why", why.getClass().getSimpleName())
                .increment(inputs);
    }

    private void decision(Decision decision) {
        if (decision.duplicate()) {
            count("carom.decisions.duplicate");
            return;
        }
        for (Because because : decision.because()) {
            if (because.outcome() == Because.Outcome.WON) {
                rule("carom.decisions", because.rule());
            }
        }
        for (Refusal refusal : decision.refused()) {
            rule("carom.refused", refusal.by());
        }
        for (Action action : decision.actions()) {
            count("carom.actions", "type", action.type());
        }
        if (decision.subscriber() != null) {
            count("carom.subscribers.changed", "to", decision.subscriber().to().word());
        }
    }

    private void rule(String name, String rule) {
        String key = name + " " + rule;
        Counter counter = byRule.get(key);
        if (counter == null) {
            boolean room = byRule.size() < MOST_RULES;
            Counter made = registry.counter(name, "rule", room ? rule : OTHER);
            if (room) {
                byRule.put(key, made);
            }
            counter = made;
        }
        counter.increment();
    }

    private void count(String name, String... tags) {
        registry.counter(name, tags).increment();
    }

    /** A webhook's request was answered so. */
    void webhook(String name, WebhookAnswer answer) {
        String outcome = answer instanceof WebhookAnswer.Refused refused
                ? refused.why().name().toLowerCase(Locale.ROOT)
                : answer instanceof WebhookAnswer.Events ? "taken" : "handshake";
        count("carom.webhook.requests", "webhook", name, "outcome", outcome);
    }

    /** How many inputs were decided in all. */
    long decided() {
        return decided.get();
    }

    /** Shows how many inputs wait for the engine. */
    void queue(Supplier<Number> waiting) {
        Gauge.builder("carom.queue", waiting).register(registry);
    }

    /** Shows what waits in the journal; {@code backlog} answers null while that cannot be read. */
    void backlog(Supplier<@Nullable Backlog> backlog, Clock clock) {
        gauge("carom.outbox.waiting", backlog, Backlog::waiting);
        gauge("carom.outbox.dead", backlog, Backlog::dead);
        gauge("carom.retries.scheduled", backlog, Backlog::retries);
        gauge("carom.timers", backlog, Backlog::timers);
        gauge("carom.outbox.age.seconds", backlog, seen -> {
            Instant oldest = seen.oldest();
            return oldest == null
                    ? 0
                    : Math.max(0, Duration.between(oldest, clock.instant()).toSeconds());
        });
    }

    private void gauge(
            String name, Supplier<@Nullable Backlog> backlog, java.util.function.Function<Backlog, Number> figure) {
        Gauge.builder(name, () -> {
                    Backlog seen = backlog.get();
                    return seen == null ? Double.NaN : figure.apply(seen);
                })
                .register(registry);
    }

    /** Shows a figure of its own. */
    public void gauge(String name, Supplier<Number> figure) {
        Gauge.builder(name, figure).register(registry);
    }

    /** Shows how each worker gets on. */
    void workers(Workers workers, Clock clock) {
        MultiGauge age = MultiGauge.builder("carom.worker.progress.age.seconds").register(registry);
        MultiGauge lag = MultiGauge.builder("carom.worker.lag.seconds").register(registry);
        MultiGauge waiting = MultiGauge.builder("carom.worker.waiting").register(registry);
        MultiGauge failures = MultiGauge.builder("carom.worker.failures").register(registry);
        MultiGauge silent = MultiGauge.builder("carom.worker.silent").register(registry);
        MultiGauge done = MultiGauge.builder("carom.worker.done").register(registry);
        beforeScrape = () -> {
            List<Heartbeat> all = workers.heartbeats();
            Instant now = clock.instant();
            show(age, all, beat -> Duration.between(beat.progress(), now).toSeconds());
            show(lag, all, beat -> beat.lag().toSeconds());
            show(waiting, all, Heartbeat::waiting);
            show(failures, all, Heartbeat::failures);
            show(silent, all, beat -> beat.silent() ? 1 : 0);
            show(done, all, Heartbeat::done);
        };
    }

    private static void show(
            MultiGauge gauge, List<Heartbeat> all, java.util.function.Function<Heartbeat, Number> figure) {
        gauge.register(
                all.stream()
                        .<MultiGauge.Row<?>>map(
                                beat -> MultiGauge.Row.of(Tags.of("worker", beat.name()), figure.apply(beat)))
                        .toList(),
                true);
    }

    private volatile Runnable beforeScrape = () -> {};

    /** Everything, as Prometheus reads it. */
    String scrape() {
        synchronized (registry) {
            beforeScrape.run();
            return registry.scrape();
        }
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
