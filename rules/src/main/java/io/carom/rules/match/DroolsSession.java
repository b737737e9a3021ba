package io.carom.rules.match;

import io.carom.api.Bounce;
import io.carom.api.Phase;
import io.carom.spi.Proposals;
import io.carom.spi.RuleSession;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** A {@link RuleSession} on Drools: one long-lived session for each phase that has rules. For one thread. */
final class DroolsSession implements RuleSession {
    private static final ClassLoader LOADER = DroolsSession.class.getClassLoader();

    private final Map<Phase, PhaseSession> phases = new EnumMap<>(Phase.class);
    private final Map<Phase, Network> networks;
    private final Consumer<Map<Phase, Network>> back;
    private boolean closed;

    /** On {@code networks}, which no other session uses and which it gives {@code back} in the end. */
    DroolsSession(Map<Phase, Network> networks, int limit, Consumer<Map<Phase, Network>> back) {
        this.networks = networks;
        this.back = back;
        networks.forEach((phase, network) -> phases.put(phase, new PhaseSession(network, limit)));
    }

    @Override
    public void run(Phase phase, Bounce fact, Proposals out, RuleFaults faults) {
        PhaseSession session = phases.get(phase);
        if (session == null) {
            return;
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        if (before == LOADER) {
            session.run(fact, out, faults);
            return;
        }
        thread.setContextClassLoader(LOADER);
        try {
            session.run(fact, out, faults);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        phases.values().forEach(PhaseSession::close);
        phases.clear();
        back.accept(networks);
    }
}
