package io.carom.dsl.code;

import io.carom.dsl.run.Arguments;
import io.carom.dsl.run.Code;
import io.carom.dsl.run.Scene;
import java.util.Map;

/** The class loader of one script's class: it finds the scene and four classes more, and no resource. Safe for any number of threads. */
final class ScriptLoader extends ClassLoader {
    private static final Map<String, Class<?>> VISIBLE = Map.of(
            "java.lang.Object",
            Object.class,
            "java.lang.String",
            String.class,
            Scene.class.getName(),
            Scene.class,
            Arguments.class.getName(),
            Arguments.class,
            Code.class.getName(),
            Code.class);

    private final String name;
    private final byte[] bytes;

    ScriptLoader(String name, byte[] bytes) {
        super("carom-script", null);
        this.name = name;
        this.bytes = bytes.clone();
    }

    @Override
    protected Class<?> loadClass(String wanted, boolean resolve) throws ClassNotFoundException {
        Class<?> known = VISIBLE.get(wanted);
        if (known != null) {
            return known;
        }
        if (!wanted.equals(name)) {
            throw new ClassNotFoundException(wanted);
        }
        synchronized (getClassLoadingLock(wanted)) {
            Class<?> loaded = findLoadedClass(wanted);
            return loaded != null ? loaded : defineClass(wanted, bytes, 0, bytes.length);
        }
    }
}
