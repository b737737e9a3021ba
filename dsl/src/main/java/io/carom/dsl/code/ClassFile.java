package io.carom.dsl.code;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class file as the Java Virtual Machine reads it, as far as the gate asks. It shares no code with what wrote the file. A malformed
 * file fails with a {@link RuntimeException}. For one thread.
 *
 * @see <a href="https://docs.oracle.com/javase/specs/jvms/se17/html/jvms-4.html">JVMS 17, chapter 4</a>
 */
final class ClassFile {
    private static final int MAGIC = 0xCAFEBABE;

    final List<@Nullable Constant> constants = new ArrayList<>();
    final int access;
    final String name;
    final String parent;
    final List<String> interfaces = new ArrayList<>();
    final List<Member> fields;
    final List<Member> methods;
    final List<Attribute> attributes;

    private final ByteBuffer in;

    ClassFile(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
        if (in.getInt() != MAGIC) {
            throw new IllegalArgumentException("no class file");
        }
        in.getInt();
        readConstants();
        access = u2();
        name = className(u2());
        parent = className(u2());
        for (int count = u2(); count > 0; count--) {
            interfaces.add(className(u2()));
        }
        fields = members();
        methods = members();
        attributes = attributes();
        if (in.hasRemaining()) {
            throw new IllegalArgumentException("bytes after the end");
        }
    }

    /**
     * An entry of the constant pool.
     *
     * @param tag its tag
     * @param first its first index, or 0
     * @param second its second index, or 0
     * @param text the text of a {@code CONSTANT_Utf8}, or empty
     */
    record Constant(int tag, int first, int second, String text) {}

    /** A field or method. */
    record Member(int access, String name, String descriptor, List<Attribute> attributes) {}

    /** An attribute and its bytes. */
    record Attribute(String name, ByteBuffer content) {}

    /** What a method, field or interface method reference names. */
    record Reference(String owner, String name, String descriptor) {}

    private void readConstants() {
        int count = u2();
        constants.add(null);
        while (constants.size() < count) {
            int tag = in.get() & 0xff;
            switch (tag) {
                case 1 -> {
                    byte[] text = new byte[u2()];
                    in.get(text);
                    constants.add(new Constant(tag, 0, 0, new String(text, StandardCharsets.UTF_8)));
                }
                case 3, 4 -> {
                    in.getInt();
                    constants.add(new Constant(tag, 0, 0, ""));
                }
                case 5, 6 -> {
                    in.getLong();
                    constants.add(new Constant(tag, 0, 0, ""));
                    constants.add(null);
                }
                case 7, 8, 16, 19, 20 -> constants.add(new Constant(tag, u2(), 0, ""));
                case 9, 10, 11, 12, 17, 18 -> constants.add(new Constant(tag, u2(), u2(), ""));
                case 15 -> constants.add(new Constant(tag, in.get() & 0xff, u2(), ""));
                default -> throw new IllegalArgumentException("constant of tag " + tag);
            }
        }
    }

    private int u2() {
        return in.getShort() & 0xffff;
    }

    Constant constant(int index, int... tags) {
        Constant constant = constants.get(index);
        if (constant != null) {
            for (int tag : tags) {
                if (constant.tag == tag) {
                    return constant;
                }
            }
        }
        throw new IllegalArgumentException("constant " + index + " is of another kind");
    }

    String text(int index) {
        return constant(index, 1).text;
    }

    String className(int index) {
        return text(constant(index, 7).first);
    }

    Reference reference(int index) {
        Constant reference = constant(index, 9, 10, 11);
        Constant what = constant(reference.second, 12);
        return new Reference(className(reference.first), text(what.first), text(what.second));
    }

    private List<Member> members() {
        List<Member> members = new ArrayList<>();
        for (int count = u2(); count > 0; count--) {
            members.add(new Member(u2(), text(u2()), text(u2()), attributes()));
        }
        return members;
    }

    private List<Attribute> attributes() {
        List<Attribute> attributes = new ArrayList<>();
        for (int count = u2(); count > 0; count--) {
            String what = text(u2());
            int length = in.getInt();
            attributes.add(new Attribute(what, in.slice(in.position(), length)));
            in.position(in.position() + length);
        }
        return attributes;
    }
}
