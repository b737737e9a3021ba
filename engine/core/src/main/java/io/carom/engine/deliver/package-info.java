/**
 * How what is committed reaches somebody outside: in order per address, again with growing pauses, never faster than a receiver bears.
 * Knows neither the journal's tables nor what is sent.
 */
@NullMarked
package io.carom.engine.deliver;

import org.jspecify.annotations.NullMarked;
