/** Where log lines go and how they look: one line each, to standard error. */
@NullMarked
package io.carom.standalone.logging;

import org.jspecify.annotations.NullMarked;
