/** What the verb {@code undo} reads and prints: selections, files that name decisions, previews, progress. It decides nothing. */
@NullMarked
package io.carom.standalone.undo;

import org.jspecify.annotations.NullMarked;
