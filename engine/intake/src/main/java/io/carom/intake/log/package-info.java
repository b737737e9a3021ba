/** Reads the logs of mail servers, whole or while they grow: each delivery try becomes an event. Classifies nothing. */
@NullMarked
package io.carom.intake.log;

import org.jspecify.annotations.NullMarked;
