package io.carom.benchmarks.scripts;

import com.google.re2j.Pattern;
import io.carom.api.Bounce;
import io.carom.api.Phase;
import io.carom.api.Proposal;
import io.carom.api.Proposed;
import io.carom.dsl.ClosedGroovyEngine;
import io.carom.spi.Proposals;
import io.carom.spi.ScriptBook;
import io.carom.spi.SourceFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A script against a Java lambda that does the same. Both are found in a hash map by domain, look at the status, then into the text, and
 * propose. The bound is 1.5 times the lambda.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ScriptBenchmark {
    private static final String CONTAINS = """
            domain 'yahoo.com'
            on(dsn: '4.7.0') {
              if (reason =~ /TSS04/) { retry after: 4.hours, attempts: 6 } else if (reason =~ /deferred due to user/) { alert 'complaints' }
            }
            """;
    private static final String REGEX = """
            domain 'yahoo.com'
            on(dsn: '4.7.0') {
              if (reason =~ /(?i)messages from [0-9.]+ (temporarily )?deferred/) { retry after: 4.hours, attempts: 6 }
            }
            """;

    private final Bounce[] facts = facts();
    private int turn;
    private final ScriptBook containsBook = book(CONTAINS);
    private final ScriptBook regexBook = book(REGEX);
    private final Map<String, BiConsumer<Bounce, Proposals>> containsLambdas = new HashMap<>();
    private final Map<String, BiConsumer<Bounce, Proposals>> regexLambdas = new HashMap<>();

    /** Makes the lambdas. */
    public ScriptBenchmark() {
        Proposed retry = proposed(new Proposal.Retry(java.time.Duration.ofHours(4), 6));
        Proposed alert = proposed(new Proposal.Alert("complaints", null));
        Pattern pattern = Pattern.compile("(?i)messages from [0-9.]+ (temporarily )?deferred");
        containsLambdas.put("yahoo.com", (bounce, out) -> {
            if (bounce.getStatus().equals("4.7.0")) {
                if (bounce.getText().contains("TSS04")) {
                    out.propose(retry);
                } else if (bounce.getText().contains("deferred due to user")) {
                    out.propose(alert);
                }
            }
        });
        regexLambdas.put("yahoo.com", (bounce, out) -> {
            if (bounce.getStatus().equals("4.7.0")
                    && pattern.matcher(bounce.getText()).find()) {
                out.propose(retry);
            }
        });
    }

    private static Proposed proposed(Proposal what) {
        return new Proposed(Phase.OVERRIDE, "yahoo", "acme", Proposed.rank(true, true, 0), "text", "place", what);
    }

    private static ScriptBook book(String source) {
        return new ClosedGroovyEngine()
                .compile("acme", List.of(new SourceFile("scripts/yahoo.groovy", source)), Set.of("default"));
    }

    /** Different ones, read from a line as events are: no text is the very object that a script or a lambda holds. */
    private static Bounce[] facts() {
        Bounce[] facts = new Bounce[64];
        for (int i = 0; i < facts.length; i++) {
            Bounce fact = new Bounce();
            fact.setEvent("bounce");
            String line = (i % 8 == 0 ? "5.7.9" : "4.7.0") + " bob" + i + "@yahoo.com";
            fact.setStatus(line.substring(0, 5));
            fact.setReplyCode(421);
            fact.setText("421 4.7.0 " + (i % 3 == 0 ? "" : "[TSS04] ") + "Messages from 192.0.2." + i
                    + " temporarily deferred due to " + (i % 2 == 0 ? "user" : "unexpected volume or user")
                    + " complaints - 4.16.55.1; see the page on error codes");
            fact.setDomain(line.substring(line.indexOf('@') + 1));
            fact.setRecipient(line.substring(6));
            fact.setMx("mta5.am0.yahoodns.net");
            fact.setAttempt(1);
            facts[i] = fact;
        }
        return facts;
    }

    private Bounce next() {
        return facts[turn++ & 63];
    }

    /** Literals, by script. */
    @Benchmark
    public void containsByScript(Blackhole hole) {
        containsScript(hole::consume);
    }

    /** Literals, by hand. */
    @Benchmark
    public void containsByLambda(Blackhole hole) {
        containsLambda(hole::consume);
    }

    /** A linear-time regular expression, by script. */
    @Benchmark
    public void regexByScript(Blackhole hole) {
        regexScript(hole::consume);
    }

    /** A linear-time regular expression, by hand. */
    @Benchmark
    public void regexByLambda(Blackhole hole) {
        regexLambda(hole::consume);
    }

    void containsScript(Proposals out) {
        containsBook.run(next(), out);
    }

    void containsLambda(Proposals out) {
        run(containsLambdas, out);
    }

    void regexScript(Proposals out) {
        regexBook.run(next(), out);
    }

    void regexLambda(Proposals out) {
        run(regexLambdas, out);
    }

    private void run(Map<String, BiConsumer<Bounce, Proposals>> lambdas, Proposals out) {
        Bounce fact = next();
        BiConsumer<Bounce, Proposals> found = lambdas.get(fact.getDomain());
        if (found != null) {
            found.accept(fact, out);
        }
    }
}
