package io.carom.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a short command loads: each class costs time that somebody waits. */
class StartUpTest {
    private static final List<String> HEAVY = List.of(
            "org.drools.",
            "org.kie.",
            "groovy.",
            "org.codehaus.groovy.",
            "io.javalin.",
            "org.eclipse.jetty.",
            "kotlin.",
            "org.sqlite.",
            "org.jdbi.",
            "com.zaxxer.",
            "org.flywaydb.",
            "java.sql.",
            "ch.qos.logback.",
            "com.github.benmanes.");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "parse ../../examples/demo/mails/postfix-04-several-recipients.eml",
                "classify replies.txt",
                "--version",
                "--help",
                "parse --help"
            })
    void short_commands_load_neither_rules_nor_scripts_nor_store_nor_server_nor_log(String words) throws Exception {
        Path replies = Files.writeString(folder.resolve("replies.txt"), "550 5.1.1 User unknown\n");

        List<String> loaded =
                loadedBy(words.replace("replies.txt", replies.toString()).split(" "));

        assertThat(loaded).hasSizeGreaterThan(300);
        for (String heavy : HEAVY) {
            assertThat(loaded).noneMatch(name -> name.startsWith(heavy));
        }
    }

    @Test
    void the_test_would_see_them() throws Exception {
        assertThat(loadedBy("log", "--store", folder.resolve("none.db").toString()))
                .anyMatch(name -> name.startsWith("java.sql."));
    }

    private List<String> loadedBy(String... words) throws IOException, InterruptedException {
        Path list = folder.resolve("classes");
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xshare:auto",
                                "-XX:TieredStopAtLevel=1",
                                "-Xlog:class+load:file=" + list + ":none",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.carom.standalone.Main"),
                        Stream.of(words))
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isLessThan(2);
        try (Stream<String> lines = Files.lines(list, UTF_8)) {
            return lines.map(line -> line.split(" ")[0]).toList();
        }
    }
}
