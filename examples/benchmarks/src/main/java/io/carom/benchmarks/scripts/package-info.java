/** What domain scripts cost: against the same by hand, by number of scripts, to compile, to hold, to reload. */
@NullMarked
package io.carom.benchmarks.scripts;

import org.jspecify.annotations.NullMarked;
