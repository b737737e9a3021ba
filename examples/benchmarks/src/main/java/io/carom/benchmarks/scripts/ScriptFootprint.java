package io.carom.benchmarks.scripts;

import io.carom.dsl.ClosedGroovyEngine;
import io.carom.spi.ScriptBook;
import io.carom.spi.SourceFile;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Compiles many scripts and says how long it took and what they hold, then reloads a small policy many times and says whether heap and
 * metaspace grow. Bounds: 1,000 scripts in 20 s and under 40 MB; 1,000 reloads flat. Arguments: scripts, reloads.
 */
public final class ScriptFootprint {
    private ScriptFootprint() {}

    /** Prints the figures as lines of {@code name value}. */
    public static void main(String[] arguments) {
        int scripts = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
        int reloads = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000;
        ClosedGroovyEngine engine = new ClosedGroovyEngine();
        compile(engine, 1, 0);
        long before = used();
        long start = System.nanoTime();
        ScriptBook book = compile(engine, scripts, 1);
        System.out.printf("scripts %d%ncompile_ms %d%n", scripts, (System.nanoTime() - start) / 1_000_000);
        System.out.printf("held_kb %d%n", (used() - before) / 1024);
        System.out.printf("first %s%n", book.scripts().get(0).name());
        book = ScriptBook.EMPTY;
        for (int i = 0; i < reloads; i++) {
            book = compile(engine, 5, i);
            if (i % Math.max(1, reloads / 10) == reloads / 20) {
                System.out.printf("reload %d used_kb %d metaspace_kb %d%n", i, used() / 1024, metaspace() / 1024);
            }
        }
        System.out.printf("last %s%n", book.scripts().size());
    }

    private static ScriptBook compile(ClosedGroovyEngine engine, int count, int salt) {
        List<SourceFile> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(new SourceFile("scripts/s" + i + ".groovy", source(i, salt)));
        }
        return engine.compile("acme", files, Set.of("default", "aggressive"));
    }

    private static String source(int number, int salt) {
        return """
                description 'Asked for by the delivery desk, ticket %d-%d'
                domain 'd%d.example.com', '*.d%d.example.org'
                mx '*.h%d.example.net'
                def GREY = ~/(?i)try again|greylist(ed|ing)/
                on(dsn: '4.7.0') {
                  if (reason =~ /TSS0[49]/) { classify soft, 'rate_limited'; retry after: 4.hours, attempts: 6; throttle '10/min' }
                }
                on(dsn: ['5.7.1', '5.7.*'], text: ~/(?i)blocked using/) { keepSubscriber(); alert 'ip_blocklisted' }
                otherwise { if (reason =~ GREY || smtp == 451) { retry after: 30.minutes, attempts: 4 } }
                """.formatted(number, salt, number, number, number);
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory() + metaspace();
    }

    private static long metaspace() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool ->
                        pool.getName().equals("Metaspace") || pool.getName().contains("Compressed Class"))
                .map(MemoryPoolMXBean::getUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
