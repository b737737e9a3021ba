/** What one decision costs in memory, with the whole stock policy, history and windows. */
@NullMarked
package io.carom.benchmarks.decide;

import org.jspecify.annotations.NullMarked;
