package io.carom.store.jdbc;

import io.carom.api.Input;
import io.carom.engine.simulate.generate.Generator;
import io.carom.engine.simulate.generate.Profile;
import java.util.ArrayList;
import java.util.List;

/** The inputs that processes under test are fed with: the same for the same seed and size, in time order. */
record Course(long seed, int size) {
    private static final int DAYS = 30;

    List<Input> inputs() {
        // Every message is followed by what became of it: so many are more than enough
        Generator generator = Generator.of(Profile.named("ip-block"), seed, DAYS, Math.max(1, size / 2));
        List<Input> inputs = new ArrayList<>(size);
        while (inputs.size() < size && generator.hasNext()) {
            inputs.add(generator.next());
        }
        return inputs;
    }
}
