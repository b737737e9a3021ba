package io.carom.engine;

import io.carom.api.CaromException;
import io.carom.api.Input;
import io.carom.api.JournalException;
import io.carom.engine.ask.LookUpSettings;
import io.carom.engine.ask.LookUps;
import io.carom.engine.decide.Amendment;
import io.carom.engine.deliver.Deliveries;
import io.carom.engine.deliver.DeliverySettings;
import io.carom.engine.deliver.Dispatcher;
import io.carom.engine.deliver.DueRetries;
import io.carom.engine.memory.MemoryJournal;
import io.carom.engine.policy.Policy;
import io.carom.engine.policy.PolicyFolder;
import io.carom.engine.suppress.Mailable;
import io.carom.engine.suppress.Suppressing;
import io.carom.spi.AddressKey;
import io.carom.spi.History;
import io.carom.spi.Host;
import io.carom.spi.Journal;
import io.carom.spi.Lookup;
import io.carom.spi.Suppression;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The engine as a host embeds it: give it a policy, a journal and a host, and hand it events. One thread of its own decides and commits;
 * events that arrive together are committed together. Safe for any number of threads.
 *
 * <pre>{@code
 * try (Carom carom = Carom.builder().policy(dir).host(myHost).journal(journal).build()) {
 *     Receipt receipt = carom.accept(event);
 * }
 * }</pre>
 */
public final class Carom implements Amending, AutoCloseable {
    private final Road road;
    private final Journal journal;
    private final Clock clock;
    private final @Nullable Deliveries deliveries;
    private final @Nullable LookUps lookUps;
    private final @Nullable PolicyWatch watch;
    private final RoadThread decider;
    private final String scope;
    private final Suppressing suppressing;

    private Carom(Builder builder, Policy policy, Journal journal) {
        this.journal = journal;
        this.clock = builder.clock;
        this.scope = builder.scope;
        this.suppressing = new Suppressing(journal);
        this.road = new Road(policy, journal, builder.scope, builder.host != null, builder.cached);
        Witness witness = new CarefulWitness(builder.witness);
        road.witness(witness);
        this.lookUps = builder.host == null ? null : new LookUps(builder.host, builder.lookUps, clock);
        road.ask(lookUps);
        this.deliveries = builder.host == null
                ? null
                : Deliveries.begin(builder.host, journal, clock, builder.delivery, builder.instance, builder.lease);
        DueRetries retries = builder.host == null || !builder.retriesByHost
                ? null
                : journal.retries()
                        .map(scheduled -> new DueRetries(scheduled, DueRetries.LATEST))
                        .orElse(null);
        this.decider = new RoadThread(road, witness, clock, builder.liveTimers, builder.batch, deliveries, retries);
        this.watch = builder.watched == null
                ? null
                : new PolicyWatch(builder.watched, PolicyFolder.withInstalledEngines(), this::use);
        decider.start();
    }

