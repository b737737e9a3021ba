/** The product as one program: command line, server and console; policy itself is elsewhere. */
@NullMarked
package io.carom.standalone;

import org.jspecify.annotations.NullMarked;
