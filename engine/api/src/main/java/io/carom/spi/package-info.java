/**
 * What plugins implement: stores ({@link io.carom.spi.Journal}), host platforms ({@link io.carom.spi.Host}), sources, and the engines
 * for rules, scripts and reading. Found by {@link java.util.ServiceLoader} or given to the builder.
 */
@NullMarked
package io.carom.spi;

import org.jspecify.annotations.NullMarked;
