package io.carom.benchmarks.decide;

import io.carom.api.Event;
import io.carom.engine.Road;
import io.carom.engine.memory.MemoryJournal;
import io.carom.engine.policy.Policy;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;

/** Prints CPU time and allocation of one decision in memory: {@code DecisionCost [events] [share of failures]}. */
public final class DecisionCost {
    private static final int BATCH = 256;

    private DecisionCost() {}

    public static void main(String[] args) {
        int n = args.length > 0 ? Integer.parseInt(args[0]) : 300_000;
        double failures = args.length > 1 ? Double.parseDouble(args[1]) : 1.0;
        List<Event> events = Stream.of(n, failures, 1);
        try (Policy policy = Policy.stock()) {
            for (int round = 1; round <= 5; round++) {
                run(policy, events, round);
            }
        }
    }

    private static void run(Policy policy, List<Event> events, int round) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        com.sun.management.ThreadMXBean memory = (com.sun.management.ThreadMXBean) threads;
        try (Road road = new Road(policy, MemoryJournal.withoutLog(), "", false, 1_000_000)) {
            long cpu = threads.getCurrentThreadCpuTime();
            long bytes = memory.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < events.size(); i += BATCH) {
                road.take(events.subList(i, Math.min(events.size(), i + BATCH)));
            }
            cpu = threads.getCurrentThreadCpuTime() - cpu;
            bytes = memory.getCurrentThreadAllocatedBytes() - bytes;
            System.out.printf(
                    "round %d: %.2f us CPU and %d bytes a decision%n",
                    round, cpu / 1_000.0 / events.size(), bytes / events.size());
        }
    }
}
