/** Letting an address back by hand: with evidence, one at a time, on trial, and some of them by two persons only. */
@NullMarked
package io.carom.engine.readd;

import org.jspecify.annotations.NullMarked;
