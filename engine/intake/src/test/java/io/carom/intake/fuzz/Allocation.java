package io.carom.intake.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/** What a piece of work takes from the heap: unlike the time, the same on every machine. For one thread. */
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /**
     * What {@code work} on an input of {@code size} gives; fails when it allocates more than {@code base} and {@code each} for every
     * unit of it.
     */
    public static <T> T checked(Supplier<T> work, long size, long base, long each) {
        long allowed = base + each * size;
        long allocated = Long.MAX_VALUE;
        // What is too much at first may be classes that are loaded (and instrumented) by this thread.
        for (int attempt = 0; attempt < 2; attempt++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            T result = work.get();
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            if (allocated <= allowed) {
                return result;
            }
        }
        throw new IllegalStateException(
                allocated + " bytes allocated for an input of " + size + ", allowed are " + allowed);
    }
}
