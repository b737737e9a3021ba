/** Compiles, lints, checks and evaluates DRL; the only package that sees Drools. */
@NullMarked
package io.carom.rules;

import org.jspecify.annotations.NullMarked;
