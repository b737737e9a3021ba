package io.carom.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.carom.api.PolicyException;
import io.carom.api.Problem;
import io.carom.api.Proposal;
import io.carom.spi.ScriptBook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codehaus.groovy.reflection.ClassInfo;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Hostile scripts: each is refused with a place or bounded, none leaves a trace, and a script that means well passes beside each. */
class AttackTest {
    private static final String CONTROL =
            "domain 'example.com'\non(dsn: '5.1.1', text: ~/(?i)unknown/) { alert \"seen_${domain}\" }\n";

    @TempDir
    Path scratch;

    private record Attack(String name, String kind, String place, boolean refused, String body) {}

    @TestFactory
    Stream<DynamicTest> own_attacks_are_refused_or_bounded() {
        return tests(attacks(resources()), true);
    }

    @TestFactory
    Stream<DynamicTest> shared_attacks_are_refused_or_bounded() {
        Path folder = sharedFolder();
        Assumptions.assumeTrue(Files.isDirectory(folder), "there is no folder shared/attacks beside the repository");
        return tests(attacks(folder), false);
    }

    @Test
    void there_are_more_than_a_hundred_attacks() {
        assertThat(attacks(resources())).hasSizeGreaterThan(100);
    }

    /** Groovy itself gives some of its own classes one: what matters is that no script adds to them. */
    private static Set<String> metaclasses() {
        return ClassInfo.getAllClassInfo().stream()
                .filter(info -> info.getStrongMetaClass() != null || info.hasPerInstanceMetaClasses())
                .map(info -> info.getTheClass().getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Path resources() {
        try {
            return Path.of(AttackTest.class.getResource("/attacks").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path sharedFolder() {
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.isDirectory(at.resolve("shared/attacks"))) {
            at = at.getParent();
        }
        return at == null ? Path.of("shared/attacks") : at.resolve("shared/attacks");
    }

    private static List<Attack> attacks(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".groovy"))
                    .sorted()
                    .map(AttackTest::attack)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Attack attack(Path file) {
        try {
            List<String> lines = Files.readString(file).lines().toList();
            String body = lines.stream().skip(3).collect(Collectors.joining("\n"));
            boolean refused = header(lines, "expected").equals("refused")
                    || (header(lines, "expected").startsWith("blocked")
                            && !header(lines, "kind").equals("dos"));
            return new Attack(
                    file.getFileName().toString(), header(lines, "kind"), header(lines, "place"), refused, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String header(List<String> lines, String name) {
        String start = "// " + name + ": ";
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow()
                .substring(start.length());
    }

    private Stream<DynamicTest> tests(List<Attack> attacks, boolean mine) {
        List<DynamicTest> tests = new ArrayList<>();
        for (Attack attack : attacks) {
            for (String place : attack.place().equals("both") ? List.of("top", "in") : List.of(attack.place())) {
                tests.add(DynamicTest.dynamicTest(attack.name() + " (" + place + ")", () -> prove(attack, place)));
            }
        }
        return tests.stream();
    }

    private void prove(Attack attack, String place) {
        String body = attack.body().replace("@TMP@", scratch.toString());
        String script = place.equals("top")
                ? "domain 'example.com'\n" + body + "\notherwise { alert 'control' }\n"
                : "domain 'example.com'\notherwise {\n" + body + "\n}\n";
        controlPasses();
        Set<String> threads = threads();
        Set<String> metaclasses = metaclasses();
        List<Problem> problems = new ArrayList<>();
        // A guard against a compiler that hangs, not a measure.
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            try {
                runs(Book.of(script, CONTROL), attack);
            } catch (PolicyException e) {
                problems.addAll(e.problems());
            }
        });
        if (attack.refused()) {
            assertThat(problems).as("problems of\n%s", script).isNotEmpty();
        }
        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem.file()).isEqualTo("scripts/s0.groovy");
            assertThat(problem.line()).isPositive();
            assertThat(problem.col()).isPositive();
            assertThat(problem.message()).isNotBlank();
        });
        noTrace(threads);
        assertThat(metaclasses()).isEqualTo(metaclasses);
        controlPasses();
    }

    private static void runs(ScriptBook book, Attack attack) {
        for (String text : List.of("", "550 5.1.1 user unknown", "a".repeat(5_000), "x".repeat(200) + "!")) {
            List<Proposal> proposals = Book.run(book, Book.fact("5.1.1", 550, text));
            assertThat(proposals).hasSizeLessThanOrEqualTo(501).doesNotContain(new Proposal.Alert("pwn", null));
            assertThat(proposals.toString()).hasSizeLessThan(200_000);
        }
    }

    private void noTrace(Set<String> threads) {
        assertThat(System.getProperty("pwn")).isNull();
        assertThat(scratch).isEmptyDirectory();
        Set<String> now = threads();
        now.removeAll(threads);
        now.removeIf(name -> name.startsWith("carom-script-compiler") || name.startsWith("junit"));
        assertThat(now).isEmpty();
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(thread -> thread.getName() + "/" + thread.getId())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void controlPasses() {
        assertThat(Book.run(Book.of(CONTROL), Book.fact("5.1.1", 550, "550 5.1.1 User UNKNOWN")))
                .containsExactly(new Proposal.Alert("seen_example.com", null));
    }
}
