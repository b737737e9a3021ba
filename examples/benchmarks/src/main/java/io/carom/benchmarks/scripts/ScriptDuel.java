package io.carom.benchmarks.scripts;

import io.carom.spi.Proposals;

/**
 * {@link ScriptBenchmark} for a machine that has other work, too: script and lambda take turns in short rounds, and the best round of each
 * counts, so that what disturbs a round disturbs neither figure. Prints nanoseconds a decision and the ratio; the bound is 1.5.
 */
public final class ScriptDuel {
    private static final int ROUNDS = 400;

    private ScriptDuel() {}

    /** Prints two lines. */
    public static void main(String[] arguments) {
        ScriptBenchmark subject = new ScriptBenchmark();
        long[] seen = new long[1];
        Proposals out = proposed -> seen[0] += proposed.rank();
        duel("contains", 20_000, () -> subject.containsLambda(out), () -> subject.containsScript(out));
        duel("regex", 200, () -> subject.regexLambda(out), () -> subject.regexScript(out));
        System.out.println("checksum " + seen[0]);
    }

    private static void duel(String name, int size, Runnable lambda, Runnable script) {
        double byLambda = Double.MAX_VALUE;
        double byScript = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            byLambda = Math.min(byLambda, time(lambda, size));
            byScript = Math.min(byScript, time(script, size));
        }
        System.out.printf(
                "%s lambda_ns %.1f script_ns %.1f ratio %.2f%n", name, byLambda, byScript, byScript / byLambda);
    }

    private static double time(Runnable what, int size) {
        long start = System.nanoTime();
        for (int i = 0; i < size; i++) {
            what.run();
        }
        return (System.nanoTime() - start) / (double) size;
    }
}
