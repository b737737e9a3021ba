package io.carom.dsl;

import io.carom.api.PolicyException;
import io.carom.api.Problem;
import io.carom.api.Proposed;
import io.carom.dsl.code.Foundry;
import io.carom.dsl.read.Findings;
import io.carom.dsl.read.ScriptReader;
import io.carom.dsl.run.Limits;
import io.carom.dsl.run.OwnWords;
import io.carom.dsl.run.Pool;
import io.carom.dsl.run.Program;
import io.carom.dsl.run.Regex;
import io.carom.dsl.tree.Script;
import io.carom.dsl.tree.Vocabulary;
import io.carom.spi.ScriptBook;
import io.carom.spi.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the scripts of one policy, in threads of their own with a bounded stack and a deadline; the class loader of those threads is the
 * one that Groovy is in, whatever the host's is. It takes a {@link BareLoader} and no wider type, so that checking the code of
 * {@link ClosedGroovyEngine} loads no class of Groovy. For one call.
 */
final class BookCompiler {
    private static final long STACK = 8L << 20;
    private static final int MOST_WORKERS = 4;
    private static final int SLICE = 16;

    private final BareLoader loader;
    private final Limits limits;
    private final Vocabulary vocabulary;
    private final OwnWords words;
    private final String pack;
    private final Set<String> retryPolicies;

    BookCompiler(
            BareLoader loader,
            Limits limits,
            Vocabulary vocabulary,
            OwnWords words,
            String pack,
            Set<String> retryPolicies) {
        this.loader = loader;
        this.limits = limits;
        this.vocabulary = vocabulary;
        this.words = words;
        this.pack = pack;
        this.retryPolicies = retryPolicies;
    }

    /** What became of some of the scripts. */
    private record Part(List<CompiledBook.Entry> entries, List<Problem> problems) {}

    ScriptBook compile(List<SourceFile> files) {
        int workers = Math.max(
                1, Math.min(Math.min(MOST_WORKERS, Runtime.getRuntime().availableProcessors()), files.size() / SLICE));
        List<FutureTask<Part>> tasks = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            List<SourceFile> some = files.subList(files.size() * i / workers, files.size() * (i + 1) / workers);
            FutureTask<Part> task = new FutureTask<>(() -> compiled(some));
            tasks.add(task);
            start(task);
        }
        List<Problem> problems = new ArrayList<>();
        List<CompiledBook.Entry> entries = new ArrayList<>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(limits.compileSeconds() + files.size() / 20L);
        for (FutureTask<Part> task : tasks) {
            Part part = result(task, end, files);
            problems.addAll(part.problems());
            entries.addAll(part.entries());
        }
        problems.addAll(twins(files));
        if (problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR)) {
            throw new PolicyException(problems);
        }
        return new CompiledBook(entries, problems);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(null, task, "carom-script-compiler", STACK);
        thread.setDaemon(true);
        thread.setContextClassLoader(BookCompiler.class.getClassLoader());
        thread.start();
    }

    private Part result(FutureTask<Part> task, long end, List<SourceFile> files) {
        try {
            return task.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw late("the scripts take longer than " + limits.compileSeconds() + " s to compile", files);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw late("compiling was interrupted", files);
        } catch (ExecutionException e) {
            throw new IllegalStateException("compiling scripts failed", e.getCause());
        }
    }

    private static List<Problem> twins(List<SourceFile> files) {
        List<Problem> problems = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        for (SourceFile file : files) {
            String twin = names.put(file.name(), file.path());
            if (twin != null) {
                problems.add(Problem.error(
                                file.path(),
                                0,
                                0,
                                "duplicate",
                                "the script `" + file.name() + "` is there already: " + twin)
                        .hint("rename the file"));
            }
        }
        return problems;
    }

    private static PolicyException late(String why, List<SourceFile> files) {
        return new PolicyException(List.of(
                Problem.error(files.get(0).path(), 1, 1, "too-slow", why).hint("split or simplify them")));
    }

    /** All that is wrong is told, so scripts are compiled to code only when all of these were read without an error. */
    private Part compiled(List<SourceFile> files) {
        List<Problem> problems = new ArrayList<>();
        List<Script> scripts = new ArrayList<>();
        List<CompiledBook.Entry> entries = new ArrayList<>();
        ScriptReader reader = new ScriptReader(vocabulary, limits, loader, pack, retryPolicies);
        for (SourceFile file : files) {
            Findings findings = new Findings(file.path(), file.text(), limits.maxProblems());
            Script script = reader.read(file, findings);
            problems.addAll(findings.problems());
            if (script != null) {
                scripts.add(script);
            }
        }
        if (scripts.size() == files.size()) {
            Foundry foundry = new Foundry(loader);
            for (Script script : scripts) {
                CompiledBook.Entry entry = entry(script, foundry, problems);
                if (entry != null) {
                    entries.add(entry);
                }
            }
        }
        return new Part(entries, problems);
    }

    private CompiledBook.@Nullable Entry entry(Script script, Foundry foundry, List<Problem> problems) {
        try {
            List<Regex> patterns = new ArrayList<>();
            for (String source : script.constants().patterns()) {
                patterns.add(Regex.of(source));
            }
            List<Proposed> proposals = script.constants().proposals();
            List<Proposed> origins = script.constants().origins();
            Pool pool =
                    new Pool(patterns, script.constants().lists(), proposals, origins, retryPolicies, words, limits);
            Proposed any = !proposals.isEmpty() ? proposals.get(0) : !origins.isEmpty() ? origins.get(0) : null;
            return new CompiledBook.Entry(script, new Program(script, pool, foundry.cast(script), any));
        } catch (Foundry.CodeException | Regex.RegexException | StackOverflowError e) {
            problems.add(Problem.error(
                    script.file(), 1, 1, "no-code", "the script is right, but can't be compiled: " + e.getMessage()));
            return null;
        }
    }
}
