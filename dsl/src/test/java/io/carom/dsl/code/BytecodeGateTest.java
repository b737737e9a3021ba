package io.carom.dsl.code;

import static org.assertj.core.api.Assertions.assertThat;

import groovyjarjarasm.asm.ClassWriter;
import groovyjarjarasm.asm.Label;
import groovyjarjarasm.asm.MethodVisitor;
import groovyjarjarasm.asm.Opcodes;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Code that the generator does not make today: if it ever did, the gate would refuse it. */
class BytecodeGateTest {
    private static final String SCENE = "io/carom/dsl/run/Scene";

    private static byte[] type(Consumer<ClassWriter> more, Consumer<MethodVisitor> body) {
        ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        type.visit(Opcodes.V1_6, Opcodes.ACC_PUBLIC, "carom/scripts/x", null, "java/lang/Object", new String[] {
            "io/carom/dsl/run/Code"
        });
        more.accept(type);
        MethodVisitor run = type.visitMethod(Opcodes.ACC_PUBLIC, "run", "(IL" + SCENE + ";)V", null, null);
        run.visitCode();
        body.accept(run);
        run.visitInsn(Opcodes.RETURN);
        run.visitMaxs(0, 0);
        run.visitEnd();
        type.visitEnd();
        return type.toByteArray();
    }

    private static String refusal(Consumer<MethodVisitor> body) {
        return BytecodeGate.refusal(type(type -> {}, body));
    }

    @Test
    void calls_on_the_scene_pass() {
        assertThat(refusal(code -> {
                    code.visitVarInsn(Opcodes.ALOAD, 2);
                    code.visitInsn(Opcodes.ICONST_0);
                    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, SCENE, "say", "(I)V", false);
                }))
                .isNull();
    }

    @Test
    void other_calls_are_refused() {
        assertThat(refusal(code -> {
                    code.visitInsn(Opcodes.ICONST_0);
                    code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/System", "exit", "(I)V", false);
                }))
                .contains("java/lang/System");
        assertThat(refusal(code -> {
                    code.visitVarInsn(Opcodes.ALOAD, 2);
                    code.visitInsn(Opcodes.ACONST_NULL);
                    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, SCENE, "close", "(Lio/carom/api/Proposed;)V", false);
                }))
                .contains("it calls");
    }

    @Test
    void fields_loops_and_new_objects_are_refused() {
        assertThat(BytecodeGate.refusal(
                        type(type -> type.visitField(Opcodes.ACC_STATIC, "f", "I", null, null), code -> {})))
                .contains("fields");
        assertThat(refusal(code -> {
                    Label top = new Label();
                    code.visitLabel(top);
                    code.visitJumpInsn(Opcodes.GOTO, top);
                }))
                .contains("jumps backward");
        assertThat(refusal(code -> {
                    code.visitTypeInsn(Opcodes.NEW, "java/lang/Object");
                    code.visitInsn(Opcodes.POP);
                }))
                .contains("instruction bb");
        assertThat(refusal(code -> {
                    code.visitInsn(Opcodes.ACONST_NULL);
                    code.visitInsn(Opcodes.ATHROW);
                }))
                .contains("instruction bf");
    }

    @Test
    void an_initializer_a_class_constant_and_garbage_are_refused() {
        assertThat(BytecodeGate.refusal(type(
                        type -> {
                            MethodVisitor init = type.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
                            init.visitCode();
                            init.visitInsn(Opcodes.RETURN);
                            init.visitMaxs(0, 0);
                        },
                        code -> {})))
                .contains("<clinit>");
        assertThat(refusal(code -> {
                    code.visitFieldInsn(Opcodes.GETSTATIC, "java/lang/System", "out", "Ljava/io/PrintStream;");
                    code.visitInsn(Opcodes.POP);
                }))
                .isNotNull();
        assertThat(BytecodeGate.refusal(new byte[] {1, 2, 3})).isNotNull();
        assertThat(BytecodeGate.refusal(new byte[0])).isNotNull();
    }
}
