/** A newsletter platform with readers of its own, and the plugin by which Carom tells it whom not to write to any more. */
@NullMarked
package io.carom.examples.host;

import org.jspecify.annotations.NullMarked;
