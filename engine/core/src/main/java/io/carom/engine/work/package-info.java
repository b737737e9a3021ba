/** What goes on beside the road: workers that are woken again and again, and whether each of them makes progress. */
@NullMarked
package io.carom.engine.work;

import org.jspecify.annotations.NullMarked;
