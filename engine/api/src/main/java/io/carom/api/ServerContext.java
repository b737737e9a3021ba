package io.carom.api;

import org.jspecify.annotations.Nullable;

/**
 * A sending server's configuration as events refer to it. Immutable.
 *
 * @param id the name that events carry in {@code server}
 * @param retryPolicy the name of its retry policy, or null for {@code default}
 * @param ip the address it sends from, or null
 */
public record ServerContext(
        String id, @Nullable String retryPolicy, @Nullable String ip) implements Input {}
