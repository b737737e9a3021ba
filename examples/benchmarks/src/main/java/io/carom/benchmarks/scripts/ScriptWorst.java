package io.carom.benchmarks.scripts;

import io.carom.api.Bounce;
import io.carom.dsl.ClosedGroovyEngine;
import io.carom.spi.Proposals;
import io.carom.spi.ScriptBook;
import io.carom.spi.SourceFile;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the worst scripts that the compiler accepts cost a run, in microseconds of processor time: patterns that keep all their states
 * alive, literals that nearly match everywhere, thousands of cheap looks, texts made of texts, each on texts of several lengths. The work that
 * a run may do is bounded (maxWork); the bound in time is 1 ms.
 */
public final class ScriptWorst {
    private static final int ROUNDS = 25;
    private static final int[] LENGTHS = {0, 10, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000};

    private ScriptWorst() {}

    /** Prints a line for each script, and the worst of all. */
    public static void main(String[] arguments) {
        double worst = 0;
        for (Map.Entry<String, String> script : scripts().entrySet()) {
            ScriptBook book = new ClosedGroovyEngine()
                    .compile("acme", List.of(new SourceFile("scripts/worst.groovy", script.getValue())), Set.of());
            StringBuilder line = new StringBuilder(script.getKey());
            double most = 0;
            for (int length : LENGTHS) {
                double micros = run(book, length);
                line.append(' ').append(length).append(':').append(Math.round(micros));
                most = Math.max(most, micros);
            }
            System.out.printf("%s worst_us %.0f%n", line, most);
            worst = Math.max(worst, most);
        }
        System.out.printf("all worst_us %.0f%n", worst);
    }

    private static double run(ScriptBook book, int length) {
        Bounce fact = new Bounce();
        fact.setDomain("example.com");
        fact.setRecipient("bob@example.com");
        fact.setText("a".repeat(length));
        fact.setStatus("4.7.0");
        long[] seen = new long[1];
        Proposals out = proposed -> seen[0] += proposed.rank();
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (int i = 0; i < 20; i++) {
                book.run(fact, out);
            }
            best = Math.min(best, (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 20_000.0);
        }
        return best;
    }

    private static Map<String, String> scripts() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("optional", when("reason =~ /(a?){450}b/", 1));
        all.put("optional_many", when("reason =~ /(a?){20}b/", 300));
        all.put("nested_stars", when("reason =~ /((a*)*)*b/", 300));
        all.put("dots", when("reason =~ /.*.*.*.*.*.*.*.*.*.*[xy]/", 300));
        all.put("counted_dots", when("reason =~ /(.{0,30}[ab]){10}[xy]/", 10));
        all.put("alternatives", when("reason =~ /([a-c]|[a-d]|[a-e]|[a-f]|[a-g])*[xy]/", 300));
        all.put("classes", when("reason =~ /([a-bd-ef-gi-jk-lm-no-pq-rs-t]*[acegikmo]*){40}[xy]/", 5));
        all.put("any_case", when("reason =~ /(?i)([ab]|.a)*(aaaa|aaab)[0-9]/", 300));
        all.put("short_looks", when("reason =~ /[xy]/", 400));
        all.put("word_bounds", when("reason =~ /(\\b|\\B|a)*[xy]/", 300));
        all.put("literal", when("reason =~ /" + "a".repeat(40) + "b/", 250));
        all.put("long_literal", when("reason =~ /" + "a".repeat(1_500) + "b/", 15));
        all.put("any_case_literal", when("reason =~ /(?i)" + "a".repeat(40) + "b/", 250));
        all.put("any_case_long", when("reason =~ /(?i)" + "a".repeat(1_500) + "b/", 15));
        all.put("prefilter_passes", when("reason =~ /aaaa[ab]*[xy]/", 300));
        all.put("texts", when("\"${reason}${reason}${reason}${reason}\" =~ /b[0-9]/", 400));
        all.put("texts_equal", when("\"${reason}${reason}x\" == \"${reason}${reason}y\"", 400));
        all.put("texts_in", when("\"${reason}${attempt}\" in ['x', 'y']", 400));
        all.put("texts_parts", when("\"" + "${reason}".repeat(90) + "\" == 'x'", 30));
        all.put("numbers_text", when("\"" + "${smtp}".repeat(90) + "\" == 'x'", 45));
        all.put("verbs", "domain 'example.com'\notherwise {\n" + "alert \"x_${domain}\"\n".repeat(450) + "}");
        all.put("refused", "domain 'example.com'\notherwise {\n" + "alert \"${reason}\"\n".repeat(450) + "}");
        all.put("said", "domain 'example.com'\notherwise {\n" + "alert 'x'\n".repeat(450) + "}");
        return all;
    }

    private static String when(String condition, int times) {
        return "domain 'example.com'\notherwise {\n"
                + ("if (" + condition + ") giveUp()\n").repeat(Math.min(times, 240)) + "}";
    }
}
