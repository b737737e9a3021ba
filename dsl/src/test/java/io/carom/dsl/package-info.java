/** Tests of domain scripts: language, errors, safety, bounds. */
@NullMarked
package io.carom.dsl;

import org.jspecify.annotations.NullMarked;
