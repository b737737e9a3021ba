package io.carom.benchmarks.decide;

import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.engine.Road;
import io.carom.engine.memory.MemoryJournal;
import io.carom.engine.policy.Policy;
import io.carom.spi.Evidence;
import io.carom.spi.SourceFile;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Prints what one decision costs in memory, all in one run: {@code DecisionCost [events]}. CPU time of the deciding thread, so that other
 * load does not count; each figure is the best of several rounds.
 */
public final class DecisionCost {
    private static final int BATCH = 256;
    private static final int ROUNDS = 6;

    private DecisionCost() {}

    /** CPU nanoseconds and bytes of one decision. */
    private record Cost(double nanos, long bytes) {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int n = args.length > 0 ? Integer.parseInt(args[0]) : 200_000;
        List<Event> day = Stream.of(n, 0.1, 1);
        List<Event> failures = Stream.of(n, 1.0, 1);
        try (Policy stock = Policy.stock();
                Policy tenfold = tenfold()) {
            Cost hand = best(failures, events -> {
                HandWritten program = new HandWritten(stock.classifier());
                events.forEach(program::decide);
            });
            Cost reading = best(
                    failures,
                    events -> events.stream()
                            .filter(event -> event.kind() == EventKind.BOUNCE)
                            .forEach(
                                    event -> stock.classifier().read(Evidence.ofReply(String.valueOf(event.reply())))));
            Cost engine = best(failures, events -> decide(stock, events));
            Cost ordinary = best(day, events -> decide(stock, events));
            Cost many = best(failures, events -> decide(tenfold, events));
            print("reading alone, failures only", reading);
            print("hand-written program, failures only", hand);
            print("engine, failures only", engine);
            print("engine, an ordinary day (a tenth fails)", ordinary);
            print("engine, ten times the rules, failures only", many);
            say("engine / hand-written: %.1f", engine.nanos() / hand.nanos());
            say("ten times the rules / stock: %.2f", many.nanos() / engine.nanos());
            latency(stock, failures);
            twoThreads("hand-written", failures, events -> {
                HandWritten program = new HandWritten(stock.classifier());
                events.forEach(program::decide);
            });
            twoThreads("engine", failures, events -> decide(stock, events));
        }
    }

    private static void decide(Policy policy, List<Event> events) {
        try (Road road = new Road(policy, MemoryJournal.withoutLog(), "", false, 1_000_000)) {
            for (int i = 0; i < events.size(); i += BATCH) {
                road.take(events.subList(i, Math.min(events.size(), i + BATCH)));
            }
        }
    }

    private static Cost best(List<Event> events, Consumer<List<Event>> work) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        double nanos = Double.MAX_VALUE;
        long bytes = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long cpu = threads.getCurrentThreadCpuTime();
            long allocated = threads.getCurrentThreadAllocatedBytes();
            work.accept(events);
            nanos = Math.min(nanos, (double) (threads.getCurrentThreadCpuTime() - cpu) / events.size());
            bytes = (threads.getCurrentThreadAllocatedBytes() - allocated) / events.size();
        }
        return new Cost(nanos, bytes);
    }

    /** The stock rules and nine times as many that look at other domains. */
    private static Policy tenfold() throws IOException {
        Path folder = Files.createTempDirectory("tenfold");
        Files.createDirectories(folder.resolve("rules"));
        SourceFile settings = new SourceFile("policy.yml", "name: acme\nversion: 1\nextends: stock\n");
        Files.writeString(folder.resolve(settings.path()), settings.text());
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < 830; i++) {
            String phase = i % 2 == 0 ? "keep()" : "soft(\"rate_limited\")";
            rules.append("rule \"acme/r")
                    .append(i)
                    .append("\"\n    @reason(\"one receiver\")\nwhen\n    Bounce(domain == \"d")
                    .append(i)
                    .append(".example\", status == \"5.7.1\")\nthen\n    decide.")
                    .append(phase)
                    .append(";\nend\n");
        }
        Files.writeString(folder.resolve("rules/many.drl"), rules);
        return Policy.load(folder);
    }

    private static void latency(Policy policy, List<Event> events) {
        long[] nanos = new long[events.size()];
        for (int round = 0; round < 2; round++) {
            try (Road road = new Road(policy, MemoryJournal.withoutLog(), "", false, 1_000_000)) {
                for (int i = 0; i < events.size(); i++) {
                    long start = System.nanoTime();
                    road.take(events.subList(i, i + 1));
                    nanos[i] = System.nanoTime() - start;
                }
            }
        }
        Arrays.sort(nanos);
        say(
                "one at a time, wall time: median %.1f us, p99 %.1f us",
                nanos[nanos.length / 2] / 1e3, nanos[(int) (nanos.length * 0.99)] / 1e3);
    }

    /**
     * Two threads, each with a road of its own, do twice the work of one: how much more is done in the same time. One and two take turns,
     * the best of several rounds counts, and each begins with an empty young generation. The program by hand says what machine and
     * collector give at most: the events of both, and what lives of them, go through the same memory.
     */
    private static void twoThreads(String what, List<Event> events, Consumer<List<Event>> work)
            throws InterruptedException {
        Timed one = Timed.NEVER;
        Timed two = Timed.NEVER;
        for (int round = 0; round < ROUNDS; round++) {
            one = one.better(timed(1, events, work));
            two = two.better(timed(2, events, work));
        }
        say(
                "two threads / one, wall time, %s: %.2f (collecting: %.0f %% of one's time, %.0f %% of two's)",
                what,
                2.0 * one.nanos() / two.nanos(),
                100.0 * one.collecting() / one.nanos(),
                100.0 * two.collecting() / two.nanos());
    }

    /** Wall time of one round, and how much of it the collector stopped everything. */
    private record Timed(long nanos, long collecting) {
        static final Timed NEVER = new Timed(Long.MAX_VALUE, 0);

        Timed better(Timed other) {
            return other.nanos < nanos ? other : this;
        }
    }

    private static Timed timed(int threads, List<Event> events, Consumer<List<Event>> work)
            throws InterruptedException {
        System.gc();
        CountDownLatch done = new CountDownLatch(threads);
        long collecting = collecting();
        long start = System.nanoTime();
        for (int i = 0; i < threads; i++) {
            new Thread(() -> {
                        work.accept(events);
                        done.countDown();
                    })
                    .start();
        }
        done.await();
        return new Timed(System.nanoTime() - start, collecting() - collecting);
    }

    private static long collecting() {
        long millis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            millis += collector.getCollectionTime();
        }
        return millis * 1_000_000;
    }

    private static void print(String what, Cost cost) {
        say("%-45s %8.2f us CPU %8d bytes", what, cost.nanos() / 1e3, cost.bytes());
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
