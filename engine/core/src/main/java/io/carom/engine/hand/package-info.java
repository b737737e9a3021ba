/** What a person changes in bulk, with the same consequences as what is decided. What gives addresses back is not in here. */
@NullMarked
package io.carom.engine.hand;

import org.jspecify.annotations.NullMarked;
