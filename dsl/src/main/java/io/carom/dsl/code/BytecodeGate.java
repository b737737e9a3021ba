package io.carom.dsl.code;

import io.carom.dsl.code.ClassFile.Attribute;
import io.carom.dsl.code.ClassFile.Constant;
import io.carom.dsl.code.ClassFile.Member;
import io.carom.dsl.code.ClassFile.Reference;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the byte code of a script's class before it is defined: it calls the scene and its own blocks and nothing else, has no fields,
 * no handlers, no initializer, and only jumps forward, so that it always ends. Immutable and safe for any number of threads.
 */
final class BytecodeGate {
    private static final String OBJECT = "java/lang/Object";
    private static final String SCENE = "io/carom/dsl/run/Scene";
    private static final String ARGUMENTS = "io/carom/dsl/run/Arguments";
    private static final String CODE = "io/carom/dsl/run/Code";
    private static final String BLOCK = "(L" + SCENE + ";)V";
    private static final String RUN = "(IL" + SCENE + ";)V";

    /** Utf8, Integer, Long, Class, String, Methodref, NameAndType: no field, handle, method type, dynamic constant or call site. */
    private static final Set<Integer> TAGS = Set.of(1, 3, 5, 7, 8, 10, 12);

    private static final Set<String> CODE_ATTRIBUTES =
            Set.of("StackMapTable", "LineNumberTable", "LocalVariableTable", "LocalVariableTypeTable");
    private static final Set<String> ATTRIBUTES = Set.of("SourceFile", "RuntimeVisibleAnnotations", "MethodParameters");
    private static final Set<String> ANNOTATIONS =
            Set.of("Lgroovy/transform/Generated;", "Lgroovy/transform/stc/POJO;");

    private BytecodeGate() {}

    /** What is wrong with a class file, or null when it may be defined. */
    static @Nullable String refusal(byte[] bytes) {
        try {
            check(new ClassFile(bytes));
            return null;
        } catch (RuntimeException e) {
            return e.getMessage() == null ? e.toString() : e.getMessage();
        }
    }

