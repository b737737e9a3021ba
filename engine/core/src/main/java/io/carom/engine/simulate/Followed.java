package io.carom.engine.simulate;

import java.util.ArrayList;
import java.util.List;

/** An address that fares otherwise under the candidate than is recorded, in as many ways as the seeds have drawn. For one thread. */
final class Followed {
    final String address;
    final Branch main = new Branch(true, OutcomeModel.ALL_SEEDS);
    final List<Branch> forks = new ArrayList<>(0);
    /** Something about it was drawn from the model. */
    boolean drawn;

    Followed(String address) {
        this.address = address;
    }

    /** The seeds that do not fare like the main branch. */
    long elsewhere() {
        return OutcomeModel.ALL_SEEDS & ~main.seeds;
    }
}
