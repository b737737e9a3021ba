/** Incidents as people are told of them: on the command line, in the log, by mail and by webhook. */
@NullMarked
package io.carom.standalone.incident;

import org.jspecify.annotations.NullMarked;
