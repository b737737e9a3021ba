/** Shares over windows of event time, and when one of them is a signal. Pure state in the order of the journal; it tells nobody. */
@NullMarked
package io.carom.engine.alert;

import org.jspecify.annotations.NullMarked;
