/** The cases of a policy: events in, expected parts of a decision out, with a virtual clock. Prints nothing and writes no file. */
@NullMarked
package io.carom.engine.cases;

import org.jspecify.annotations.NullMarked;
