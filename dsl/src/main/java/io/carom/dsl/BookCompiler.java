package io.carom.dsl;

import groovy.lang.GroovyClassLoader;
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
 * Compiles the scripts of one policy, in a thread of its own with a bounded stack and a deadline; the class loader of that thread is the
 * one that Groovy is in, whatever the host's is. For one call.
 */
final class BookCompiler {
    private static final long STACK = 8L << 20;

    private final Limits limits;
    private final Vocabulary vocabulary;
    private final OwnWords words;
    private final String pack;
    private final Set<String> retryPolicies;

    BookCompiler(Limits limits, Vocabulary vocabulary, OwnWords words, String pack, Set<String> retryPolicies) {
        this.limits = limits;
        this.vocabulary = vocabulary;
        this.words = words;
        this.pack = pack;
        this.retryPolicies = retryPolicies;
    }

    ScriptBook compile(List<SourceFile> files) {
        FutureTask<ScriptBook> task = new FutureTask<>(() -> compiled(files));
        Thread thread = new Thread(null, task, "carom-script-compiler", STACK);
        thread.setDaemon(true);
        thread.setContextClassLoader(BookCompiler.class.getClassLoader());
        thread.start();
        try {
            return task.get(limits.compileSeconds() + files.size() / 20L, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw late("the scripts take longer than " + limits.compileSeconds() + " s to compile", files);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw late("compiling was interrupted", files);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PolicyException wrong) {
                throw wrong;
            }
            throw new IllegalStateException("compiling scripts failed", e.getCause());
        }
    }

    private static PolicyException late(String why, List<SourceFile> files) {
        return new PolicyException(List.of(
                Problem.error(files.get(0).path(), 0, 0, "too-slow", why).hint("split or simplify them")));
    }

    private ScriptBook compiled(List<SourceFile> files) {
        List<Problem> problems = new ArrayList<>();
        List<Script> scripts = new ArrayList<>();
        ClassLoader own = BookCompiler.class.getClassLoader();
        try (GroovyClassLoader loader = new BareLoader(own)) {
            ScriptReader reader = new ScriptReader(vocabulary, limits, loader, pack, retryPolicies);
            Map<String, String> names = new HashMap<>();
            for (SourceFile file : files) {
                Findings findings = new Findings(file.path(), file.text(), limits.maxProblems());
                Script script = reader.read(file, findings);
                problems.addAll(findings.problems());
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
                if (script != null) {
                    scripts.add(script);
                }
            }
            refuseErrors(problems);
            List<CompiledBook.Entry> entries = new ArrayList<>();
            Foundry foundry = new Foundry(loader);
            for (Script script : scripts) {
                CompiledBook.Entry entry = entry(script, foundry, problems);
                if (entry != null) {
                    entries.add(entry);
                }
            }
            refuseErrors(problems);
            return new CompiledBook(entries, problems);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void refuseErrors(List<Problem> problems) {
        if (problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR)) {
            throw new PolicyException(problems);
        }
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
                    script.file(), 0, 0, "no-code", "the script is right, but can't be compiled: " + e.getMessage()));
            return null;
        }
    }
}
