/** What a simulation costs in time and memory. */
@NullMarked
package io.carom.benchmarks.simulate;

import org.jspecify.annotations.NullMarked;
