package io.carom.dsl.read;

import io.carom.dsl.tree.Place;
import java.util.Map;
import org.codehaus.groovy.ast.ASTNode;

/** What a message calls a node of the parser's tree that is no part of the language. */
final class Phrases {
    private static final Map<String, String> PHRASES = Map.ofEntries(
            Map.entry("ArrayExpression", "arrays are"),
            Map.entry("AssertStatement", "`assert` is"),
            Map.entry("AttributeExpression", "fields are"),
            Map.entry("BitwiseNegationExpression", "`~` in front of anything but a literal is"),
            Map.entry("BlockStatement", "a block by itself is"),
            Map.entry("BreakStatement", "`break` is"),
            Map.entry("CaseStatement", "`case` is"),
            Map.entry("CastExpression", "casts are"),
            Map.entry("ClassExpression", "class names are"),
            Map.entry("ClosureExpression", "closures are"),
            Map.entry("ClosureListExpression", "loops are"),
            Map.entry("ConstructorCallExpression", "`new` is"),
            Map.entry("ContinueStatement", "`continue` is"),
            Map.entry("DoWhileStatement", "loops are"),
            Map.entry("ElvisOperatorExpression", "`?:` is"),
            Map.entry("ForStatement", "loops are"),
            Map.entry("LambdaExpression", "lambdas are"),
            Map.entry("MapExpression", "maps are"),
            Map.entry("MethodCallExpression", "method calls are"),
            Map.entry("MethodPointerExpression", "method pointers are"),
            Map.entry("MethodReferenceExpression", "method references are"),
            Map.entry("PostfixExpression", "assignment is"),
            Map.entry("PrefixExpression", "assignment is"),
            Map.entry("PropertyExpression", "properties are"),
            Map.entry("RangeExpression", "ranges are"),
            Map.entry("ReturnStatement", "`return` is"),
            Map.entry("SpreadExpression", "spreading is"),
            Map.entry("SpreadMapExpression", "spreading is"),
            Map.entry("StaticMethodCallExpression", "method calls are"),
            Map.entry("SwitchStatement", "`switch` is"),
            Map.entry("SynchronizedStatement", "`synchronized` is"),
            Map.entry("TernaryExpression", "`? :` is"),
            Map.entry("ThrowStatement", "`throw` is"),
            Map.entry("TryCatchStatement", "`try` is"),
            Map.entry("TupleExpression", "tuples are"),
            Map.entry("UnaryMinusExpression", "arithmetic is"),
            Map.entry("UnaryPlusExpression", "arithmetic is"),
            Map.entry("WhileStatement", "loops are"));

    private Phrases() {}

    /** {@code loops are no part of the language}. */
    static String refusal(ASTNode node) {
        return PHRASES.getOrDefault(node.getClass().getSimpleName(), "this is") + " no part of the language";
    }

    /** Where {@code node} begins, or {@code other} when it has no place. */
    static Place place(ASTNode node, Place other) {
        return node.getLineNumber() > 0 && node.getColumnNumber() > 0
                ? new Place(node.getLineNumber(), node.getColumnNumber())
                : other;
    }
}
