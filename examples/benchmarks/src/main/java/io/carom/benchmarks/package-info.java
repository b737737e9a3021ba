/** JMH benchmarks of the hot paths; run by hand, never by the build. */
@NullMarked
package io.carom.benchmarks;

import org.jspecify.annotations.NullMarked;
