package io.carom.dsl.code;

import groovy.lang.GroovyClassLoader;
import groovy.transform.CompileStatic;
import groovy.transform.stc.POJO;
import io.carom.dsl.tree.Script;
import java.io.Reader;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.AnnotationNode;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.BooleanExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.IfStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.ErrorCollector;
import org.codehaus.groovy.control.ParserPlugin;
import org.codehaus.groovy.control.ParserPluginFactory;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.Reduction;
import org.codehaus.groovy.tools.GroovyClass;

/**
 * Turns a script's tree into a class file with Groovy's code generator. Groovy's parser is replaced by one that hands over nodes made
 * here, so that no node which the author of a script wrote meets imports, annotations or transforms. Immutable; for any number of threads.
 */
public final class Generator {
    private static final String PACKAGE = "carom.scripts.";
    private static final ClassNode STATIC = ClassHelper.make(CompileStatic.class);
    private static final ClassNode PLAIN = ClassHelper.make(POJO.class);

    private final GroovyClassLoader loader;

    /** {@code loader} is where Groovy finds its own classes. */
    public Generator(GroovyClassLoader loader) {
        this.loader = loader;
    }

    /** A class file that no gate has seen yet. */
    static final class Raw {
        private final String name;
        private final byte[] bytes;

        private Raw(String name, byte[] bytes) {
            this.name = name;
            this.bytes = bytes;
        }

        String name() {
            return name;
        }

        byte[] bytes() {
            return bytes.clone();
        }
    }

    Raw generate(Script script) {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setTargetBytecode(CompilerConfiguration.JDK17);
        configuration.setDebug(false);
        configuration.setParameters(false);
        configuration.setDisabledGlobalASTTransformations(Set.of("groovy.grape.GrabAnnotationTransformation"));
        configuration.setPluginFactory(new Handover(script));
        CompilationUnit unit = new CompilationUnit(configuration, null, loader, loader);
        unit.addSource(new SourceUnit("script", "", configuration, loader, new ErrorCollector(configuration)));
        unit.compile(Phases.CLASS_GENERATION);
        List<GroovyClass> classes = unit.getClasses();
        if (classes.size() != 1) {
            throw new IllegalStateException(script.file() + " became " + classes.size() + " classes");
        }
        return new Raw(classes.get(0).getName(), classes.get(0).getBytes());
    }

    private static ClassNode classOf(Script script) {
        ClassNode node = new ClassNode(
                PACKAGE + script.name().replaceAll("[^A-Za-z0-9]", "_") + "_script",
                Modifier.PUBLIC | Modifier.FINAL,
                ClassHelper.OBJECT_TYPE,
                new ClassNode[] {SceneCalls.CODE},
                null);
        AnnotationNode checked = new AnnotationNode(STATIC);
        checked.setMember("extensions", new ConstantExpression(SceneOnly.class.getName()));
        node.addAnnotation(checked);
        node.addAnnotation(new AnnotationNode(PLAIN));
        for (int i = 0; i < script.blocks().size(); i++) {
            VariableExpression scene = new VariableExpression(BlockWriter.SCENE, SceneCalls.SCENE);
            node.addMethod(
                    "block" + i,
                    Modifier.PRIVATE | Modifier.STATIC,
                    ClassHelper.VOID_TYPE,
                    new Parameter[] {new Parameter(SceneCalls.SCENE, BlockWriter.SCENE)},
                    ClassNode.EMPTY_ARRAY,
                    new BlockWriter(scene).write(script.blocks().get(i).steps()));
        }
        node.addMethod(
                "run",
                Modifier.PUBLIC,
                ClassHelper.VOID_TYPE,
                new Parameter[] {
                    new Parameter(ClassHelper.int_TYPE, "block"), new Parameter(SceneCalls.SCENE, BlockWriter.SCENE)
                },
                ClassNode.EMPTY_ARRAY,
                dispatch(node, 0, script.blocks().size()));
        return node;
    }

    /** Halves the range of blocks until one is left. */
    private static Statement dispatch(ClassNode owner, int from, int to) {
        BlockStatement block = new BlockStatement();
        if (to - from == 1) {
            MethodCallExpression call = new MethodCallExpression(
                    new ClassExpression(owner),
                    "block" + from,
                    new ArgumentListExpression(new VariableExpression(BlockWriter.SCENE, SceneCalls.SCENE)));
            call.setImplicitThis(false);
            block.addStatement(new ExpressionStatement(call));
        } else {
            int middle = (from + to) >>> 1;
            block.addStatement(new IfStatement(
                    new BooleanExpression(BlockWriter.shared(
                            "below",
                            new VariableExpression("block", ClassHelper.int_TYPE),
                            BlockWriter.number(middle))),
                    dispatch(owner, from, middle),
                    dispatch(owner, middle, to)));
        }
        return block;
    }

    /** A parser that parses nothing: it hands over the tree of one script. */
    private static final class Handover extends ParserPluginFactory implements ParserPlugin {
        private final Script script;

        Handover(Script script) {
            this.script = script;
        }

        @Override
        public ParserPlugin createParserPlugin() {
            return this;
        }

        @Override
        public Reduction parseCST(SourceUnit unit, Reader reader) {
            return Reduction.EMPTY;
        }

        @Override
        public ModuleNode buildAST(SourceUnit unit, ClassLoader classLoader, Reduction cst) {
            ModuleNode module = new ModuleNode(unit);
            module.addClass(classOf(script));
            return module;
        }
    }
}
