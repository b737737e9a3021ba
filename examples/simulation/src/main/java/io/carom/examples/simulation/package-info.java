/** A policy that is tried on a history before anybody is mailed under it. */
@NullMarked
package io.carom.examples.simulation;

import org.jspecify.annotations.NullMarked;
