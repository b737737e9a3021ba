/** A journal in memory, for {@code decide}, simulation and tests; nothing here survives the process. */
@NullMarked
package io.carom.engine.memory;

import org.jspecify.annotations.NullMarked;
