package io.carom.benchmarks.log;

import com.sun.management.OperatingSystemMXBean;
import io.carom.api.Input;
import io.carom.intake.log.FollowOptions;
import io.carom.intake.log.LogFollower;
import io.carom.intake.log.LogOptions;
import io.carom.intake.log.LogSource;
import io.carom.spi.Source.Sink;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * Writes a log as Postfix writes it and reads it: once whole, once followed. Prints megabytes (1,000,000 bytes) a second of wall
 * clock and a second of CPU (all threads, collector and compiler included), events, the most heap that was in use (garbage included), and what is in use afterwards. Arguments: megabytes (200), rounds (4).
 */
public final class LogSpeed {
    private LogSpeed() {}

    /** Runs it; the log is deleted at the end. */
    public static void main(String[] args) throws IOException, InterruptedException {
        long megabytes = args.length > 0 ? Long.parseLong(args[0]) : 200;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 4;
        Path folder = Files.createTempDirectory("log-speed");
        Path log = folder.resolve("mail.log");
        long tries = write(log, megabytes * 1_000_000);
        long size = Files.size(log);
        System.out.printf(Locale.ROOT, "%d MB, %d tries%n", size / 1_000_000, tries);
        for (int round = 0; round < rounds; round++) {
            forgetPeak();
            long cpu = cpu();
            long begin = System.nanoTime();
            long events = 0;
            try (LogSource source = LogSource.open(log, "mail.log", LogOptions.defaults(), LogSpeed::bad)) {
                while (source.hasNext()) {
                    source.next();
                    events++;
                }
            }
            print("read", size, events, tries, begin, cpu);
        }
        for (int round = 0; round < rounds; round++) {
            forgetPeak();
            long cpu = cpu();
            long begin = System.nanoTime();
            CountDownLatch left = new CountDownLatch(Math.toIntExact(tries));
            LogFollower follower = LogFollower.of(
                    log,
                    LogOptions.defaults(),
                    FollowOptions.keeping(folder.resolve("state" + round)),
                    Clock.systemUTC());
            follower.start(new Counter(left));
            left.await();
            print("followed", size, tries - left.getCount(), tries, begin, cpu);
            follower.close();
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void print(String what, long size, long events, long tries, long begin, long cpu) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        double busy = (cpu() - cpu) / 1e9;
        long peak = heapPools().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "%-9s %6.1f MB/s  %6.1f MB/CPU s  %,10.0f events/CPU s  %d of %d events  heap at most %d MB, then %d MB%n",
                what,
                size / 1e6 / seconds,
                size / 1e6 / busy,
                events / busy,
                events,
                tries,
                peak / 1_000_000,
                (runtime.totalMemory() - runtime.freeMemory()) / 1_000_000);
    }

    private static Stream<MemoryPoolMXBean> heapPools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP);
    }

    private static void forgetPeak() {
        heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    private static long cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static void bad(String place, String why) {
        throw new IllegalStateException(place + ": " + why);
    }

    /** Messages with one try each, every tenth with two; about 900 bytes of log a message. */
    private static long write(Path log, long bytes) throws IOException {
        long tries = 0;
        long written = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(log), 1 << 16)) {
            for (int i = 0; written < bytes; i++) {
                String id = String.format(Locale.ROOT, "%05X%06X", i % 1_000_000, i % 4093);
                String at = String.format(
                        Locale.ROOT,
                        "Nov %2d %02d:%02d:%02d mail postfix/",
                        1 + i / 8_000_000,
                        i / 360_000 % 24,
                        i / 6000 % 60,
                        i / 100 % 60);
                StringBuilder lines = new StringBuilder(1000);
                lines.append(at).append("smtpd[193]: connect from app.example.net[192.0.2.10]\n");
                lines.append(at).append("smtpd[193]: ").append(id).append(": client=app.example.net[192.0.2.10]\n");
                lines.append(at)
                        .append("cleanup[196]: ")
                        .append(id)
                        .append(": message-id=<c")
                        .append(i)
                        .append("@example.net>\n");
                lines.append(at)
                        .append("qmgr[149]: ")
                        .append(id)
                        .append(": from=<bounces+c42-u")
                        .append(i)
                        .append("@example.net>, size=494, nrcpt=1 (queue active)\n");
                lines.append(at)
                        .append(
                                "smtpd[193]: disconnect from app.example.net[192.0.2.10] ehlo=1 mail=1 rcpt=1 data=1 quit=1 commands=5\n");
                if (i % 10 == 0) {
                    attempt(
                            lines,
                            at,
                            id,
                            i,
                            "4.2.2",
                            "deferred",
                            "452 4.2.2 The recipient's inbox is out of storage space");
                    tries++;
                }
                if (i % 20 == 0) {
                    attempt(
                            lines,
                            at,
                            id,
                            i,
                            "5.1.1",
                            "bounced",
                            "550 5.1.1 <user" + i + "@example.com>: Recipient address rejected: User unknown");
                } else {
                    lines.append(at)
                            .append("smtp[197]: ")
                            .append(id)
                            .append(": to=<user")
                            .append(i)
                            .append(
                                    "@example.com>, relay=mx1.example.com[192.0.2.25]:25, delay=0.24, delays=0/0.17/0.01/0.06, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4FAKE123)\n");
                }
                tries++;
                lines.append(at).append("qmgr[149]: ").append(id).append(": removed\n");
                byte[] encoded = lines.toString().getBytes(StandardCharsets.US_ASCII);
                out.write(encoded);
                written += encoded.length;
            }
        }
        return tries;
    }

    private static void attempt(
            StringBuilder lines, String at, String id, int i, String code, String status, String reply) {
        lines.append(at)
                .append("smtp[197]: ")
                .append(id)
                .append(": to=<user")
                .append(i)
                .append(
                        "@example.com>, relay=mx1.example.com[192.0.2.25]:25, delay=0.24, delays=0/0.17/0.01/0.06, dsn=")
                .append(code)
                .append(", status=")
                .append(status)
                .append(" (host mx1.example.com[192.0.2.25] said: ")
                .append(reply)
                .append(" (in reply to RCPT TO command))\n");
    }

    private static final class Counter implements Sink {
        private final CountDownLatch left;

        Counter(CountDownLatch left) {
            this.left = left;
        }

        @Override
        public void take(Input input, Runnable committed) {
            committed.run();
            left.countDown();
        }

        @Override
        public void bad(String place, String why) {
            LogSpeed.bad(place, why);
        }
    }
}
