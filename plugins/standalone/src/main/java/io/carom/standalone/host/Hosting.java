package io.carom.standalone.host;

import io.carom.api.CaromException;
import io.carom.engine.Carom;
import io.carom.engine.InstalledHosts;
import io.carom.engine.ask.LookUpSettings;
import io.carom.engine.deliver.Deliveries;
import io.carom.engine.deliver.DeliverySettings;
import io.carom.engine.deliver.Dispatcher;
import io.carom.engine.deliver.DueRetries;
import io.carom.engine.webhook.Endpoint;
import io.carom.engine.webhook.Network;
import io.carom.engine.webhook.OutgoingWebhooks;
import io.carom.engine.webhook.Post;
import io.carom.engine.work.Worker;
import io.carom.spi.Host;
import io.carom.spi.Journal;
import io.carom.spi.Outgoing;
import io.carom.spi.Retries;
import io.carom.spi.Webhooks;
import io.carom.spi.Webhooks.Hook;
import io.carom.standalone.settings.HostSettings;
import io.carom.standalone.settings.OutgoingWebhook;
import io.carom.standalone.settings.Secret;
import io.carom.standalone.settings.Settings;
import io.carom.store.jdbc.EmbeddedHost;
import io.carom.store.jdbc.EmbeddedHostSettings;
import io.carom.store.jdbc.JdbcJournal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The host that the settings name (the embedded one unless they say otherwise), with outgoing webhooks in front of it. The engine that
 * it goes {@link #into} closes the host; close this after the engine and before the journal.
 */
public final class Hosting implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Hosting.class);
    private static final Duration LONGEST_FINISH = Duration.ofSeconds(20);
    private static final Duration LONGEST_NAP = Duration.ofSeconds(1);

    private final @Nullable Host host;
    private final @Nullable EmbeddedHost embedded;
    private final HostSettings settings;
    private final Webhooks store;
    private final OutgoingWebhooks webhooks;
    private final Optional<Retries> retries;
    private final Clock clock;
    private @Nullable List<Dispatcher<Hook>> senders;

    private Hosting(
            HostSettings settings,
            @Nullable Host host,
            @Nullable EmbeddedHost embedded,
            Webhooks store,
            OutgoingWebhooks webhooks,
            Optional<Retries> retries,
            Clock clock) {
        this.settings = settings;
        this.host = host;
        this.embedded = embedded;
        this.store = store;
        this.webhooks = webhooks;
        this.retries = retries;
        this.clock = clock;
    }

    /**
     * Opens what {@code settings} name.
     *
     * @throws CaromException when there is no such kind of host, or an endpoint makes no sense
     */
    public static Hosting open(Settings settings, JdbcJournal journal, Clock clock) {
        OutgoingWebhooks webhooks =
                webhooks(settings.webhooks(), clock, journal.webhooks().orElseThrow());
        Webhooks store = journal.webhooks().orElseThrow();
        String type = settings.host().type();
        if (type == null || type.equals(HostSettings.EMBEDDED)) {
            EmbeddedHost embedded = journal.embeddedHost(clock, EmbeddedHostSettings.DEFAULT);
            return new Hosting(
                    settings.host(),
                    webhooks.tellingFor(embedded),
                    embedded,
                    store,
                    webhooks,
                    journal.retries(),
                    clock);
        }
        if (type.equals(HostSettings.NONE)) {
            Host told = settings.webhooks().isEmpty() ? null : webhooks.tellingFor(new Nobody());
            return new Hosting(settings.host(), told, null, store, webhooks, Optional.empty(), clock);
        }
        Host host =
                webhooks.tellingFor(InstalledHosts.open(type, settings.host().file(), clock));
        return new Hosting(settings.host(), host, null, store, webhooks, journal.retries(), clock);
    }

    /** Whether there is anybody to carry out actions, or to be told of them. */
    public boolean isAny() {
        return host != null;
    }

    /** The outgoing webhooks that the settings name, to be tried and not to be recorded. Close them. */
    public static OutgoingWebhooks webhooks(List<OutgoingWebhook> told, Clock clock) {
        return webhooks(told, clock, null);
    }

    private static OutgoingWebhooks webhooks(List<OutgoingWebhook> told, Clock clock, @Nullable Webhooks store) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (OutgoingWebhook one : told) {
            List<Network> allowed = new ArrayList<>();
            for (String network : one.allow()) {
                allowed.add(Network.parse(network)
                        .orElseThrow(() -> new CaromException(
                                "carom.yml: webhooks: " + one.name() + ": `" + network
                                        + "` is no network; write 10.1.0.0/16 or a single address",
                                null)));
            }
            try {
                List<String> keys = one.keys().stream().map(Secret::reveal).toList();
                endpoints.add(Endpoint.of(one.name(), one.url(), keys, Set.copyOf(one.events()), one.timeout())
                        .allowing(allowed));
            } catch (IllegalArgumentException e) {
                throw new CaromException("carom.yml: webhooks: " + one.name() + ": " + e.getMessage(), e);
            }
        }
        return new OutgoingWebhooks(endpoints, store, Post.to(List.of()), clock, OutgoingWebhooks.DELIVERY);
    }

    /** Gives an engine its host. */
    public void into(Carom.Builder engine) {
        if (host == null) {
            return;
        }
        engine.host(host)
                .delivery(delivery())
                // Where nobody sends, a retry waits until somebody does
                .retriesByHost(retries.isPresent())
                // What the embedded host knows, the journal knows
                .lookUps(embedded == null && retries.isPresent() ? LookUpSettings.DEFAULT : LookUpSettings.NEVER);
    }

    private DeliverySettings delivery() {
        DeliverySettings usual = embedded == null ? DeliverySettings.DEFAULT : DeliverySettings.LOCAL;
        DeliverySettings delivery = usual.giveUp(settings.giveUpAfter(), 0);
        if (settings.perSecond() != null) {
            delivery = delivery.perSecond(settings.perSecond());
        }
        if (settings.timeout() != null) {
            delivery = delivery.callLimit(settings.timeout());
        }
        return delivery;
    }

    /**
     * Carries out what waits in {@code journal} and sends webhooks that are due, for a program without an engine that is about to end. What
     * is not done within 20 s, or when {@code stopped} says so, waits for the next one; a server that runs may do some of it meanwhile.
     *
     * @return whether nothing waits any more that may be done now
     */
    public boolean carryOut(Journal journal, BooleanSupplier stopped) {
        if (host == null) {
            return true;
        }
        long end = System.nanoTime() + LONGEST_FINISH.toNanos();
        boolean done = false;
        try (Dispatcher<Outgoing> dispatcher = Deliveries.dispatcher(host, journal, delivery())) {
            int inVain = 0;
            while (!done && inVain < 2 && System.nanoTime() < end && !stopped.getAsBoolean()) {
                Worker.Step step = dispatcher.step(clock.instant());
                done = step.done() == 0
                        && step.waiting() == 0
                        && journal.outbox(clock.instant(), 1).isEmpty();
                inVain = step.done() > 0 ? 0 : inVain + 1;
                if (!done && step.done() == 0) {
                    nap(step.rest());
                }
            }
        }
        finish();
        return done;
    }

    /** The embedded host, where that is the one. */
    public Optional<EmbeddedHost> embedded() {
        return Optional.ofNullable(embedded);
    }

    /** What goes on beside the engine: retries that come due, sending to each endpoint, tidying up. For a program that goes on; the same ones each time. */
    public List<Worker> workers() {
        List<Worker> workers = new ArrayList<>(senders());
        retries.ifPresent(due -> workers.add(new DueRetries(due, DueRetries.LATEST)));
        workers.add(new Tidying(embedded, store));
        return workers;
    }

    private synchronized List<Dispatcher<Hook>> senders() {
        List<Dispatcher<Hook>> known = senders;
        if (known == null) {
            known = webhooks.workers();
            senders = known;
        }
        return known;
    }

    /** Sends webhooks that are due, for a program that is about to end; what is not taken in time waits for the next one. */
    public void finish() {
        long end = System.nanoTime() + LONGEST_FINISH.toNanos();
        for (Dispatcher<Hook> sender : senders()) {
            String endpoint = sender.name().substring("webhook-".length());
            int inVain = 0;
            while (inVain < 2 && System.nanoTime() < end && waits(endpoint)) {
                Worker.Step step = sender.step(clock.instant());
                inVain = step.done() > 0 ? 0 : inVain + 1;
                if (step.done() == 0) {
                    nap(step.rest());
                }
            }
        }
    }

    private boolean waits(String endpoint) {
        return store.standing().stream()
                .anyMatch(one -> one.endpoint().equals(endpoint) && one.waiting() > 0 && one.disabled() == null);
    }

    private static void nap(Duration rest) {
        try {
            Thread.sleep(Math.min(rest.toMillis() + 1, LONGEST_NAP.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops sending. Workers that were handed out must not be stepped any more. */
    @Override
    public synchronized void close() {
        try {
            if (senders != null) {
                senders.forEach(Dispatcher::close);
            }
        } catch (CaromException e) {
            LOG.warn("webhooks wait for the next process: {}", e.getMessage());
        } finally {
            webhooks.close();
        }
    }
}
