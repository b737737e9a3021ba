package io.carom.standalone.server;

import org.jspecify.annotations.Nullable;

/**
 * What every page says of the program. Immutable.
 *
 * @param version the program's version
 * @param store where what is shown comes from, for people
 * @param demo what the demo did, in a sentence or two; null when it is no demo
 */
public record Site(String version, String store, @Nullable String demo) {}
