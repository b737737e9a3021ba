/** Checked rules on Drools: one network for each phase, sessions that live long, and why a rule did not match. Drools is seen only here. */
@NullMarked
package io.carom.rules.match;

import org.jspecify.annotations.NullMarked;
