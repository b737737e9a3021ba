package io.carom.dsl.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The arguments of a host's verb while generated code puts them together. For one thread. */
public final class Arguments {
    private final List<Object> values = new ArrayList<>(4);

    Arguments() {}

    /** One more. */
    public Arguments with(String value) {
        values.add(value);
        return this;
    }

    /** One more. */
    public Arguments with(int value) {
        values.add(value);
        return this;
    }

    /** One more. */
    public Arguments with(boolean value) {
        values.add(value);
        return this;
    }

    /** One more, in seconds. */
    public Arguments with(long seconds) {
        values.add(java.time.Duration.ofSeconds(seconds));
        return this;
    }

    List<Object> values() {
        return Collections.unmodifiableList(values);
    }
}
