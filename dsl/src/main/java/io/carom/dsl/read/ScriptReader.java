package io.carom.dsl.read;

import groovy.lang.GroovyClassLoader;
import io.carom.dsl.read.TokenGate.Foreign;
import io.carom.dsl.run.Limits;
import io.carom.dsl.tree.Place;
import io.carom.dsl.tree.Script;
import io.carom.dsl.tree.Vocabulary;
import io.carom.spi.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ImportNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.jspecify.annotations.Nullable;

/** Reads scripts: limits, tokens, parser, tree. Nothing of a script runs. Immutable and safe for any number of threads. */
public final class ScriptReader {
    private static final int MOST_PARTS = 200;

    private final Vocabulary vocabulary;
    private final Limits limits;
    private final GroovyClassLoader loader;
    private final String pack;
    private final Set<String> retryPolicies;

    /** For the scripts of one policy; {@code loader} is what the parser asks for, and it never needs it. */
    public ScriptReader(
            Vocabulary vocabulary, Limits limits, GroovyClassLoader loader, String pack, Set<String> retryPolicies) {
        this.vocabulary = vocabulary;
        this.limits = limits;
        this.loader = loader;
        this.pack = pack;
        this.retryPolicies = Set.copyOf(retryPolicies);
    }

    /** The script, or null when {@code findings} has an error. */
    public @Nullable Script read(SourceFile file, Findings findings) {
        String source = file.text().startsWith("\uFEFF") ? file.text().substring(1) : file.text();
        TopReader top = new TopReader(vocabulary, limits, findings, file, source, pack, retryPolicies);
        List<Foreign> foreign = new ArrayList<>();
        try {
            Findings whole = new Findings(file.path(), source, 1);
            if (!readPart(source, whole, foreign, top, findings)) {
                inParts(source, whole, foreign, top, findings);
            }
        } catch (StackOverflowError e) {
            findings.error(new Place(1, 1), "too-deep", "the script nests too deeply to be read", null);
        } catch (RuntimeException e) {
            findings.error(new Place(1, 1), "syntax", "the parser could not read this script", null);
        }
        Script script = top.finish();
        for (Foreign one : foreign) {
            if (!findings.speaksOf(one.place().line())) {
                findings.error(one.place(), "not-allowed", "`" + one.text() + "` is no part of the language", null);
            }
        }
        return findings.failed() ? null : script;
    }

    /** Reads a text as a whole; false when it has no tree, and {@code syntax} then says why. */
    private boolean readPart(String text, Findings syntax, List<Foreign> foreign, TopReader top, Findings findings) {
        TokenGate gate = new TokenGate(limits, syntax);
        if (!gate.admits(text)) {
            return false;
        }
        foreign.addAll(gate.foreign());
        Parse.Outcome outcome = Parse.of(text, loader);
        ModuleNode module = outcome.module();
        if (module == null) {
            syntax.error(outcome.place(), "syntax", outcome.why() == null ? "it can't be read" : outcome.why(), null);
            return false;
        }
        strangers(module, findings);
        top.read(module.getStatementBlock().getStatements());
        return true;
    }

    /** What can't be read as a whole is read statement by statement, so that every error is told and not only the first. */
    private void inParts(String source, Findings whole, List<Foreign> foreign, TopReader top, Findings findings) {
        boolean told = false;
        if (source.length() <= limits.maxSource()) {
            for (String part : parts(source)) {
                told |= !readPart(part, findings, foreign, top, findings);
            }
        }
        if (!told) {
            whole.problems()
                    .forEach(problem -> findings.error(
                            new Place(problem.line(), problem.col()),
                            problem.code(),
                            problem.message(),
                            problem.hint()));
        }
    }

    /** The text from each line that begins with a word of the top to the next such line, behind as many line breaks as stand before it. */
    private static List<String> parts(String source) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int number = 0;
        for (String line : source.split("\r?\n", -1)) {
            boolean begins = Vocabulary.TOP.stream().anyMatch(word -> beginsWith(line, word));
            if (begins && !part.toString().isBlank() && parts.size() < MOST_PARTS) {
                parts.add(part.toString());
                part.setLength(0);
                part.append("\n".repeat(number));
            }
            part.append(line).append('\n');
            number++;
        }
        parts.add(part.toString());
        return parts;
    }

    private static boolean beginsWith(String line, String word) {
        return line.startsWith(word)
                && line.length() > word.length()
                && !Character.isJavaIdentifierPart(line.charAt(word.length()));
    }

    /** What the parser keeps beside the statements: classes, methods, imports, a package. */
    private static void strangers(ModuleNode module, Findings findings) {
        Place first = new Place(1, 1);
        for (ClassNode stranger : module.getClasses()) {
            if (!stranger.isScript()) {
                findings.error(
                        Phrases.place(stranger, first), "not-allowed", "classes are no part of the language", null);
            }
        }
        for (MethodNode stranger : module.getMethods()) {
            findings.error(Phrases.place(stranger, first), "not-allowed", "methods are no part of the language", null);
        }
        List<ImportNode> imports = new ArrayList<>(module.getImports());
        imports.addAll(module.getStarImports());
        imports.addAll(module.getStaticImports().values());
        imports.addAll(module.getStaticStarImports().values());
        for (ImportNode stranger : imports) {
            findings.error(Phrases.place(stranger, first), "not-allowed", "imports are no part of the language", null);
        }
        if (module.getPackage() != null) {
            findings.error(
                    Phrases.place(module.getPackage(), first),
                    "not-allowed",
                    "packages are no part of the language",
                    null);
        }
    }
}
