package io.carom.rules.match;

import io.carom.api.Bounce;
import io.carom.api.Phase;
import io.carom.spi.Proposals;
import io.carom.spi.RuleSession;
import java.util.EnumMap;
import java.util.Map;

/** A {@link RuleSession} on Drools: one long-lived session for each phase that has rules. For one thread. */
final class DroolsSession implements RuleSession {
    private static final ClassLoader LOADER = DroolsSession.class.getClassLoader();

    private final Map<Phase, PhaseSession> phases = new EnumMap<>(Phase.class);

    DroolsSession(Map<Phase, Network> networks, int limit) {
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
        phases.values().forEach(PhaseSession::close);
        phases.clear();
    }
}