    private static void check(ClassFile file) {
        require(file.parent.equals(OBJECT), "it extends " + file.parent);
        require(file.interfaces.size() == 1 && file.interfaces.get(0).equals(CODE), "it implements " + file.interfaces);
        require(file.fields.isEmpty(), "it has fields");
        require(file.name.startsWith("carom/scripts/"), "it is called " + file.name);
        for (Constant constant : file.constants) {
            require(constant == null || TAGS.contains(constant.tag()), "a constant of a kind that is not allowed");
            if (constant != null && constant.tag() == 7) {
                knownClass(file, file.text(constant.first()));
            } else if (constant != null && constant.tag() == 10) {
                Reference reference = file.reference(file.constants.indexOf(constant));
                require(callable(file, reference), "it calls " + reference);
            }
        }
        attributes(file, file.attributes);
        for (Member method : file.methods) {
            method(file, method);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static void knownClass(ClassFile file, String name) {
        boolean known =
                Set.of(OBJECT, SCENE, ARGUMENTS, CODE, "java/lang/String").contains(name) || name.equals(file.name);
        require(known, "it names the class " + name);
    }

    private static boolean callable(ClassFile file, Reference reference) {
        return SceneCalls.allowed(reference.owner(), reference.name(), reference.descriptor())
                || ownBlock(file, reference)
                || superConstructor(reference);
    }

    private static boolean ownBlock(ClassFile file, Reference reference) {
        return reference.owner().equals(file.name)
                && reference.name().startsWith("block")
                && reference.descriptor().equals(BLOCK);
    }

    private static boolean superConstructor(Reference reference) {
        return reference.equals(new Reference(OBJECT, "<init>", "()V"));
    }

    private static void attributes(ClassFile file, Iterable<Attribute> attributes) {
        for (Attribute attribute : attributes) {
            require(ATTRIBUTES.contains(attribute.name()), "it has the attribute " + attribute.name());
            if (attribute.name().equals("RuntimeVisibleAnnotations")) {
                ByteBuffer content = attribute.content();
                for (int count = content.getShort(); count > 0; count--) {
                    String type = file.text(content.getShort() & 0xffff);
                    require(ANNOTATIONS.contains(type) && content.getShort() == 0, "it is annotated with " + type);
                }
            }
        }
    }

    private static void method(ClassFile file, Member method) {
        boolean block = method.name().startsWith("block")
                && method.descriptor().equals(BLOCK)
                && Modifier.isStatic(method.access());
        boolean run = method.name().equals("run") && method.descriptor().equals(RUN);
        boolean made = method.name().equals("<init>") && method.descriptor().equals("()V");
        require(block || run || made, "it has the method " + method.name() + method.descriptor());
        boolean coded = false;
        for (Attribute attribute : method.attributes()) {
            if (attribute.name().equals("Code")) {
                coded = true;
                new Instructions(file, method.name(), attribute.content()).check();
            } else {
                attributes(file, Set.of(attribute));
            }
        }
        require(coded, method.name() + " has no code");
    }

    /** The instructions of one method. */
    private static final class Instructions {
        private final ClassFile file;
        private final String method;
        private final ByteBuffer in;

        Instructions(ClassFile file, String method, ByteBuffer in) {
            this.file = file;
            this.method = method;
            this.in = in;
        }

        void check() {
            in.getInt();
            int length = in.getInt();
            int start = in.position();
            int end = start + length;
            while (in.position() < end) {
                instruction(in.position() - start);
            }
            require(in.position() == end, "an instruction is cut off");
            require(in.getShort() == 0, method + " has exception handlers");
            for (int count = in.getShort(); count > 0; count--) {
                String name = file.text(in.getShort() & 0xffff);
                require(CODE_ATTRIBUTES.contains(name), "its code has the attribute " + name);
                int skipped = in.getInt();
                in.position(in.position() + skipped);
            }
        }

        private void instruction(int at) {
            int code = in.get() & 0xff;
            if (code <= 0x0a || (code >= 0x1a && code <= 0x2d) || (code >= 0x3b && code <= 0x4e) || plain(code)) {
                return;
            }
            switch (code) {
                case 0x10, 0x12, 0x15, 0x16, 0x19, 0x36, 0x37, 0x3a -> in.get();
                case 0x11, 0x13, 0x14 -> in.getShort();
                case 0x99, 0x9a, 0x9b, 0x9c, 0x9d, 0x9e, 0x9f, 0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7 ->
                    require(in.getShort() > 0, method + " jumps backward at " + at);
                case 0xc4 -> {
                    int wide = in.get() & 0xff;
                    require(
                            wide == 0x15
                                    || wide == 0x16
                                    || wide == 0x19
                                    || wide == 0x36
                                    || wide == 0x37
                                    || wide == 0x3a,
                            "wide " + wide);
                    in.getShort();
                }
                case 0xb6, 0xb8 -> call();
                case 0xb7 -> {
                    Reference reference = file.reference(in.getShort() & 0xffff);
                    require(method.equals("<init>") && superConstructor(reference), method + " calls " + reference);
                }
                default -> require(false, String.format("%s has the instruction %02x at %d", method, code, at));
            }
        }

        /** Stack moves, logic on ints, comparisons of longs, and returns: pop, pop2, dup, swap, iand, ior, ixor, lcmp, the returns, nop. */
        private static boolean plain(int code) {
            return code == 0x57
                    || code == 0x58
                    || code == 0x59
                    || code == 0x5f
                    || code == 0x7e
                    || code == 0x80
                    || code == 0x82
                    || code == 0x94
                    || code == 0xb1;
        }

        private void call() {
            Reference reference = file.reference(in.getShort() & 0xffff);
            boolean own = ownBlock(file, reference);
            require(
                    own ? method.equals("run") : callable(file, reference) && !superConstructor(reference),
                    method + " calls " + reference);
        }
    }
}
