/** History under two policies, and how the decisions differ. Stores nothing and calls nobody. */
@NullMarked
package io.carom.engine.simulate;

import org.jspecify.annotations.NullMarked;
