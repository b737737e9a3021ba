/** Running inputs through the engine and counting what became of them. */
@NullMarked
package io.carom.standalone.record;

import org.jspecify.annotations.NullMarked;
