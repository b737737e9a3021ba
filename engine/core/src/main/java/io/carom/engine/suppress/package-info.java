/** Whether anything may be sent to an address now: its status, whether it is on trial, and who is suppressed for a while. */
@NullMarked
package io.carom.engine.suppress;

import org.jspecify.annotations.NullMarked;
