/**
 * Rule files as text: a closed subset of DRL is read into records that hold nothing but names, literals and places. Whatever is not
 * in the subset has no record, so it cannot reach a compiler. Knows nothing of Drools.
 */
@NullMarked
package io.carom.rules.drl;

import org.jspecify.annotations.NullMarked;
