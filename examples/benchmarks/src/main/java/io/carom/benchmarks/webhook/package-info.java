/** How fast webhook requests are verified and read. */
@NullMarked
package io.carom.benchmarks.webhook;

import org.jspecify.annotations.NullMarked;
