/** The verbs of the command line, one class each: options, what is read, what is printed. */
@NullMarked
package io.carom.standalone.verb;

import org.jspecify.annotations.NullMarked;
