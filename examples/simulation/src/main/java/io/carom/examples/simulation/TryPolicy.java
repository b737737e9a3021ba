package io.carom.examples.simulation;

import io.carom.api.Input;
import io.carom.engine.policy.Policy;
import io.carom.engine.simulate.Gate;
import io.carom.engine.simulate.Simulation;
import io.carom.engine.simulate.SimulationReport;
import io.carom.engine.simulate.SimulationSettings;
import io.carom.engine.simulate.generate.Generator;
import io.carom.engine.simulate.generate.Profile;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** Tries a policy folder on a made-up month and says whether it may go live: {@code TryPolicy [FOLDER]}. */
public final class TryPolicy {
    private static final List<Gate> GATES =
            List.of(Gate.of("lost_subscribers.high > 0.5%"), Gate.of("changed(gmail.com) > 500"));

    private TryPolicy() {}

    public static void main(String[] args) {
        Path folder = Path.of(args.length > 0 ? args[0] : "policy");
        try (Policy live = Policy.stock();
                Policy candidate = Policy.load(folder)) {
            SimulationReport report = simulate(live, candidate);
            System.out.println(String.format(
                    Locale.ROOT,
                    "%,d of %,d decisions differ, %.2f%% of what the candidate decides is recorded",
                    report.changed(),
                    report.decisions(),
                    report.recorded() * 100));
            GATES.forEach(gate -> System.out.println(gate.judge(report).told()));
        }
    }

    /** A month of 20,000 messages under both policies. */
    static SimulationReport simulate(Policy live, Policy candidate) {
        Iterator<Input> history = Generator.of(Profile.named("everyday"), 1, 30, 20_000);
        return Simulation.run(live, candidate, history, SimulationSettings.DEFAULT);
    }
}
