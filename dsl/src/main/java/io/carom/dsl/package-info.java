/** Compiles, checks and runs domain scripts; the only package that sees Groovy. */
@NullMarked
package io.carom.dsl;

import org.jspecify.annotations.NullMarked;
