/** Coverage-guided fuzzing of what reads foreign bytes: how a run is started, and the targets that have no package of their own. */
@NullMarked
package io.carom.intake.fuzz;

import org.jspecify.annotations.NullMarked;
