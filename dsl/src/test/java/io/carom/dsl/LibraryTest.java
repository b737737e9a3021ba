package io.carom.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Bounce;
import io.carom.api.EnhancedStatus;
import io.carom.api.Proposal;
import io.carom.api.Proposed;
import io.carom.api.SmtpReply;
import io.carom.dsl.tree.Vocabulary;
import io.carom.spi.ScriptBook;
import io.carom.spi.SourceFile;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The script library in {@code examples/scripts}: every script compiles without a warning, every case holds as far as scripts decide it. */
class LibraryTest {
    private static final Path LIBRARY = Path.of("../examples/scripts");

    private static List<Path> files(String folder) {
        try (Stream<Path> files = Files.list(LIBRARY.resolve(folder))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ScriptBook library() {
        return Book.of(files("scripts").stream()
                .map(file -> new SourceFile("scripts/" + file.getFileName(), read(file)))
                .toList());
    }

    @Test
    void every_script_says_why_it_is_there_names_its_source_and_stays_short() {
        ScriptBook book = library();
        assertThat(book.warnings()).isEmpty();
        assertThat(book.scripts())
                .hasSize(12)
                .allSatisfy(script -> assertThat(script.description()).isNotBlank());
        assertThat(files("scripts"))
                .allSatisfy(file -> assertThat(read(file))
                        .startsWith("// ")
                        .satisfies(text -> assertThat(text.lines().count()).isLessThan(30)));
        assertThat(files("tests")).hasSize(12);
    }

    @TestFactory
    @SuppressWarnings("unchecked")
    Stream<DynamicTest> every_case_holds() {
        ScriptBook book = library();
        return files("tests").stream().flatMap(file -> {
            Map<String, Object> content =
                    (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(read(file));
            return ((List<Map<String, Object>>) content.get("cases"))
                    .stream().map(one -> DynamicTest.dynamicTest(one.get("name").toString(), () -> holds(book, one)));
        });
    }

    @SuppressWarnings("unchecked")
    private static void holds(ScriptBook book, Map<String, Object> one) {
        Map<String, Object> event = ((List<Map<String, Object>>) one.get("events")).get(0);
        List<Proposed> proposed = Book.proposed(book, fact(event));
        if (one.containsKey("misses")) {
            assertThat(proposed)
                    .extracting(Proposed::by)
                    .doesNotContain(one.get("misses").toString());
            return;
        }
        assertThat(proposed).isNotEmpty().allSatisfy(p -> assertThat(p.by()).isEqualTo(one.get("fires")));
        Map<String, Object> expect = (Map<String, Object>) one.getOrDefault("expect", Map.of());
        List<Proposal> what = proposed.stream().map(Proposed::what).toList();
        if (expect.get("classification") instanceof Map<?, ?> asked) {
            assertThat(what)
                    .filteredOn(Proposal.Classify.class::isInstance)
                    .extracting(p -> Map.of(
                            "bounceType", ((Proposal.Classify) p).bounceType().word(),
                            "reason", ((Proposal.Classify) p).reason().word()))
                    .containsExactly((Map<String, String>) asked);
        }
        if (expect.get("retry") instanceof Map<?, ?> asked) {
            assertThat(what)
                    .anySatisfy(p -> assertThat(retry(p, proposed.get(0).by()))
                            .containsAllEntriesOf((Map<String, Object>) asked));
        }
        if (expect.get("actions") instanceof List<?> asked) {
            List<String> types = new ArrayList<>();
            asked.forEach(action -> types.add(((Map<String, String>) action).get("type")));
            // The engine makes it of the retry, which is looked at above.
            types.remove("schedule_retry");
            assertThat(what.stream().map(p -> action(p))).containsAll(types);
        }
    }

    private static Map<String, Object> retry(Proposal proposal, String script) {
        if (proposal instanceof Proposal.Retry retry) {
            return Map.of("policy", script, "of", retry.attempts());
        }
        return proposal instanceof Proposal.UseRetryPolicy use ? Map.of("policy", use.name()) : Map.of();
    }

    private static String action(Proposal proposal) {
        if (proposal instanceof Proposal.Alert) {
            return "alert";
        } else if (proposal instanceof Proposal.Keep) {
            return "keep";
        } else if (proposal instanceof Proposal.GiveUp) {
            return "give_up";
        }
        return proposal.topic();
    }

    private static Bounce fact(Map<String, Object> event) {
        SmtpReply reply = SmtpReply.parse(event.get("reply").toString());
        EnhancedStatus status = reply.status() != null
                ? reply.status()
                : EnhancedStatus.find(reply.text()).orElse(null);
        Bounce fact = Book.fact(status == null ? "" : status.toString(), reply.code(), reply.text());
        String recipient = event.get("recipient").toString();
        fact.setRecipient(recipient);
        fact.setDomain(recipient.substring(recipient.indexOf('@') + 1));
        fact.setMx(event.getOrDefault("remoteMta", "").toString());
        return fact;
    }

    @Test
    void the_editors_stub_compiles_and_knows_every_word(@TempDir Path out) {
        Path stub = LIBRARY.resolve("editor/DomainScript.java");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        boolean fine = compiler.getTask(
                        messages,
                        null,
                        null,
                        List.of("-d", out.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none"),
                        null,
                        compiler.getStandardFileManager(null, null, null).getJavaFileObjects(stub))
                .call();
        assertThat(fine).as(messages.toString()).isTrue();
        String text = read(stub);
        assertThat(Vocabulary.STANDARD.facts().keySet())
                .allSatisfy(fact -> assertThat(text).containsPattern("(String|int|boolean) " + fact + ";"));
        assertThat(Vocabulary.STANDARD.verbs().keySet())
                .allSatisfy(verb -> assertThat(text).contains("abstract void " + verb + "("));
        assertThat(Vocabulary.CONDITIONS)
                .allSatisfy(condition -> assertThat(text).contains("\"" + condition + "\""));
        assertThat(Vocabulary.UNITS.keySet())
                .allSatisfy(unit ->
                        assertThat(read(LIBRARY.resolve("editor/carom.gdsl"))).contains("'" + unit + "'"));
    }
}
