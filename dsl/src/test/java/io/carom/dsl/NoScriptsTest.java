package io.carom.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.spi.ScriptBook;
import io.carom.spi.ScriptEngine;
import io.carom.spi.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whoever has no scripts does not pay for Groovy. A program of its own tells which classes it loads. */
class NoScriptsTest {

    @Test
    void without_scripts_no_class_of_groovy_is_loaded() throws Exception {
        assertThat(loaded("none")).contains("io.carom.dsl.ClosedGroovyEngine").noneMatch(NoScriptsTest::isGroovy);
    }

    /** The control: the look-out sees Groovy when it is there. */
    @Test
    void with_a_script_classes_of_groovy_are_loaded() throws Exception {
        assertThat(loaded("one")).contains("io.carom.dsl.ClosedGroovyEngine").anyMatch(NoScriptsTest::isGroovy);
    }

    private static boolean isGroovy(String name) {
        return name.startsWith("groovy.") || name.contains(".groovy.") || name.startsWith("groovyjarjar");
    }

    private static List<String> loaded(String scripts) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-verbose:class",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Child.class.getName(),
                        scripts)
                .redirectErrorStream(true)
                .start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).as(output).isZero();
        // [0.123s][info][class,load] the.name.of.the.Class source: file:...
        return output.lines()
                .filter(line -> line.contains(" source: "))
                .map(line -> line.substring(0, line.indexOf(" source: ")))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .toList();
    }

    /** What runs in the other program: finds the engine as a host does, compiles and decides. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            ScriptEngine engine =
                    ServiceLoader.load(ScriptEngine.class).findFirst().orElseThrow();
            List<SourceFile> files = arguments[0].equals("none")
                    ? List.of()
                    : List.of(new SourceFile("scripts/one.groovy", "domain 'example.com'\notherwise { giveUp() }"));
            ScriptBook book = engine.compile("acme", files, Set.of());
            book.run(Book.fact("5.1.1", 550, "unknown"), proposed -> {});
        }
    }
}
