/** Who carries out what is decided, and who is told of it, put together from the settings. */
@NullMarked
package io.carom.standalone.host;

import org.jspecify.annotations.NullMarked;
