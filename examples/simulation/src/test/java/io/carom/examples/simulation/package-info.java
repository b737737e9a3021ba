@NullMarked
package io.carom.examples.simulation;

import org.jspecify.annotations.NullMarked;
