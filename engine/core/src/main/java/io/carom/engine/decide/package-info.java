/**
 * How one event becomes one decision: phases, standing proposals, retry times, runs and invariants. Pure: it sees a policy, an event
 * and what is remembered, and does no I/O.
 */
@NullMarked
package io.carom.engine.decide;

import org.jspecify.annotations.NullMarked;
