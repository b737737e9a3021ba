package io.carom.testkit.simulate;

import io.carom.api.Input;
import io.carom.engine.json.EventJson;
import io.carom.engine.policy.Policy;
import io.carom.engine.simulate.Case;
import io.carom.engine.simulate.Gate;
import io.carom.engine.simulate.Simulation;
import io.carom.engine.simulate.SimulationReport;
import io.carom.engine.simulate.SimulationSettings;
import io.carom.engine.simulate.generate.Generator;
import io.carom.engine.simulate.generate.Profile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Does what {@link SimulateHistory} asks for. Made by JUnit; without state of its own. */
public final class SimulateHistoryExtension implements BeforeEachCallback, ParameterResolver {
    private static final ExtensionContext.Namespace OURS =
            ExtensionContext.Namespace.create(SimulateHistoryExtension.class);
    private static final int SHOWN = 5;

    @Override
    public void beforeEach(ExtensionContext context) {
        SimulateHistory asked = asked(context);
        List<Gate> gates = Arrays.stream(asked.failIf())
                .map(SimulateHistoryExtension::gate)
                .toList();
        SimulationReport report = report(context);
        List<Gate.Verdict> verdicts =
                gates.stream().map(gate -> gate.judge(report)).toList();
        if (verdicts.stream().anyMatch(Gate.Verdict::failed)) {
            throw new AssertionError(told(report, verdicts));
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SimulationReport.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return report(context);
    }

    private static SimulateHistory asked(ExtensionContext context) {
        return context.getTestMethod()
                .flatMap(method -> AnnotationSupport.findAnnotation(method, SimulateHistory.class))
                .or(() -> AnnotationSupport.findAnnotation(context.getRequiredTestClass(), SimulateHistory.class))
                .orElseThrow(() -> new ExtensionConfigurationException(
                        "`" + context.getDisplayName() + "` has no @SimulateHistory"));
    }

    private static Gate gate(String text) {
        try {
            return Gate.of(text);
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException("@SimulateHistory(failIf): " + e.getMessage(), e);
        }
    }

    /** The same wish in one class is simulated once. */
    private static SimulationReport report(ExtensionContext context) {
        SimulateHistory asked = asked(context);
        ExtensionContext ofClass = context.getParent().orElse(context);
        return ofClass.getStore(OURS)
                .computeIfAbsent(asked, SimulateHistoryExtension::simulate, SimulationReport.class);
    }

    private static SimulationReport simulate(SimulateHistory asked) {
        boolean files = asked.events().length > 0;
        if (files != asked.generate().isEmpty()) {
            throw new ExtensionConfigurationException(
                    "@SimulateHistory: name the history, either `events` or `generate`");
        }
        SimulationSettings settings = SimulationSettings.DEFAULT
                .seed(asked.seed())
                .asRecorded(asked.asRecorded())
                .from(asked.from().isEmpty() ? null : Instant.parse(asked.from()));
        try (Policy baseline = policy(asked.baseline());
                Policy candidate = policy(asked.candidate());
                Simulation simulation = Simulation.of(baseline, candidate, settings)) {
            if (files) {
                for (String file : asked.events()) {
                    read(Path.of(file), simulation::take);
                }
            } else {
                Generator.of(Profile.named(asked.generate()), asked.seed(), asked.days(), asked.sends())
                        .forEachRemaining(simulation::take);
            }
            return simulation.report();
        }
    }

    private static Policy policy(String folder) {
        return folder.isEmpty() ? Policy.stock() : Policy.load(Path.of(folder));
    }

    private static void read(Path file, Consumer<Input> taker) {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                if (!line.isBlank()) {
                    taker.accept(EventJson.read(line, file + ":" + number));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the history " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String told(SimulationReport report, List<Gate.Verdict> verdicts) {
        List<String> lines = new ArrayList<>();
        verdicts.forEach(verdict -> lines.add(verdict.told()));
        lines.add(report.changed() + " of " + report.decisions() + " decisions differ; subscribers "
                + report.subscribers());
        report.matrix().stream()
                .limit(SHOWN)
                .forEach(cell -> lines.add(cell.count().value() + " x " + cell.from() + " -> " + cell.to()));
        for (Case one :
                report.samples().subList(0, Math.min(SHOWN, report.samples().size()))) {
            lines.add(one.id() + ": " + one.from() + " -> " + one.to());
        }
        return String.join("\n", lines);
    }
}
