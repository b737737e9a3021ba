package io.carom.store.jdbc;

import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Input;
import io.carom.engine.simulate.generate.Generator;
import io.carom.engine.simulate.generate.Profile;
import java.util.ArrayList;
import java.util.List;

/**
 * The inputs that processes under test are fed with, the same for the same seed and size: a made-up history in time order. Of two thirds
 * of the messages nothing is heard after the first attempt, so that their retries come due; some events come again, and some failures
 * are reported once more under another id.
 */
record Course(long seed, int size) {
    private static final int DAYS = 30;
    private static final List<String> PROFILES = List.of("greylist", "outage", "ip-block");

    List<Input> inputs() {
        // Every message is followed by what became of it: so many are more than enough
        Profile profile = Profile.named(PROFILES.get((int) (seed % PROFILES.size())));
        Generator generator = Generator.of(profile, seed, DAYS, Math.max(1, size));
        List<Input> inputs = new ArrayList<>(size);
        while (inputs.size() < size && generator.hasNext()) {
            Input input = generator.next();
            if (input instanceof Event event) {
                if (!heardOf(event)) {
                    continue;
                }
                again(inputs);
            }
            inputs.add(input);
        }
        // What is told again may have come on top
        return inputs.size() > size ? inputs.subList(0, size) : inputs;
    }

    /** How many different events there are: one that comes again is recorded once. */
    long distinct() {
        return inputs().stream()
                .filter(Event.class::isInstance)
                .map(input -> ((Event) input).id())
                .distinct()
                .count();
    }

    private static boolean heardOf(Event event) {
        String message = event.message();
        boolean silent = message != null && Math.floorMod(message.hashCode(), 3) != 0;
        return !silent || event.kind() != EventKind.BOUNCE || event.attempt() == null || event.attempt() == 1;
    }

    /** Now and then something is told twice. */
    private static void again(List<Input> inputs) {
        int at = inputs.size();
        if (at % 50 == 49 && inputs.get(at - 40) instanceof Event event) {
            inputs.add(event);
        }
        if (at % 70 == 69 && inputs.get(at - 30) instanceof Event event && event.kind() == EventKind.BOUNCE) {
            inputs.add(event.edit().id(event.id() + "-again").build());
        }
    }
}
