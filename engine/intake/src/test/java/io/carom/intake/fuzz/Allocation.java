package io.carom.intake.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What a piece of work takes from the heap: unlike the time, the same on every machine. For one thread. */
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** Fails when {@code work} on an input of {@code size} allocates more than {@code base} and {@code each} for every unit of it. */
    public static void check(Runnable work, long size, long base, long each) {
        long allowed = base + each * size;
        // What is too much at first may be classes that are loaded (and instrumented) by this thread.
        long allocated = of(work) <= allowed ? 0 : of(work);
        if (allocated > allowed) {
            throw new IllegalStateException(
                    allocated + " bytes allocated for an input of " + size + ", allowed are " + allowed);
        }
    }

    private static long of(Runnable work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
