/** How fast mails and reply lines are read. */
@NullMarked
package io.carom.benchmarks.intake;

import org.jspecify.annotations.NullMarked;
