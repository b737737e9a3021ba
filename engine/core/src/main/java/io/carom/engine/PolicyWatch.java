package io.carom.engine;

import io.carom.api.CaromException;
import io.carom.api.PolicyException;
import io.carom.api.Problem;
import io.carom.engine.cases.CaseFile;
import io.carom.engine.cases.CaseResult;
import io.carom.engine.cases.CaseRunner;
import io.carom.engine.cases.PolicyCase;
import io.carom.engine.policy.Policy;
import io.carom.engine.policy.PolicyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a policy folder: a change is compiled beside the running policy, tested by its own cases and swapped in whole; one that does
 * not compile or pass leaves the running policy and says why. One thread of its own.
 */
public final class PolicyWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyWatch.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(300);

    private final Path folder;
    private final PolicyFolder compiler;
    private final Consumer<Policy> swap;
    private final Thread thread;
    private volatile boolean closing;
    private volatile List<String> problems = List.of();
    private final AtomicInteger swaps = new AtomicInteger();

    /** Watches from now on; what is in the folder now is taken as running. {@code swap} is handed each policy that passes. */
    public PolicyWatch(Path folder, PolicyFolder compiler, Consumer<Policy> swap) {
        this.folder = folder;
        this.compiler = compiler;
        this.swap = swap;
        String running = signature();
        this.thread = new Thread(() -> watch(running), "carom-policy-watch");
        thread.setDaemon(true);
        thread.start();
    }

    /** What keeps the newest change from running; empty when it runs. */
    public List<String> problems() {
        return problems;
    }

    /** How many changes were swapped in. */
    public int swaps() {
        return swaps.get();
    }

    private void watch(String running) {
        String tried = running;
        String seen = running;
        while (!closing) {
            try {
                Thread.sleep(LOOK_EVERY.toMillis());
            } catch (InterruptedException e) {
                continue;
            }
            String now = signature();
            // Somebody may be in the middle of saving several files: wait until it is quiet
            boolean quiet = now.equals(seen);
            seen = now;
            if (quiet && !now.equals(tried)) {
                tried = now;
                attempt();
            }
        }
    }

    private void attempt() {
        try {
            Policy policy = compiler.load(folder);
            List<String> failures = failures(policy);
            if (failures.isEmpty()) {
                swap.accept(policy);
                problems = List.of();
                swaps.incrementAndGet();
                return;
            }
            policy.close();
            refuse(failures);
        } catch (PolicyException e) {
            refuse(e.problems().stream().map(Problem::toString).toList());
        } catch (CaromException e) {
            refuse(List.of(String.valueOf(e.getMessage())));
        }
    }

    private void refuse(List<String> why) {
        problems = List.copyOf(why);
        LOG.error("the changed policy in {} does not run, the one before goes on: {}", folder, why.get(0));
    }

    /** The policy's own cases that fail, a line each. */
    private static List<String> failures(Policy policy) {
        List<Problem> unreadable = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        CaseRunner runner = new CaseRunner(policy);
        policy.tests().forEach(file -> {
            for (PolicyCase one : CaseFile.read(file, unreadable)) {
                CaseResult result = runner.run(one);
                if (!result.passed()) {
                    failures.add(file.path() + ": " + one.name() + ": " + String.join("; ", result.differences()));
                }
            }
        });
        unreadable.forEach(problem -> failures.add(problem.toString()));
        return failures;
    }

    /** Names, sizes and times of all files: cheap, and different after every save. */
    private String signature() {
        try (Stream<Path> tree = Files.walk(folder, 2)) {
            StringBuilder all = new StringBuilder();
            for (Path path : tree.sorted().toList()) {
                if (Files.isRegularFile(path)) {
                    all.append(path)
                            .append(' ')
                            .append(Files.size(path))
                            .append(' ')
                            .append(Files.getLastModifiedTime(path).toMillis())
                            .append('\n');
                }
            }
            return all.toString();
        } catch (IOException e) {
            LOG.debug("the policy folder changes while it is looked at", e);
            return "";
        }
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
    }
}
