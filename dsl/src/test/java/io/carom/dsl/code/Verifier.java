package io.carom.dsl.code;

import groovyjarjarasm.asm.ClassReader;
import groovyjarjarasm.asm.ClassVisitor;
import groovyjarjarasm.asm.FieldVisitor;
import groovyjarjarasm.asm.Handle;
import groovyjarjarasm.asm.Label;
import groovyjarjarasm.asm.MethodVisitor;
import groovyjarjarasm.asm.Opcodes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A second reader of byte code, on ASM, that shares nothing with the gate: names each thing off its own list. */
public final class Verifier {
    private static final Set<String> OWNERS = Set.of("io/carom/dsl/run/Scene", "io/carom/dsl/run/Arguments");
    private static final Set<String> SCENE = Set.of(
            "dsn",
            "smtp",
            "reason",
            "domain",
            "recipient",
            "mx",
            "attempt",
            "softCount",
            "server",
            "campaign",
            "engaged",
            "ownText",
            "ownNumber",
            "ownFlag",
            "ownSpan",
            "same",
            "below",
            "filled",
            "oneOf",
            "finds",
            "contains",
            "join",
            "text",
            "span",
            "say",
            "classify",
            "retry",
            "retryPolicy",
            "hold",
            "throttle",
            "alert",
            "arguments",
            "own",
            "with");

    private final List<String> complaints = new ArrayList<>();

    private Verifier() {}

    /** What is wrong with the code of a script; empty when nothing is. */
    public static List<String> complaints(byte[] bytes) {
        Verifier verifier = new Verifier();
        verifier.read(bytes);
        return verifier.complaints;
    }

    private void read(byte[] bytes) {
        new ClassReader(bytes)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            private String self = "";

                            @Override
                            public void visit(
                                    int version,
                                    int access,
                                    String name,
                                    String signature,
                                    String parent,
                                    String[] interfaces) {
                                self = name;
                                if (!parent.equals("java/lang/Object") || interfaces.length != 1) {
                                    complaints.add("extends " + parent);
                                }
                            }

                            @Override
                            public FieldVisitor visitField(
                                    int access, String name, String descriptor, String signature, Object value) {
                                complaints.add("field " + name);
                                return null;
                            }

                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] exceptions) {
                                if (name.equals("<clinit>")) {
                                    complaints.add("initializer");
                                }
                                return new Method(self, name);
                            }
                        },
                        0);
    }

    private final class Method extends MethodVisitor {
        private final String self;
        private final String name;
        private final Set<Label> passed = new HashSet<>();

        Method(String self, String name) {
            super(Opcodes.ASM9);
            this.self = self;
            this.name = name;
        }

        @Override
        public void visitLabel(Label label) {
            passed.add(label);
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            if (passed.contains(label)) {
                complaints.add(name + " jumps backward");
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String called, String descriptor, boolean isInterface) {
            boolean scene = OWNERS.contains(owner) && SCENE.contains(called);
            boolean block = owner.equals(self) && called.startsWith("block") && name.equals("run");
            boolean parent = owner.equals("java/lang/Object") && called.equals("<init>") && name.equals("<init>");
            if (!scene && !block && !parent) {
                complaints.add(name + " calls " + owner + "." + called);
            }
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String field, String descriptor) {
            complaints.add(name + " touches " + owner + "." + field);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            complaints.add(name + " makes or tests " + type);
        }

        @Override
        public void visitInvokeDynamicInsn(String called, String descriptor, Handle handle, Object... arguments) {
            complaints.add(name + " calls dynamically " + called);
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
            complaints.add(name + " handles " + type);
        }

        @Override
        public void visitLdcInsn(Object value) {
            if (!(value instanceof String) && !(value instanceof Integer)) {
                complaints.add(name + " loads " + value.getClass());
            }
        }

        @Override
        public void visitInsn(int opcode) {
            boolean bad = opcode == Opcodes.ATHROW
                    || opcode == Opcodes.MONITORENTER
                    || (opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD)
                    || (opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE);
            if (bad) {
                complaints.add(name + " has the instruction " + opcode);
            }
        }
    }
}
