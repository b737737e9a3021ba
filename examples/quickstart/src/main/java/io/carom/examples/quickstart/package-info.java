/** A mail platform of a few lines that embeds Carom; read it, copy it. */
@NullMarked
package io.carom.examples.quickstart;

import org.jspecify.annotations.NullMarked;
