package io.carom.standalone.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.engine.Carom;
import io.carom.engine.PolicyWatch;
import io.carom.engine.policy.Policy;
import io.carom.engine.policy.PolicyFolder;
import io.carom.spi.SourceFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyWatchTest {
    private static final String RULE = """
            package acme.action;
            rule "acme/watched"
                @reason("REASON")
                salience 100
            when
                Bounce(event == "bounce", domain == "watched.example")
            then
                decide.keep("REASON");
            end
            """;

    @TempDir
    Path folder;

    private int number;

    private void starter() throws IOException {
        for (SourceFile file : PolicyFolder.withInstalledEngines().starter()) {
            Path path = folder.resolve(file.path());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.text());
        }
    }

    private void rule(String reason) throws IOException {
        Files.writeString(folder.resolve("rules/watched.drl"), RULE.replace("REASON", reason));
    }

    private Decision decide(Carom carom) {
        Event event = Event.of(
                        EventKind.BOUNCE,
                        Instant.parse("2026-01-05T10:00:00Z").plusSeconds(number++),
                        "u" + number + "@watched.example")
                .reply("550 5.1.1 User unknown")
                .build();
        return carom.accept(event).decision().orElseThrow();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 600 && !condition.getAsBoolean(); i++) {
            Thread.sleep(100);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void a_change_is_swapped_in_whole_while_events_flow_and_a_broken_one_is_not() throws Exception {
        starter();
        rule("first");
        try (Carom carom = Carom.builder().policy(folder).liveTimers(false).build();
                PolicyWatch watch = new PolicyWatch(folder, PolicyFolder.withInstalledEngines(), carom::use)) {
            String before = decide(carom).policy();
            rule("second");
            await(() -> {
                Decision decision = decide(carom);
                boolean changed = !decision.policy().equals(before);
                // Never half of each: the digest and the rule change together
                assertThat(decision.because().stream()
                                .anyMatch(line -> line.text().contains(changed ? "second" : "first")))
                        .isTrue();
                return changed;
            });
            assertThat(watch.swaps()).isEqualTo(1);
            String second = decide(carom).policy();
            Files.writeString(folder.resolve("rules/watched.drl"), RULE.replace("domain ==", "domian =="));
            await(() -> !watch.problems().isEmpty());
            assertThat(watch.problems().get(0)).contains("rules/watched.drl:6").contains("domian");
            assertThat(decide(carom).policy()).isEqualTo(second);
            rule("third");
            await(() -> watch.swaps() == 2);
            await(() -> !decide(carom).policy().equals(second));
            assertThat(watch.problems()).isEmpty();
        }
    }

    @Test
    void a_change_whose_own_cases_fail_is_not_swapped_in() throws Exception {
        starter();
        try (Carom carom = Carom.builder().policy(folder).liveTimers(false).build();
                PolicyWatch watch = new PolicyWatch(folder, PolicyFolder.withInstalledEngines(), carom::use)) {
            Path rules = folder.resolve("rules/partners.drl");
            Files.writeString(rules, Files.readString(rules).replace("decide.hold(\"48h\")", "decide.keep()"));
            await(() -> !watch.problems().isEmpty());
            assertThat(watch.problems().get(0)).contains("tests/cases.yml");
            assertThat(watch.swaps()).isZero();
        }
    }

    @Test
    void reloads_leave_nothing_behind() throws Exception {
        starter();
        PolicyFolder compiler = PolicyFolder.withInstalledEngines();
        try (Carom carom = Carom.builder().policy(folder).liveTimers(false).build()) {
            reload(compiler, carom, 20);
            long classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
            long before = metaspace();
            reload(compiler, carom, 100);
            System.gc();
            assertThat(ManagementFactory.getClassLoadingMXBean().getLoadedClassCount() - classes)
                    .isLessThan(200);
            assertThat(metaspace() - before).isLessThan(4L << 20);
        }
    }

    private void reload(PolicyFolder compiler, Carom carom, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            rule("reload " + i);
            Policy policy = compiler.load(folder);
            carom.use(policy);
            decide(carom);
        }
        System.gc();
    }

    private static long metaspace() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .mapToLong(pool -> pool.getUsage().getUsed())
                .sum();
    }
}
