/** Recorded decisions, read back and put into words for people. */
@NullMarked
package io.carom.standalone.decision;

import org.jspecify.annotations.NullMarked;
