/** Tests of generated code: what the gate refuses, and a second, independent look at accepted scripts. */
@NullMarked
package io.carom.dsl.code;

import org.jspecify.annotations.NullMarked;
