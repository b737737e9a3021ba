/** Incidents: which alarms have one cause, how long it goes on, and who is told. What raises an alarm is in {@code alert}. */
@NullMarked
package io.carom.engine.incident;

import org.jspecify.annotations.NullMarked;
