/** What rules cost: one phase, all phases of a decision, compiling a policy. */
@NullMarked
package io.carom.benchmarks.rules;

import org.jspecify.annotations.NullMarked;
