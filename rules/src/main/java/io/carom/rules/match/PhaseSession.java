package io.carom.rules.match;

import io.carom.api.Bounce;
import io.carom.rules.drl.Rule;
import io.carom.spi.Proposals;
import io.carom.spi.RuleSession.RuleFaults;
import java.util.List;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One phase's rules on one long-lived Drools session: the fact goes in, what matched comes out, the fact leaves. For one thread. */
final class PhaseSession {
    private static final Logger LOG = LoggerFactory.getLogger(PhaseSession.class);

    private final Network network;
    private final Case standing;
    private final int limit;
    private KieSession session;

    PhaseSession(Network network, int limit) {
        this.network = network;
        this.limit = limit;
        this.standing = new Case(network.rules().size());
        this.session = network.open();
    }

    void run(Bounce fact, Proposals out, RuleFaults faults) {
        boolean cut = false;
        standing.begin(fact);
        try {
            if (!network.matches(fact)) {
                standing.end();
                return;
            }
            FactHandle handle = session.insert(standing);
            cut = session.fireAllRules(limit) >= limit;
            session.delete(handle);
        } catch (RuntimeException e) {
            LOG.warn("rules failed; each is asked by itself: {}", e.toString());
            replace();
            oneByOne(fact, faults);
        }
        List<Rule> rules = network.rules();
        for (int i = 0; i < standing.count(); i++) {
            out.propose(rules.get(standing.rule(i)).proposed());
        }
        if (cut) {
            replace();
            tellCut(fact, faults);
        }
        standing.end();
    }

    void close() {
        session.dispose();
    }

    /** A session that failed or was cut off keeps what it had; a new one has nothing. */
    private void replace() {
        session.dispose();
        session = network.open();
    }

    /** The same rules without Drools: slower, but one that fails stops no other. */
    private void oneByOne(Bounce fact, RuleFaults faults) {
        standing.begin(fact);
        List<Rule> rules = network.rules();
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            try {
                if (standing.count() < limit && rule.matches(fact)) {
                    standing.match(i);
                }
            } catch (RuntimeException e) {
                faults.failed(rule.name(), "it failed with " + e);
            }
        }
    }

    private void tellCut(Bounce fact, RuleFaults faults) {
        List<Rule> rules = network.rules();
        for (int i = 0; i < rules.size(); i++) {
            if (!standing.has(i) && rules.get(i).matches(fact)) {
                faults.failed(rules.get(i).name(), "more than " + limit + " matches in one phase: it was cut off");
            }
        }
    }
}
