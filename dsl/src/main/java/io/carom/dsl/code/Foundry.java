package io.carom.dsl.code;

import groovy.lang.GroovyClassLoader;
import io.carom.dsl.run.Code;
import io.carom.dsl.tree.Script;

/** Makes code of scripts: generate, look at the byte code, define. Immutable and safe for any number of threads. */
public final class Foundry {
    private final Generator generator;

    /** {@code loader} is where Groovy finds its own classes. */
    public Foundry(GroovyClassLoader loader) {
        this.generator = new Generator(loader);
    }

    /**
     * The code of {@code script}.
     *
     * @throws CodeException when the generator fails, or the gate refuses what it made; no instruction of it has run then
     */
    public Code cast(Script script) {
        Generator.Raw raw;
        try {
            raw = generator.generate(script);
        } catch (RuntimeException e) {
            throw new CodeException("no code could be made of it: " + oneLine(e), e);
        }
        String refusal = BytecodeGate.refusal(raw.bytes());
        if (refusal != null) {
            throw new CodeException("its code was refused: " + refusal, null);
        }
        try {
            Class<?> made = new ScriptLoader(raw.name(), raw.bytes()).loadClass(raw.name());
            return (Code) made.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new CodeException("its code can't be loaded: " + e.getMessage(), e);
        }
    }

    private static String oneLine(RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("Method too large")) {
            return "a block is too large for one method";
        }
        return message.lines().findFirst().orElse("");
    }

    /** No code could be made of a script that was read without an error: a fault of this program, not of the script. */
    public static final class CodeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CodeException(String message, @org.jspecify.annotations.Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
