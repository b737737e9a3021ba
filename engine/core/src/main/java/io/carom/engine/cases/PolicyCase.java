package io.carom.engine.cases;

import io.carom.api.Input;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One case of a policy. Immutable.
 *
 * @param name what it shows
 * @param file the file it stands in
 * @param fires the rule or script that has to take part, or null
 * @param misses the rule or script that must not take part, or null
 * @param events what happens, in order
 * @param expect parts that the last decision has to have
 */
public record PolicyCase(
        String name,
        String file,
        @Nullable String fires,
        @Nullable String misses,
        List<Input> events,
        Map<String, @Nullable Object> expect) {}
