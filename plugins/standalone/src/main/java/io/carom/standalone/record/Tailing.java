package io.carom.standalone.record;

import io.carom.api.CaromException;
import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.Input;
import io.carom.api.InputException;
import io.carom.engine.Carom;
import io.carom.engine.Receipt;
import io.carom.intake.log.LogFollower;
import io.carom.spi.Source;
import io.carom.standalone.cli.Listing;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Stop;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Records what followed logs tell, until somebody asks it to stop. The logs' own threads hand over to the engine; counting, telling
 * and acknowledging happen on the thread that called {@link #run}, in the order of recording. A log's position therefore moves only
 * behind events that are durable and told.
 */
public final class Tailing {
    private static final long LOOK_MILLIS = 100;

    private final Carom carom;
    private final Notices notices;
    private final Stop stop;
    private final Listing listing;
    private final Consumer<Decision> told;
    private final Tally tally = new Tally();
    /** Bounded by what the followers let be under way. */
    private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();

    private volatile @Nullable CaromException failure;

    /** Records with {@code carom}; each new decision is handed to {@code told}, which prints to {@code listing}. */
    public Tailing(Carom carom, Notices notices, Stop stop, Listing listing, Consumer<Decision> told) {
        this.carom = carom;
        this.notices = notices;
        this.stop = stop;
        this.listing = listing;
        this.told = told;
    }

    /**
     * Follows the logs until the stop is asked for or nobody reads the decisions any more; what was handed over by then is recorded,
     * and the positions are saved behind it.
     *
     * @throws CaromException when the journal refuses; what was not recorded comes again when the logs are followed anew
     */
    public Tally run(List<LogFollower> followers) {
        try {
            for (LogFollower follower : followers) {
                tally.read("log");
                follower.start(new Entrance());
            }
            while (!stop.asked() && failure == null && !listing.readerGone()) {
                if (!next(0)) {
                    listing.flush();
                    next(LOOK_MILLIS);
                }
                notices.standing(() -> standing(followers));
            }
        } finally {
            end(followers);
        }
        CaromException refused = failure;
        if (refused != null) {
            throw refused;
        }
        return tally;
    }

    /** Closing waits for acknowledgements, which are given here: so the followers are closed beside, all at the same time. */
    private void end(List<LogFollower> followers) {
        List<Thread> closing = followers.stream()
                .map(follower -> new Thread(follower::close, "close " + follower.name()))
                .toList();
        closing.forEach(Thread::start);
        while (closing.stream().anyMatch(Thread::isAlive)) {
            next(LOOK_MILLIS / 5);
        }
        while (next(0)) {
            // until everything is told
        }
        listing.flush();
    }

    /** Does the next thing that waits to be done; answers whether there was one. */
    private boolean next(long millis) {
        try {
            Runnable waiting = inbox.poll(millis, TimeUnit.MILLISECONDS);
            if (waiting != null) {
                waiting.run();
                return true;
            }
        } catch (InterruptedException e) {
            stop.ask(); // an interrupted thread has to come to its end in order, too
        }
        return false;
    }

    private void settle(Input input, @Nullable Receipt receipt, @Nullable Throwable fault, Runnable committed) {
        if (receipt != null) {
            Recorder.settle(input, receipt, tally, told);
            committed.run();
        } else if (fault instanceof CaromException refused && !(fault instanceof InputException)) {
            if (failure == null) {
                failure = refused;
            }
        } else {
            // It would fail each time it is read: passed over, so that the others are not kept waiting
            complain(
                    input instanceof Event event ? "event " + event.id() : "context line",
                    "could not be decided (" + fault + "); report it");
            committed.run();
        }
    }

    private void complain(String place, String why) {
        notices.bad(place, why);
        tally.bad(place);
    }

    private String standing(List<LogFollower> followers) {
        long lines = followers.stream()
                .mapToLong(follower -> follower.tally().lines())
                .sum();
        return String.format(
                Locale.ROOT,
                "following: %,d lines read, %,d events recorded, %,d there before%s",
                lines,
                tally.recorded(),
                tally.recordedBefore(),
                tally.badInputs() == 0 ? "" : String.format(Locale.ROOT, ", %,d bad", tally.badInputs()));
    }

    /** What the followers' threads see. */
    private final class Entrance implements Source.Sink {
        @Override
        public void take(Input input, Runnable committed) {
            CaromException refused = failure;
            if (refused != null) {
                throw refused;
            }
            CompletableFuture<Receipt> unused = carom.submit(input)
                    .whenComplete((receipt, fault) -> inbox.add(() -> settle(input, receipt, fault, committed)));
        }

        @Override
        public void bad(String place, String why) {
            if (failure == null) { // what follows from the failure would only hide it
                inbox.add(() -> complain(place, why));
            }
        }
    }
}