    /** The parts of an engine. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Decides and records one input; returns once it is durable.
     *
     * @throws JournalException when the journal refuses; the input is not recorded then
     * @throws CaromException when the engine is closed
     */
    public Receipt accept(Input input) {
        try {
            return submit(input).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CaromException cause) {
                throw cause;
            }
            throw new CaromException("the input was not decided: " + e.getCause(), e.getCause());
        }
    }

    /** Hands over one input; the future completes once it is durable, or fails as {@link #accept} does. Blocks while the queue is full. */
    public CompletableFuture<Receipt> submit(Input input) {
        return decider.submit(input);
    }

    /** Decides under another policy, whole, from the next batch on. The one before is closed. */
    public void use(Policy policy) {
        decider.use(policy);
    }

    /** How many inputs wait to be decided. */
    public int waiting() {
        return decider.waiting();
    }

    /** What keeps the newest change of a watched policy from running; empty when it runs. */
    public List<String> policyProblems() {
        return watch == null ? List.of() : watch.problems();
    }

    /** Whether the thread that decides is alive. */
    public boolean alive() {
        return decider.alive();
    }

    /** The policy that decides now. */
    public Policy policy() {
        return road.policy();
    }

    /**
     * Does {@code work} between two batches, on the thread that decides, and commits what it changed. Not to be called from within such
     * work.
     *
     * @throws JournalException when the journal refuses; nothing is changed then
     * @throws CaromException when the engine is closed
     */
    @Override
    public <T> T amend(String scope, Function<Amendment, T> work) {
        return decider.amend(scope, work);
    }

    /** Decides what was handed over, commits it and stops; the policy and the host are closed, the journal is not. */
    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        decider.close();
        if (lookUps != null) {
            lookUps.close();
        }
        if (deliveries != null) {
            deliveries.close();
        }
        road.close();
        road.policy().close();
    }

    /** How deliveries to the host go; empty without a host. */
    public Optional<Dispatcher.Figures> deliveries() {
        return Optional.ofNullable(deliveries).map(Deliveries::figures);
    }

    /**
     * Whether a message may be sent to an address now, as a host asks before it sends. Reads the journal; any thread.
     *
     * @param list the list that it is sent to, or null
     * @param stream the stream that it belongs to ({@code transactional}), or null
     */
    public Mailable mailable(String address, @Nullable String list, @Nullable String stream) {
        AddressKey key = AddressKey.of(scope, address);
        Lookup lookup = new Lookup(Set.of(), Set.of(key), Set.of(), Set.of(), Set.of());
        History known = journal.load(lookup).histories().getOrDefault(key, History.NONE);
        return new Mailable(known.status(), known.probation(), suppressed(address, list, stream));
    }

    /** What stops a message to an address for a while, or empty; its status apart. Reads the journal; any thread. */
    public Optional<Suppression> suppressed(String address, @Nullable String list, @Nullable String stream) {
        return suppressing.of(
                AddressKey.of(scope, address),
                list,
                stream,
                clock.instant(),
                policy().settings().recovery());
    }

    /** How often asking the host failed or took too long. */
    public long lookUpFailures() {
        return lookUps == null ? 0 : lookUps.failures();
    }

    /** The journal that it writes to. */
    public Journal journal() {
        return journal;
    }

    /** Collects the parts of an engine. For one thread. */
    public static final class Builder {
        private @Nullable Policy policy;
        private @Nullable Path watched;
        private @Nullable Journal journal;
        private @Nullable Host host;
        private LookUpSettings lookUps = LookUpSettings.DEFAULT;
        private DeliverySettings delivery = DeliverySettings.DEFAULT;
        private Clock clock = Clock.systemUTC();
        private String scope = "";
        private String instance = "carom";
        private Duration lease = Deliveries.LEASE;
        private boolean liveTimers = true;
        private boolean retriesByHost = true;
        private int batch = 256;
        private int cached = 200_000;
        private Witness witness = Witness.NONE;

        private Builder() {}

        /** The policy in a folder; without any, the stock policy decides. Fails as {@link Policy#load} does. */
        public Builder policy(Path folder) {
            return policy(Policy.load(folder));
        }

        /**
         * The policy in a folder, watched: a change that compiles and passes its own cases decides from then on, another one is logged
         * and changes nothing. Fails as {@link Policy#load} does.
         */
        public Builder watchedPolicy(Path folder) {
            watched = folder;
            return policy(folder);
        }

        /** Watches the folder of the policy that was given: as {@link #watchedPolicy}, without loading it again. */
        public Builder watch(Path folder) {
            watched = folder;
            return this;
        }

        /** A policy that is compiled already; the engine closes it. */
        public Builder policy(Policy value) {
            policy = value;
            return this;
        }

        /** Where everything is recorded; without one, in memory, for this run only. The caller closes it. */
        public Builder journal(Journal value) {
            journal = value;
            return this;
        }

        /** Who carries out actions; without one they are only recorded. The engine closes it. */
        public Builder host(Host value) {
            host = value;
            return this;
        }

        /** How the host is asked what the journal does not know; {@link LookUpSettings#DEFAULT} unless said otherwise. */
        public Builder lookUps(LookUpSettings value) {
            lookUps = value;
            return this;
        }

        /** How actions reach the host; {@link DeliverySettings#DEFAULT} unless said otherwise. */
        public Builder delivery(DeliverySettings value) {
            delivery = value;
            return this;
        }

        /** The time for timers and deliveries; the system's without one. */
        public Builder clock(Clock value) {
            clock = value;
            return this;
        }

        /**
         * What this process is called among those that share the journal, and how long the actions that it took for the host are left to
         * it after it was last heard of: {@code carom} and 10 s unless said otherwise.
         */
        public Builder instance(String name, Duration leftTo) {
            instance = name;
            lease = leftTo;
            return this;
        }

        /** Whether the host is asked to send again when a retry is due, as it is unless said otherwise; else retries stay in the journal. */
        public Builder retriesByHost(boolean value) {
            retriesByHost = value;
            return this;
        }

        /** The tenant whose addresses these are; empty without one. */
        public Builder scope(String value) {
            scope = value;
            return this;
        }

        /** Whether timers fire by the clock (live mail) or only by the events' own times (old mail, {@code false}). */
        public Builder liveTimers(boolean value) {
            liveTimers = value;
            return this;
        }

        /** How many events one commit holds at most: 1 to 10,000; 256 unless said otherwise. */
        public Builder batch(int value) {
            batch = Math.max(1, Math.min(10_000, value));
            return this;
        }

        /** Who sees what is done, to count it; nobody without one. */
        public Builder witness(Witness value) {
            witness = value;
            return this;
        }

        /** How many addresses and messages are kept in memory: 200,000 unless said otherwise. */
        public Builder cached(int value) {
            cached = value;
            return this;
        }

        /** Starts the engine. */
        public Carom build() {
            Policy by = policy != null ? policy : Policy.stock();
            return new Carom(this, by, journal != null ? journal : new MemoryJournal());
        }
    }
}
