/** From a script's tree to a class: Groovy as code generator, the gate that reads the byte code, the loader that sees only the scene. */
@NullMarked
package io.carom.dsl.code;

import org.jspecify.annotations.NullMarked;
