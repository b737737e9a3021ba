package io.carom.dsl.code;

import io.carom.dsl.run.Arguments;
import io.carom.dsl.run.Code;
import io.carom.dsl.run.Scene;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Set;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;

/** Everything that generated code may call: the public methods of {@link Scene} and {@link Arguments}. Immutable. */
final class SceneCalls {
    static final ClassNode SCENE = ClassHelper.make(Scene.class);
    static final ClassNode CODE = ClassHelper.make(Code.class);

    private static final Set<String> CALLS = calls();

    private SceneCalls() {}

    /** Whether the method may be called: {@code io/carom/dsl/run/Scene.dsn()Ljava/lang/String;}. */
    static boolean allowed(String owner, String name, String descriptor) {
        return CALLS.contains(owner + "." + name + descriptor);
    }

    /** Whether the method may be called. */
    static boolean allowed(MethodNode method) {
        StringBuilder descriptor = new StringBuilder("(");
        for (Parameter parameter : method.getParameters()) {
            descriptor.append(descriptor(parameter.getType()));
        }
        String owner = method.getDeclaringClass().getName().replace('.', '/');
        return allowed(
                owner,
                method.getName(),
                descriptor
                        .append(')')
                        .append(descriptor(method.getReturnType()))
                        .toString());
    }

    private static String descriptor(ClassNode type) {
        return type.getTypeClass().descriptorString();
    }

    private static Set<String> calls() {
        Set<String> calls = new HashSet<>();
        for (Class<?> type : new Class<?>[] {Scene.class, Arguments.class}) {
            for (Method method : type.getDeclaredMethods()) {
                if (Modifier.isPublic(method.getModifiers()) && !method.isSynthetic()) {
                    calls.add(type.getName().replace('.', '/') + "." + method.getName() + descriptor(method));
                }
            }
        }
        return Set.copyOf(calls);
    }

    private static String descriptor(Method method) {
        StringBuilder text = new StringBuilder("(");
        for (Class<?> parameter : method.getParameterTypes()) {
            text.append(parameter.descriptorString());
        }
        return text.append(')')
                .append(method.getReturnType().descriptorString())
                .toString();
    }
}
