package io.carom.benchmarks.scripts;

import io.carom.api.Bounce;
import io.carom.dsl.ClosedGroovyEngine;
import io.carom.spi.ScriptBook;
import io.carom.spi.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Finding the script of a domain among few and among many; the bound is 20 % between 10 and 10,000 scripts. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LookupBenchmark {
    /** How many scripts there are. */
    @Param({"10", "10000"})
    public int scripts;

    private final Bounce found = new Bounce();
    private final Bounce below = new Bounce();
    private final Bounce stranger = new Bounce();
    private ScriptBook book = ScriptBook.EMPTY;

    /** Compiles the scripts. */
    @Setup
    public void compile() {
        List<SourceFile> files = new ArrayList<>();
        for (int i = 0; i < scripts; i++) {
            files.add(new SourceFile(
                    "scripts/s" + i + ".groovy",
                    "domain 'd" + i + ".example.com', '*.s" + i + ".example.org'\nmx '*.h" + i
                            + ".example.net'\non(dsn: '4.7.0') { giveUp() }"));
        }
        book = new ClosedGroovyEngine().compile("acme", files, Set.of("default"));
        found.setDomain("d7.example.com");
        below.setDomain("mail.eu.s7.example.org");
        stranger.setDomain("mail.example.invalid");
        stranger.setMx("mx1.mail.example.invalid");
        found.setStatus("4.7.0");
        below.setStatus("4.7.0");
    }

    /** A domain that has a script. */
    @Benchmark
    public void exactDomain(Blackhole hole) {
        book.run(found, hole::consume);
    }

    /** A domain below one that has a script. */
    @Benchmark
    public void suffix(Blackhole hole) {
        book.run(below, hole::consume);
    }

    /** A domain and a host without a script. */
    @Benchmark
    public void stranger(Blackhole hole) {
        book.run(stranger, hole::consume);
    }
}
