package io.carom.benchmarks.intake;

import io.carom.intake.classify.SignalClassifiers;
import io.carom.spi.Classifier;
import io.carom.spi.Evidence;
import io.carom.spi.SourceFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Reply lines classified a second, with the stock phrases alone and with 3,000 more. No line is remembered. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ClassifyBenchmark {
    private static final int LINES = 64;

    /** How many phrases an operator adds. */
    @Param({"0", "3000"})
    private int added = 0;

    private Classifier classifier = evidence -> {
        throw new IllegalStateException("not set up");
    };
    private Evidence[] lines = {};

    /** Reads the lines and makes the classifier. */
    @Setup
    public void prepare() throws IOException {
        InputStream resource = Objects.requireNonNull(ClassifyBenchmark.class.getResourceAsStream("lines.txt"));
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            lines = reader.lines().limit(LINES).map(Evidence::ofReply).toArray(Evidence[]::new);
        }
        if (lines.length != LINES) {
            throw new IllegalStateException("lines.txt has " + lines.length + " lines, not " + LINES);
        }
        SignalClassifiers factory = new SignalClassifiers();
        classifier = added == 0
                ? factory.stock()
                : factory.with(List.of(new SourceFile("signals/many.yml", phrases(added))));
    }

    /** Phrases of three to five words from those that replies are made of, so that they begin as real text does. */
    private static String phrases(int count) {
        String[] words =
                ("user mailbox message account recipient address server policy rejected blocked denied please contact your our"
                                + " the not from for sender host domain limit quota temporary service unknown mail content list access")
                        .split(" ");
        Random random = new Random(1);
        StringBuilder yaml = new StringBuilder("signals:\n  - name: many\n    phrases:\n");
        for (int i = 0; i < count; i++) {
            yaml.append("      - ");
            for (int w = 3 + random.nextInt(3); w > 0; w--) {
                yaml.append(words[random.nextInt(words.length)]).append(' ');
            }
            yaml.append("no").append(i).append('\n');
        }
        return yaml.toString();
    }

    /** All lines, one after the other. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public void lines(Blackhole sink) {
        for (Evidence line : lines) {
            sink.consume(classifier.read(line));
        }
    }
}
