package io.carom.dsl.read;

import groovy.lang.GroovyClassLoader;
import io.carom.dsl.tree.Place;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.ErrorCollector;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;
import org.jspecify.annotations.Nullable;

/** Groovy's parser and nothing behind it: no import is resolved, no annotation looked at, no transform run. Immutable. */
final class Parse {
    private static final String NAME = "script";

    private Parse() {}

    /**
     * What became of a text: one of both is there.
     *
     * @param module the parser's tree
     * @param why what is wrong
     * @param place where
     */
    record Outcome(@Nullable ModuleNode module, @Nullable String why, Place place) {}

    static Outcome of(String source, GroovyClassLoader loader) {
        CompilerConfiguration configuration = new CompilerConfiguration(CompilerConfiguration.DEFAULT);
        ErrorCollector errors = new ErrorCollector(configuration);
        SourceUnit unit = new SourceUnit(NAME, source, configuration, loader, errors);
        try {
            unit.parse();
            unit.completePhase();
            unit.nextPhase();
            unit.convert();
            return new Outcome(unit.getAST(), null, new Place(1, 1));
        } catch (MultipleCompilationErrorsException e) {
            return e.getErrorCollector().getErrors() == null
                    ? failed(e.getMessage())
                    : e.getErrorCollector().getErrors().stream()
                            .filter(SyntaxErrorMessage.class::isInstance)
                            .map(message -> failed(((SyntaxErrorMessage) message).getCause()))
                            .findFirst()
                            .orElseGet(() -> failed(e.getMessage()));
        } catch (CompilationFailedException e) {
            return failed(e.getMessage());
        }
    }

    private static Outcome failed(SyntaxException cause) {
        String message = cause.getOriginalMessage();
        return new Outcome(
                null,
                message.strip(),
                new Place(Math.max(1, cause.getStartLine()), Math.max(1, cause.getStartColumn())));
    }

    private static Outcome failed(@Nullable String message) {
        String text = message == null
                ? "it can't be read"
                : message.lines().findFirst().orElse("it can't be read");
        return new Outcome(null, text, new Place(1, 1));
    }
}
