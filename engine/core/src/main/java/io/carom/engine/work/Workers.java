package io.carom.engine.work;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs workers, each on a thread of its own, and notices the one that makes no progress: a heartbeat is a step that got on, not a thread
 * that is alive. A step that throws is logged and taken again after a rest that grows to 5 minutes. Safe for any number of threads.
 *
 * <p>{@link #close} lets each step under way come to its end: what a worker does in one step is never cut in two.
 */
public final class Workers implements AutoCloseable {
    /** After how long without progress a worker is reported, unless configured otherwise. */
    public static final Duration SILENT = Duration.ofMinutes(30);

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(60);
    private static final Duration SHORTEST_LOOK = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Clock clock;
    private final Duration silent;
    private final Alarm alarm;
    private final List<Course> courses = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Object looking = new Object();
    private volatile boolean closing;
    private boolean started;

    /** Workers by {@code clock}; one without progress for {@code silent} is told to {@code alarm}. */
    public Workers(Clock clock, Duration silent, Alarm alarm) {
        this.clock = clock;
        this.silent = silent;
        this.alarm = alarm;
    }

    /** Adds a worker; it begins at once when the others have begun. */
    public synchronized Workers add(Worker worker) {
        Course course = new Course(worker, clock);
        courses.add(course);
        if (started && !closing) {
            begin(course);
        }
        return this;
    }

    /** Begins: one thread for each worker, and one that looks after them. */
    public synchronized void start() {
        if (started) {
            return;
        }
        started = true;
        courses.forEach(this::begin);
        begin("carom-workers-watch", this::watch);
    }

    private void begin(Course course) {
        begin("carom-" + course.worker().name(), () -> run(course));
    }

    private void begin(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((dead, fault) -> LOG.error("{} ended: {}", dead.getName(), fault, fault));
        threads.add(thread);
        thread.start();
    }

    private void run(Course course) {
        while (!closing) {
            Duration rest = course.take();
            if (!rest.isZero() && !closing) {
                await(course, rest);
            }
        }
    }

    private static void await(Course course, Duration rest) {
        try {
            if (course.woken().tryAcquire(rest.toNanos(), TimeUnit.NANOSECONDS)) {
                course.woken().drainPermits();
            }
        } catch (InterruptedException e) {
            LOG.debug("woken up", e);
        }
    }

    private void watch() {
        Duration every = silent.dividedBy(10);
        every = every.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : every;
        every = every.compareTo(SHORTEST_LOOK) < 0 ? SHORTEST_LOOK : every;
        while (!closing) {
            try {
                Thread.sleep(every.toMillis());
                look();
            } catch (InterruptedException e) {
                LOG.debug("woken up", e);
            } catch (RuntimeException e) {
                LOG.error("the alarm for silent workers failed: {}", e.toString(), e);
            }
        }
    }

    /** Looks after all workers now: who fell silent and who is back is told to the alarm. */
    public void look() {
        synchronized (looking) {
            Instant now = clock.instant();
            for (Course course : courses) {
                if (course.look(now, silent)) {
                    tell(course.heartbeat());
                }
            }
        }
    }

    private void tell(Heartbeat worker) {
        if (worker.silent()) {
            LOG.error(
                    "worker {} has made no progress since {}; {} wait{}",
                    worker.name(),
                    worker.progress(),
                    worker.waiting(),
                    worker.failure() == null ? "" : "; it fails with " + worker.failure());
            alarm.silent(worker);
        } else {
            LOG.info("worker {} is back", worker.name());
            alarm.back(worker);
        }
    }

    /** There may be something new for the worker of this name: it does not rest to the end. */
    public void wake(String name) {
        courses.stream()
                .filter(course -> course.worker().name().equals(name))
                .forEach(course -> course.hurry(clock.instant()));
    }

    /** How all workers get on, in the order in which they were added. */
    public List<Heartbeat> heartbeats() {
        return courses.stream().map(Course::heartbeat).toList();
    }

    /**
     * Takes one step of each worker that is due by the clock, on this thread; answers how many pieces of work they did. For programs
     * that do not start threads, and for tests that set the clock.
     */
    public long runDue() {
        long before = done();
        Instant now = clock.instant();
        courses.stream().filter(course -> course.isDue(now)).forEach(Course::take);
        return done() - before;
    }

    private long done() {
        return courses.stream().mapToLong(course -> course.heartbeat().done()).sum();
    }

    /** Lets every step under way come to its end, begins no other, and closes the workers that can be closed. */
    @Override
    public void close() {
        List<Thread> running;
        synchronized (this) {
            closing = true;
            running = List.copyOf(threads);
        }
        courses.forEach(course -> course.woken().release());
        running.stream()
                .filter(thread -> thread.getName().equals("carom-workers-watch"))
                .forEach(Thread::interrupt);
        boolean interrupted = false;
        long until = System.nanoTime() + PATIENCE.toNanos();
        for (Thread thread : running) {
            interrupted |= join(thread, until);
        }
        for (Course course : courses) {
            close(course.worker());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for a thread's end, at most until {@code until}; answers whether this one was interrupted meanwhile. */
    private static boolean join(Thread thread, long until) {
        boolean interrupted = false;
        while (thread.isAlive() && System.nanoTime() < until) {
            try {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (thread.isAlive()) {
            LOG.error("{} does not come to its end and is left behind", thread.getName());
        }
        return interrupted;
    }

    private static void close(Worker worker) {
        if (worker instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                LOG.warn("worker {} could not be closed: {}", worker.name(), e.toString());
            }
        }
    }
}
