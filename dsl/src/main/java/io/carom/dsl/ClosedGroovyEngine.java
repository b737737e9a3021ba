package io.carom.dsl;

import io.carom.dsl.run.Limits;
import io.carom.dsl.run.OwnWords;
import io.carom.dsl.tree.Vocabulary;
import io.carom.spi.ScriptBook;
import io.carom.spi.ScriptEngine;
import io.carom.spi.SourceFile;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles domain scripts in the closed subset of Groovy. Without scripts it loads no class of Groovy. Found by
 * {@link java.util.ServiceLoader}; safe for any number of threads.
 */
public final class ClosedGroovyEngine implements ScriptEngine {
    private final Limits limits;
    private @Nullable BareLoader loader;

    /** With the default limits. */
    public ClosedGroovyEngine() {
        this(Limits.DEFAULT);
    }

    /** With other limits. */
    public ClosedGroovyEngine(Limits limits) {
        this.limits = limits;
    }

    @Override
    public ScriptBook compile(String pack, List<SourceFile> scripts, Set<String> retryPolicies) {
        if (scripts.isEmpty()) {
            return ScriptBook.EMPTY;
        }
        return new BookCompiler(loader(), limits, Vocabulary.STANDARD, OwnWords.NONE, pack, retryPolicies)
                .compile(scripts);
    }

    /** Made once, because Groovy keeps what it finds out about its own methods by loader; nothing is ever defined in it. */
    private synchronized BareLoader loader() {
        if (loader == null) {
            loader = new BareLoader(ClosedGroovyEngine.class.getClassLoader());
        }
        return loader;
    }
}
