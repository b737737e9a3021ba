/** The road from an event to a decision; nothing here reads mail, rules, scripts or a database. */
@NullMarked
package io.carom.engine;

import org.jspecify.annotations.NullMarked;
