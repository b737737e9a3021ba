package io.carom.benchmarks.simulate;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.OperatingSystemMXBean;
import io.carom.api.Input;
import io.carom.engine.Road;
import io.carom.engine.json.EventJson;
import io.carom.engine.memory.MemoryJournal;
import io.carom.engine.policy.Policy;
import io.carom.engine.simulate.Simulation;
import io.carom.engine.simulate.SimulationReport;
import io.carom.engine.simulate.SimulationSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * Prints what reading a history, one policy alone and two policies cost, all in one run: {@code SimulationSpeed FILE CANDIDATE [read|one|two|live|all]}.
 * CPU seconds are the whole process's, with compiler and garbage collector. {@code live} walks two policies and prints after each million
 * lines how much heap lives after a full collection, which the time then includes.
 */
public final class SimulationSpeed {
    private static final int BATCH = 256;
    private static final int WARM = 100_000;

    private SimulationSpeed() {}

    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        String mode = args.length > 2 ? args[2] : "all";
        AtomicLong heap = watchHeap();
        try (Policy stock = Policy.stock();
                Policy candidate = Policy.load(Path.of(args[1]))) {
            if (mode.equals("all")) {
                one(stock, file, WARM);
                two(stock, candidate, file, WARM);
                double read = measured("read", heap, () -> read(file, Long.MAX_VALUE, input -> {}));
                double one = measured("one policy", heap, () -> one(stock, file, Long.MAX_VALUE));
                double two = measured("two policies", heap, () -> two(stock, candidate, file, Long.MAX_VALUE));
                say("two / one, CPU: %.2f with reading, %.2f without", two / one, (two - read) / (one - read));
            } else {
                measured(mode, heap, () -> switch (mode) {
                    case "read" -> read(file, Long.MAX_VALUE, input -> {});
                    case "one" -> one(stock, file, Long.MAX_VALUE);
                    case "live" -> live(stock, candidate, file);
                    default -> two(stock, candidate, file, Long.MAX_VALUE);
                });
            }
        }
    }

    @FunctionalInterface
    private interface Work {
        long run() throws IOException;
    }

    private static double measured(String what, AtomicLong heap, Work work) throws IOException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        heap.set(0);
        long cpu = system.getProcessCpuTime();
        long wall = System.nanoTime();
        long events = work.run();
        double seconds = (System.nanoTime() - wall) / 1e9;
        double used = (system.getProcessCpuTime() - cpu) / 1e9;
        say(
                "%-13s %,11d lines  %7.1f s wall  %7.1f s CPU  %6.2f us CPU a line  %5d MB of heap at most  (load %.1f)",
                what, events, seconds, used, used * 1e6 / events, heap.get() >> 20, system.getSystemLoadAverage());
        return used;
    }

    private static long read(Path file, long most, Consumer<Input> taker) throws IOException {
        long lines = 0;
        try (BufferedReader in = Files.newBufferedReader(file)) {
            for (String line = in.readLine(); line != null && lines < most; line = in.readLine()) {
                taker.accept(EventJson.read(line, "history"));
                lines++;
            }
        }
        return lines;
    }

    private static long one(Policy policy, Path file, long most) throws IOException {
        List<Input> batch = new ArrayList<>(BATCH);
        try (Road road = new Road(policy, MemoryJournal.withoutLog(), "", false, BATCH)) {
            long lines = read(file, most, input -> {
                batch.add(input);
                if (batch.size() == BATCH) {
                    road.take(batch);
                    batch.clear();
                }
            });
            road.take(batch);
            return lines;
        }
    }

    private static long two(Policy baseline, Policy candidate, Path file, long most) throws IOException {
        try (Simulation simulation = Simulation.of(baseline, candidate, SimulationSettings.DEFAULT)) {
            long lines = read(file, most, simulation::take);
            SimulationReport report = simulation.report();
            if (most == Long.MAX_VALUE) {
                say("              changed %,d, recorded %.4f", report.changed(), report.recorded());
            }
            return lines;
        }
    }

    private static long live(Policy baseline, Policy candidate, Path file) throws IOException {
        try (Simulation simulation = Simulation.of(baseline, candidate, SimulationSettings.DEFAULT)) {
            AtomicLong lines = new AtomicLong();
            read(file, Long.MAX_VALUE, input -> {
                simulation.take(input);
                if (lines.incrementAndGet() % 1_000_000 == 0) {
                    System.gc();
                    Runtime runtime = Runtime.getRuntime();
                    long used = runtime.totalMemory() - runtime.freeMemory();
                    say("%,13d lines: %,d MB live", lines.get(), used >> 20);
                }
            });
            simulation.report();
            return lines.get();
        }
    }

    private static AtomicLong watchHeap() {
        AtomicLong most = new AtomicLong();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, handback) -> {
                                if (notification
                                        .getType()
                                        .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
                                    long after = GarbageCollectionNotificationInfo.from(
                                                    (CompositeData) notification.getUserData())
                                            .getGcInfo()
                                            .getMemoryUsageAfterGc()
                                            .entrySet()
                                            .stream()
                                            .filter(pool -> !pool.getKey().contains("Code")
                                                    && !pool.getKey().contains("Metaspace")
                                                    && !pool.getKey().contains("Class"))
                                            .map(java.util.Map.Entry::getValue)
                                            .mapToLong(MemoryUsage::getUsed)
                                            .sum();
                                    most.accumulateAndGet(after, Math::max);
                                }
                            },
                            null,
                            null);
        }
        return most;
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
