/** Why one event was decided as it was, and why a rule did not take part. Walks the same road as live mail and records nothing. */
@NullMarked
package io.carom.engine.explain;

import org.jspecify.annotations.NullMarked;
