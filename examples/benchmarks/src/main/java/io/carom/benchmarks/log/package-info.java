/** How fast mail server logs are read. Run by hand. */
@NullMarked
package io.carom.benchmarks.log;

import org.jspecify.annotations.NullMarked;
