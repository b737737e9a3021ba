/** A policy as a condition of a host's own build: histories simulated by JUnit. */
@NullMarked
package io.carom.testkit.simulate;

import org.jspecify.annotations.NullMarked;
