package io.carom.dsl.tree;

import java.util.List;

/** A checked expression of a block. Immutable. */
public sealed interface Expr {
    /** The kind of its value. */
    Kind kind();

    /** A text, known at compile time. */
    record Text(String value) implements Expr {
        @Override
        public Kind kind() {
            return Kind.TEXT;
        }
    }

    /** A whole number, known at compile time. */
    record Whole(int value) implements Expr {
        @Override
        public Kind kind() {
            return Kind.NUMBER;
        }
    }

    /** True or false, known at compile time. */
    record Flag(boolean value) implements Expr {
        @Override
        public Kind kind() {
            return Kind.FLAG;
        }
    }

    /** A length of time, known at compile time. */
    record Span(long seconds) implements Expr {
        @Override
        public Kind kind() {
            return Kind.SPAN;
        }
    }

    /** A regular expression as it was written. */
    record Rx(String source, Place place) implements Expr {
        @Override
        public Kind kind() {
            return Kind.PATTERN;
        }
    }

    /** A list of constants of one kind; {@code of} is meaningless when it is empty. */
    record Items(List<Expr> values, Kind of) implements Expr {
        @Override
        public Kind kind() {
            return Kind.LIST;
        }
    }

    /** A fact. */
    record Of(Fact fact) implements Expr {
        @Override
        public Kind kind() {
            return fact.kind();
        }
    }

    /** What a {@code def} in a block holds. */
    record Local(int slot, Kind kind) implements Expr {}

    /** A comparison of two values of one kind. */
    record Compare(Relation relation, Expr left, Expr right) implements Expr {
        @Override
        public Kind kind() {
            return Kind.FLAG;
        }
    }

    /** Both hold; the right is looked at only if the left holds. */
    record Both(Expr left, Expr right) implements Expr {
        @Override
        public Kind kind() {
            return Kind.FLAG;
        }
    }

    /** One of both holds; the right is looked at only if the left does not. */
    record Either(Expr left, Expr right) implements Expr {
        @Override
        public Kind kind() {
            return Kind.FLAG;
        }
    }

    /** It does not hold. */
    record Not(Expr what) implements Expr {
        @Override
        public Kind kind() {
            return Kind.FLAG;
        }
    }

    /** A text that is not empty, a number that is not zero. */
    record Filled(Expr what) implements Expr {
        @Override
        public Kind kind() {
            return Kind.FLAG;
        }
    }

    /** A value is one of a list of constants. */
    record OneOf(Expr what, int list) implements Expr {
        @Override
        public Kind kind() {
            return Kind.FLAG;
        }
    }

    /** A pattern is found in a text. */
    record Finds(Expr what, int pattern) implements Expr {
        @Override
        public Kind kind() {
            return Kind.FLAG;
        }
    }

    /** A literal is found in a text: what a pattern without any sign of its own comes to. */
    record Contains(Expr what, String literal) implements Expr {
        @Override
        public Kind kind() {
            return Kind.FLAG;
        }
    }

    /** Texts and values put together. */
    record Join(List<Expr> parts) implements Expr {
        @Override
        public Kind kind() {
            return Kind.TEXT;
        }
    }

    /** A number of units of time. */
    record Units(Expr number, int seconds) implements Expr {
        @Override
        public Kind kind() {
            return Kind.SPAN;
        }
    }

    /** How two values compare. */
    enum Relation {
        /** Equal. */
        SAME,
        /** Not equal. */
        OTHER,
        /** Less. */
        BELOW,
        /** Less or equal. */
        AT_MOST,
        /** Greater. */
        ABOVE,
        /** Greater or equal. */
        AT_LEAST
    }
}
