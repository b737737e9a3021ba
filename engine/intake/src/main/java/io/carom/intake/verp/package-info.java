/** Signed return paths: what proves that a report speaks of a message that we sent to that very recipient. */
@NullMarked
package io.carom.intake.verp;

import org.jspecify.annotations.NullMarked;
