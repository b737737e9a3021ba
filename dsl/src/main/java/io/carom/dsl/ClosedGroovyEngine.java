package io.carom.dsl;

import io.carom.dsl.run.Limits;
import io.carom.dsl.tree.Vocabulary;
import io.carom.spi.ScriptBook;
import io.carom.spi.ScriptEngine;
import io.carom.spi.ScriptWords;
import io.carom.spi.SourceFile;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles domain scripts in the closed subset of Groovy. Without scripts it loads no class of Groovy. Found by
 * {@link ServiceLoader}; safe for any number of threads.
 */
public final class ClosedGroovyEngine implements ScriptEngine {
    private final Limits limits;
    private final HostWords words;
    private @Nullable BareLoader loader;

    /** With the default limits, and the words of every host plugin that {@link ServiceLoader} finds. */
    public ClosedGroovyEngine() {
        this(
                Limits.DEFAULT,
                ServiceLoader.load(ScriptWords.class, ClosedGroovyEngine.class.getClassLoader()).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList());
    }

    /** With other limits and these words of a host's. */
    public ClosedGroovyEngine(Limits limits, List<ScriptWords> words) {
        this.limits = limits;
        this.words = new HostWords(words);
    }

    /** Every fact and verb that scripts have here, for a handbook; the language's own first. */
    public Vocabulary vocabulary() {
        return words.vocabulary();
    }

    @Override
    public ScriptBook compile(String pack, List<SourceFile> scripts, Set<String> retryPolicies) {
        if (scripts.isEmpty()) {
            return ScriptBook.EMPTY;
        }
        return new BookCompiler(loader(), limits, words.vocabulary(), words, pack, retryPolicies).compile(scripts);
    }

    /** Made once, because Groovy keeps what it finds out about its own methods by loader; nothing is ever defined in it. */
    private synchronized BareLoader loader() {
        if (loader == null) {
            loader = new BareLoader(ClosedGroovyEngine.class.getClassLoader());
        }
        return loader;
    }
}
