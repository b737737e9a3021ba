package io.carom.dsl.tree;

/** The kinds of value of the script language. */
public enum Kind {
    /** A string. */
    TEXT("a text", String.class),
    /** A whole number. */
    NUMBER("a number", int.class),
    /** True or false. */
    FLAG("true or false", boolean.class),
    /** A length of time, in seconds. */
    SPAN("a length of time (`4.hours`)", long.class),
    /** A regular expression; only a name for a constant, never a value at run time. */
    PATTERN("a pattern", void.class),
    /** A list of constants; never a value at run time. */
    LIST("a list", void.class);

    private final String phrase;
    private final Class<?> javaType;

    Kind(String phrase, Class<?> javaType) {
        this.phrase = phrase;
        this.javaType = javaType;
    }

    /** What a message calls it. */
    public String phrase() {
        return phrase;
    }

    /** The type in generated code; {@code void} when there is none. */
    public Class<?> javaType() {
        return javaType;
    }
}
