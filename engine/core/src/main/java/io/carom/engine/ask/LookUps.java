package io.carom.engine.ask;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.carom.api.CampaignContext;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Input;
import io.carom.api.ServerContext;
import io.carom.spi.AddressKey;
import io.carom.spi.Host;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the host knows and the journal does not. All questions about a batch are asked together before it is decided, on a thread of
 * their own, and no longer than the settings say; what was not answered by then is unknown, and counted. For one thread at a time, but
 * for {@link #failures}.
 */
public final class LookUps implements AutoCloseable {
    /** The name under which an event keeps that the host called its person engaged: so a replay decides the same without the host. */
    public static final String ENGAGED = "carom.engaged";

    private static final Logger LOG = LoggerFactory.getLogger(LookUps.class);

    private final Host host;
    private final LookUpSettings settings;
    private final Clock clock;
    private final ExecutorService thread;
    private final LongAdder failures = new LongAdder();
    private final Cache<Question, Optional<?>> answers;
    private Instant notBefore = Instant.MIN;
    private @Nullable Future<?> late;

    private record Question(String kind, Object about) {}

    /** Asks {@code host}. */
    public LookUps(Host host, LookUpSettings settings, Clock clock) {
        this.host = host;
        this.settings = settings;
        this.clock = clock;
        this.answers = Caffeine.newBuilder()
                .maximumSize(settings.cached())
                .expireAfterWrite(settings.kept())
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread asking = new Thread(task, "carom-look-ups");
            asking.setDaemon(true);
            return asking;
        });
    }

    /** Asks whatever decisions about these inputs may want to know. */
    public void prepare(List<Input> inputs, Function<Event, AddressKey> addressOf) {
        if (settings.limit().isZero() || isResting(clock.instant()) || (late != null && !late.isDone())) {
            return;
        }
        Map<Question, Supplier<Optional<?>>> questions = new LinkedHashMap<>();
        for (Input input : inputs) {
            if (input instanceof Event event) {
                ask(event, addressOf.apply(event), questions);
            }
        }
        if (!questions.isEmpty()) {
            ask(questions);
        }
    }

    /** A rest that is longer than any began by a clock that was set back since. */
    private boolean isResting(Instant now) {
        return now.isBefore(notBefore) && !notBefore.isAfter(now.plus(settings.rest()));
    }

    private void ask(Event event, AddressKey address, Map<Question, Supplier<Optional<?>>> questions) {
        if (event.kind() == EventKind.BOUNCE) {
            add(questions, new Question("address", address), () -> host.lookUp(address));
        }
        String server = event.server();
        if (server != null) {
            add(questions, new Question("server", server), () -> host.server(server));
        }
        String campaign = event.campaign();
        if (campaign != null) {
            add(questions, new Question("campaign", campaign), () -> host.campaign(campaign));
        }
    }

    private void add(Map<Question, Supplier<Optional<?>>> questions, Question question, Supplier<Optional<?>> asking) {
        if (answers.getIfPresent(question) == null) {
            questions.putIfAbsent(question, asking);
        }
    }

    private void ask(Map<Question, Supplier<Optional<?>>> questions) {
        Future<?> asking = thread.submit(() -> questions.forEach(this::answer));
        try {
            asking.get(settings.limit().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            asking.cancel(true);
            late = asking;
            failed("no answer within " + settings.limit().toMillis() + " ms");
        } catch (ExecutionException e) {
            failed(String.valueOf(e.getCause()));
        } catch (CancellationException e) {
            failed("it is closed");
        } catch (InterruptedException e) {
            asking.cancel(true);
            Thread.currentThread().interrupt();
        }
    }

    /** One question that fails leaves the others alone. */
    private void answer(Question question, Supplier<Optional<?>> asking) {
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        try {
            answers.put(question, asking.get());
        } catch (RuntimeException e) {
            failures.increment();
            answers.put(question, Optional.empty());
            LOG.warn("{} was asked for a {} and failed: {}", host.name(), question.kind(), e.toString());
        }
    }

    private void failed(String why) {
        failures.increment();
        notBefore = clock.instant().plus(settings.rest());
        LOG.warn("{} is not asked for {} s: {}", host.name(), settings.rest().toSeconds(), why);
    }

    /** Whether the host calls this person engaged. */
    public boolean engaged(AddressKey address) {
        return known("address", address, Host.Acquaintance.class)
                .map(Host.Acquaintance::engaged)
                .orElse(false);
    }

    /** What the host knows of a server. */
    public Optional<ServerContext> server(String id) {
        return known("server", id, ServerContext.class);
    }

    /** What the host knows of a campaign. */
    public Optional<CampaignContext> campaign(String id) {
        return known("campaign", id, CampaignContext.class);
    }

    private <T> Optional<T> known(String kind, Object about, Class<T> type) {
        Optional<?> answer = answers.getIfPresent(new Question(kind, about));
        return answer == null ? Optional.empty() : answer.map(type::cast);
    }

    /** How often asking failed or took too long. */
    public long failures() {
        return failures.sum();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
