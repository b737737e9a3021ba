package io.carom.standalone.record;

import io.carom.api.CaromException;
import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.Input;
import io.carom.api.Proof;
import io.carom.engine.Carom;
import io.carom.engine.Receipt;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Stop;
import io.carom.standalone.feed.Feed;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Takes what a feed reads, hands it to the engine, and counts and tells what became of it, in the order of reading. Much is under way
 * at the same time, so that the engine commits in groups; a decision is told only once it is durable. For one thread.
 */
public final class Recorder implements Feed.Sink {
    private static final int UNDER_WAY = 1024;

    private final Carom carom;
    private final Notices notices;
    private final Stop stop;
    private final Consumer<Decision> told;
    private final Tally tally = new Tally();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long taken;

    private record Waiting(Input input, String place, CompletableFuture<Receipt> receipt) {}

    /** Records with {@code carom}; each new decision is handed to {@code told}. */
    public Recorder(Carom carom, Notices notices, Stop stop, Consumer<Decision> told) {
        this.carom = carom;
        this.notices = notices;
        this.stop = stop;
        this.told = told;
    }

    @Override
    public boolean take(Input input, String place) {
        waiting.add(new Waiting(input, place, carom.submit(input)));
        notices.progress(++taken, 0, "events");
        while (!waiting.isEmpty()
                && (waiting.size() >= UNDER_WAY || waiting.peek().receipt.isDone())) {
            settle(waiting.remove());
        }
        return !stop.asked();
    }

    @Override
    public void read(String what) {
        tally.read(what);
    }

    @Override
    public void nothingReported(String place) {
        tally.nothingReported();
    }

    @Override
    public void bad(String place, String why) {
        notices.bad(place, why);
        tally.bad(place.isEmpty() ? why : place);
    }

    /** Waits for everything that is under way. Fails with {@link CaromException} when the journal refuses: what was told is recorded. */
    public Tally finish() {
        while (!waiting.isEmpty()) {
            settle(waiting.remove());
        }
        return tally;
    }

    /** What was counted so far. */
    public Tally tally() {
        return tally;
    }

    private void settle(Waiting next) {
        Receipt receipt;
        try {
            receipt = next.receipt.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CaromException cause) {
                throw cause;
            }
            bad(next.place, "could not be decided (" + e.getCause() + "); leave it out and report it");
            return;
        }
        settle(next.input, receipt, tally, told);
    }

    /** Counts what became of an input, and tells what is new. */
    static void settle(Input input, Receipt receipt, Tally tally, Consumer<Decision> told) {
        if (input instanceof Event event) {
            tally.event(event.kind(), receipt);
            if (receipt.recorded() && receipt.proof() == Proof.NONE) {
                tally.unproven();
            }
            if (receipt.recorded()) {
                receipt.timers().forEach(told);
                receipt.decision().ifPresent(told);
            }
        } else {
            tally.context();
        }
    }
}
