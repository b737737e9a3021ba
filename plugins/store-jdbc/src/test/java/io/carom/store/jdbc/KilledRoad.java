package io.carom.store.jdbc;

import io.carom.api.Event;
import io.carom.api.Input;
import io.carom.engine.Carom;
import io.carom.engine.Receipt;
import io.carom.engine.deliver.DueRetries;
import io.carom.engine.policy.Policy;
import io.carom.spi.Retries;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A process that decides a course of events and carries out what follows, until it is killed or through. Behind each event that is
 * acknowledged to it, it writes down how far it is; started again, it goes on from there.
 */
final class KilledRoad {
    private static final int UNDER_WAY = 600;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path acknowledged;
    private final FileChannel marks;
    private final Retries retries;
    /** The time of events: retries come due by it. */
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.MIN);

    private volatile boolean through = false;

    private KilledRoad(Path acknowledged, Retries retries) throws Exception {
        this.acknowledged = acknowledged;
        this.marks = FileChannel.open(acknowledged, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        this.retries = retries;
    }

    /**
     * {@code STORE FOLDER NAME SEED SIZE STEP FIRST PAUSE}: every STEPth input from FIRST on; its marks are in FOLDER/NAME.ack, the
     * host's in FOLDER/host.log. Ends with FOLDER/NAME.through when everything was decided and nothing waits any more.
     */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[1]);
        Course course = new Course(Long.parseLong(args[3]), Integer.parseInt(args[4]));
        int step = Integer.parseInt(args[5]);
        int first = Integer.parseInt(args[6]);
        Path acknowledged = folder.resolve(args[2] + ".ack");
        try (JdbcJournal journal = JdbcJournal.open(args[0])) {
            KilledRoad road = new KilledRoad(acknowledged, journal.retries().orElseThrow());
            Thread again = new Thread(road::sendAgain);
            Carom carom = Carom.builder()
                    .policy(Policy.stock())
                    .journal(journal)
                    .host(new LoggingHost(folder.resolve("host.log"), Long.parseLong(args[7])))
                    .clock(Clock.systemUTC())
                    .liveTimers(false)
                    .build();
            again.start();
            road.feed(carom, course.inputs(), step, first);
            road.through = true;
            again.join();
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (journal.desk().orElseThrow().backlog().waiting() > 0 && System.nanoTime() < end) {
                Thread.sleep(50);
            }
            carom.close();
        }
        Files.writeString(folder.resolve(args[2] + ".through"), "through");
    }

    /** How many inputs were acknowledged, by the file. */
    static int acknowledged(Path file) throws Exception {
        byte[] mark = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        return mark.length < 4 ? 0 : ByteBuffer.wrap(mark).getInt();
    }

    private record Asked(Input input, CompletableFuture<Receipt> receipt) {}

    private void feed(Carom carom, List<Input> inputs, int step, int first) throws Exception {
        int done = acknowledged(acknowledged);
        if (done > 0 && inputs.get(first + (done - 1) * step) instanceof Event last) {
            // Killed behind the last event, it still has retries to send
            now.set(last.at());
        }
        Deque<Asked> asked = new ArrayDeque<>();
        for (int i = first + done * step; i < inputs.size(); i += step) {
            asked.add(new Asked(inputs.get(i), carom.submit(inputs.get(i))));
            while (asked.size() >= UNDER_WAY
                    || (!asked.isEmpty() && asked.peek().receipt.isDone())) {
                done = settle(asked, done);
            }
        }
        while (!asked.isEmpty()) {
            done = settle(asked, done);
        }
    }

    private int settle(Deque<Asked> asked, int done) throws Exception {
        Asked head = asked.remove();
        head.receipt.join();
        marks.write(ByteBuffer.allocate(4).putInt(0, done + 1), 0);
        if (head.input instanceof Event event) {
            now.set(event.at());
        }
        return done + 1;
    }

    private void sendAgain() {
        boolean last = false;
        while (true) {
            last = through;
            Instant until = now.get();
            if (!until.equals(Instant.MIN)) {
                DueRetries due = new DueRetries(retries, Duration.ofDays(300));
                while (due.step(last ? until.plus(Duration.ofDays(200)) : until).done() > 0) {
                    Thread.onSpinWait();
                }
            }
            if (last) {
                return;
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
