package io.carom.dsl.read;

import groovy.lang.GroovyClassLoader;
import groovyjarjarantlr4.v4.runtime.Token;
import io.carom.dsl.read.TokenGate.Foreign;
import io.carom.dsl.run.Limits;
import io.carom.dsl.tree.Place;
import io.carom.dsl.tree.Script;
import io.carom.dsl.tree.Vocabulary;
import io.carom.spi.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.groovy.parser.antlr4.GroovyLexer;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ImportNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.jspecify.annotations.Nullable;

/** Reads scripts: limits, tokens, parser, tree. Nothing of a script runs. Immutable and safe for any number of threads. */
public final class ScriptReader {
    private static final int MOST_CHUNKS = 200;

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
        TokenGate gate = new TokenGate(limits, findings);
        TopReader top = new TopReader(vocabulary, limits, findings, file, source, pack, retryPolicies);
        try {
            boolean admitted = gate.admits(source);
            if (findings.failed() && !admitted) {
                return null;
            }
            ModuleNode module = parsed(source, gate, findings, top);
            if (module != null) {
                strangers(module, findings);
                top.read(module.getStatementBlock().getStatements());
            }
        } catch (StackOverflowError e) {
            findings.error(new Place(1, 1), "too-deep", "the script nests too deeply to be read", null);
        } catch (RuntimeException e) {
            findings.error(new Place(1, 1), "syntax", "the parser could not read this script", null);
        }
        for (Foreign foreign : gate.foreign()) {
            if (!findings.speaksOf(foreign.place().line())) {
                findings.error(
                        foreign.place(), "not-allowed", "`" + foreign.text() + "` is no part of the language", null);
            }
        }
        Script script = top.finish();
        return findings.failed() ? null : script;
    }

    /** The tree of the whole; when the parser can't read it, each statement at the top by itself, so that every error is told. */
    private @Nullable ModuleNode parsed(String source, TokenGate gate, Findings findings, TopReader top) {
        Parse.Outcome whole = Parse.of(source, loader);
        if (whole.module() != null) {
            return whole.module();
        }
        boolean told = false;
        for (String chunk : chunks(source, gate.tokens())) {
            Parse.Outcome part = Parse.of(chunk, loader);
            if (part.module() != null) {
                strangers(part.module(), findings);
                top.read(part.module().getStatementBlock().getStatements());
            } else {
                told = true;
                findings.error(part.place(), "syntax", message(part), null);
            }
        }
        if (!told) {
            findings.error(whole.place(), "syntax", message(whole), null);
        }
        return null;
    }

    private static String message(Parse.Outcome outcome) {
        return outcome.why() == null ? "it can't be read" : outcome.why();
    }

    /** The statements at the top, each behind as many line breaks and blanks as stand before it. */
    private static List<String> chunks(String source, List<Token> tokens) {
        List<String> chunks = new ArrayList<>();
        int depth = 0;
        int from = -1;
        for (Token token : tokens) {
            String text = token.getText();
            boolean literal = token.getType() == GroovyLexer.StringLiteral;
            boolean end = depth == 0 && (token.getType() == GroovyLexer.NL || text.equals(";"));
            if (end) {
                if (from >= 0) {
                    chunks.add(chunk(source, from, token.getStartIndex()));
                }
                from = -1;
                continue;
            }
            if (from < 0) {
                from = token.getStartIndex();
            }
            if (!literal && (text.equals("{") || text.equals("(") || text.equals("["))) {
                depth++;
            } else if (!literal && (text.equals("}") || text.equals(")") || text.equals("]"))) {
                depth = Math.max(0, depth - 1);
            }
        }
        if (from >= 0) {
            chunks.add(chunk(source, from, source.length()));
        }
        return chunks.size() > MOST_CHUNKS ? chunks.subList(0, MOST_CHUNKS) : chunks;
    }

    private static String chunk(String source, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < from; i++) {
            char c = source.charAt(i);
            text.append(c == '\n' || c == '\r' ? c : ' ');
        }
        return text.append(source, from, to).toString();
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
