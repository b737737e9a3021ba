/** How fast the journal writes and reads, against bare inserts of the same rows. */
@NullMarked
package io.carom.benchmarks.store;

import org.jspecify.annotations.NullMarked;
