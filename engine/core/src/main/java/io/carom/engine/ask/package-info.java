/** Asking the host what the journal does not know, without ever waiting for it long. */
@NullMarked
package io.carom.engine.ask;

import org.jspecify.annotations.NullMarked;
