package io.carom.standalone.simulate;

import io.carom.api.Event;
import io.carom.api.Input;
import io.carom.spi.Classifier;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.feed.Feed;
import io.carom.standalone.feed.FeedOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * A history from files. Event files are streamed, one after the other as they are named. Mails, mail servers' logs and webhook bodies
 * tell of times that follow no order of files: as soon as one is among what is named, everything is put into the order of its time first.
 * For one thread.
 */
public final class GivenHistory {
    /** So many events are put into order at most. */
    static final int MOST_IN_ORDER = 3_000_000;

    private final Shell shell;
    private final Notices notices;
    private final Consumer<Input> taker;
    private final List<Input> contexts = new ArrayList<>();
    private final List<Event> kept = new ArrayList<>();

    /** Hands over to {@code taker}. */
    public GivenHistory(Shell shell, Notices notices, Consumer<Input> taker) {
        this.shell = shell;
        this.notices = notices;
        this.taker = taker;
    }

    /** Reads what is named. */
    public void read(List<String> named, Classifier classifier, FeedOptions how) {
        boolean inOrder = named.stream().allMatch(name -> name.equals("-") || Feed.holdsEvents(Path.of(name)));
        new Feed(classifier, how, shell.clock(), new Sink(inOrder)).readAll(named, shell.in());
        kept.sort(Comparator.comparing(Event::at));
        contexts.forEach(taker);
        for (Event event : kept) {
            if (shell.stop().asked()) {
                return;
            }
            taker.accept(event);
        }
    }

    private final class Sink implements Feed.Sink {
        private final boolean inOrder;

        Sink(boolean inOrder) {
            this.inOrder = inOrder;
        }

        @Override
        public boolean take(Input input, String place) {
            if (inOrder) {
                taker.accept(input);
            } else if (!(input instanceof Event event)) {
                contexts.add(input);
            } else if (kept.size() < MOST_IN_ORDER) {
                kept.add(event);
            } else {
                notices.bad(
                        place,
                        "more than " + MOST_IN_ORDER
                                + " events to put in order; record them with `carom process` and use --store");
                return false;
            }
            return !shell.stop().asked();
        }

        @Override
        public void read(String what) {}

        @Override
        public void nothingReported(String place) {}

        @Override
        public void bad(String place, String why) {
            notices.bad(place, why);
        }
    }
}
