package io.carom.standalone.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Problem;
import io.carom.engine.cases.CaseFile;
import io.carom.engine.cases.CaseResult;
import io.carom.engine.cases.CaseRunner;
import io.carom.engine.cases.PolicyCase;
import io.carom.engine.policy.Policy;
import io.carom.engine.policy.PolicyFolder;
import io.carom.spi.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scripts of {@code examples/scripts} in the folder that `policy init` makes, decided by the whole engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScriptLibraryTest {
    private static final Path LIBRARY = Path.of("../../examples/scripts");

    private Policy policy;

    @BeforeAll
    void compile(@TempDir Path folder) throws IOException {
        PolicyFolder compiler = PolicyFolder.withInstalledEngines();
        for (SourceFile file : compiler.starter()) {
            if (file.path().equals("policy.yml")) {
                Files.writeString(folder.resolve("policy.yml"), file.text());
            }
        }
        for (String part : List.of("scripts", "tests")) {
            Files.createDirectory(folder.resolve(part));
            try (Stream<Path> files = Files.list(LIBRARY.resolve(part))) {
                for (Path file : files.toList()) {
                    Files.copy(file, folder.resolve(part).resolve(file.getFileName()));
                }
            }
        }
        policy = compiler.load(folder);
    }

    @AfterAll
    void close() {
        policy.close();
    }

    Stream<Named<PolicyCase>> cases() {
        List<Problem> problems = new ArrayList<>();
        List<PolicyCase> cases = policy.tests().stream()
                .filter(file -> file.path().startsWith("tests/"))
                .flatMap(file -> CaseFile.read(file, problems).stream())
                .toList();
        assertThat(problems).isEmpty();
        return cases.stream().map(one -> Named.of(one.name(), one));
    }

    @Test
    void every_script_is_in_the_policy_without_a_warning() {
        assertThat(policy.scripts().scripts()).hasSize(12);
        assertThat(policy.scripts().warnings()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void the_engine_decides_as_the_case_says(PolicyCase one) {
        CaseResult result = new CaseRunner(policy).run(one);
        assertThat(result.differences()).as(result.decision()).isEmpty();
    }
}
