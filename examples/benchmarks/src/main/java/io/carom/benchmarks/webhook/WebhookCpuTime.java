package io.carom.benchmarks.webhook;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;

/**
 * Events a second of this thread's CPU time, for machines that are shared: {@link WebhookBenchmark} measures the clock on the wall. The
 * compiler and the collector run on other threads and are not counted. Prints the median of nine rounds.
 */
public final class WebhookCpuTime {
    private static final long WARM_UP = 6_000_000_000L;
    private static final long ROUND = 700_000_000L;

    private WebhookCpuTime() {}

    /** Without arguments all kinds, else the named ones. */
    public static void main(String[] kinds) throws GeneralSecurityException {
        List<String> all = List.of(
                "mailersend-hmac-1",
                "mailgun-hmac-1",
                "mailtrap-hmac-50",
                "sendgrid-ecdsa-1",
                "sendgrid-ecdsa-50",
                "postal-rsa-1");
        for (String kind : kinds.length == 0 ? all : Arrays.asList(kinds)) {
            WebhookBenchmark benchmark = new WebhookBenchmark();
            benchmark.kind = kind;
            benchmark.sign();
            int events = Integer.parseInt(kind.substring(kind.lastIndexOf('-') + 1));
            run(benchmark, WARM_UP);
            double[] rates = new double[9];
            for (int i = 0; i < rates.length; i++) {
                rates[i] = run(benchmark, ROUND) * events;
            }
            Arrays.sort(rates);
            System.out.printf("%-20s %,10.0f events a CPU second%n", kind, rates[rates.length / 2]);
        }
    }

    /** Requests a CPU second over {@code nanos} of CPU time. */
    private static double run(WebhookBenchmark benchmark, long nanos) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        long requests = 0;
        long spent = 0;
        while (spent < nanos) {
            for (int i = 0; i < 100; i++) {
                if (benchmark.request() == null) {
                    throw new IllegalStateException("no answer");
                }
            }
            requests += 100;
            spent = threads.getCurrentThreadCpuTime() - start;
        }
        return requests * 1e9 / spent;
    }
}
