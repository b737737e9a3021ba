/** The standalone host: the engine with what brings it events, what looks after it and what counts it. */
@NullMarked
package io.carom.standalone.serve;

import org.jspecify.annotations.NullMarked;
