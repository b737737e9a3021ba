package io.carom.store.jdbc;

import io.carom.engine.policy.Policy;

/** The stock policy, compiled once for all tests of a process; closed by nobody. */
final class StockPolicy {
    static final Policy COMPILED = Policy.stock();

    private StockPolicy() {}
}
