package io.carom.standalone.doctor;

import io.carom.api.CaromException;
import io.carom.api.PolicyException;
import io.carom.api.Problem;
import io.carom.engine.cases.CaseFile;
import io.carom.engine.cases.CaseResult;
import io.carom.engine.cases.CaseRunner;
import io.carom.engine.cases.PolicyCase;
import io.carom.engine.policy.Policy;
import io.carom.spi.SourceFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The policy: whether it compiles and passes its own tests. For one thread. */
final class PolicyCheck {
    private static final String AREA = "policy";

    private final List<Finding> findings;

    PolicyCheck(List<Finding> findings) {
        this.findings = findings;
    }

    /** Looks at the policy in a folder, or the stock policy; answers its name and digest, empty when it does not run. */
    String look(@Nullable Path folder) {
        try (Policy policy = folder == null ? Policy.stock() : Policy.load(folder)) {
            if (folder != null) {
                tests(policy);
            }
            return policy.settings().name() + " " + policy.digest();
        } catch (PolicyException e) {
            e.problems().stream()
                    .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                    .forEach(problem -> findings.add(Finding.error(
                            AREA,
                            problem.code(),
                            folder + "/" + problem.hint(null),
                            problem.hint() == null
                                    ? "`carom policy check " + folder + "` shows the place"
                                    : problem.hint())));
        } catch (CaromException e) {
            findings.add(Finding.error(
                    AREA, "unreadable", SettingsCheck.first(e), "check `policy` in carom.yml, or --policy"));
        }
        return "";
    }

    private void tests(Policy policy) {
        List<Problem> unreadable = new ArrayList<>();
        CaseRunner runner = new CaseRunner(policy);
        for (SourceFile file : policy.tests()) {
            for (PolicyCase one : CaseFile.read(file, unreadable)) {
                CaseResult result = runner.run(one);
                if (!result.passed()) {
                    findings.add(Finding.error(
                            AREA,
                            "test-fails",
                            file.path() + ": " + one.name() + ": " + String.join("; ", result.differences()),
                            "put rule or test right; until then a change of the policy does not run"));
                }
            }
        }
        unreadable.forEach(
                problem -> findings.add(Finding.error(AREA, problem.code(), problem.toString(), "put the test right")));
    }
}
