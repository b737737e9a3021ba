package io.carom.standalone.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Problem;
import io.carom.engine.cases.CaseFile;
import io.carom.engine.cases.CaseResult;
import io.carom.engine.cases.CaseRunner;
import io.carom.engine.cases.PolicyCase;
import io.carom.engine.policy.Policy;
import io.carom.spi.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StockPolicyTest {
    private Policy policy;

    @BeforeAll
    void compile() {
        policy = Policy.stock();
    }

    @AfterAll
    void close() {
        policy.close();
    }

    Stream<Named<PolicyCase>> cases() throws IOException {
        List<Problem> problems = new ArrayList<>();
        List<PolicyCase> cases = new ArrayList<>();
        for (String name : List.of("codes.yml", "subscribers.yml")) {
            try (InputStream file = StockPolicyTest.class.getResourceAsStream("/policy/" + name)) {
                String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
                cases.addAll(CaseFile.read(new SourceFile(name, text), problems));
            }
        }
        policy.tests().forEach(file -> cases.addAll(CaseFile.read(file, problems)));
        assertThat(problems).isEmpty();
        return cases.stream().map(one -> Named.of(one.file() + ": " + one.name(), one));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void the_stock_policy_decides_as_written(PolicyCase one) {
        CaseResult result = new CaseRunner(policy).run(one);
        assertThat(result.differences()).as(result.decision()).isEmpty();
    }
}
