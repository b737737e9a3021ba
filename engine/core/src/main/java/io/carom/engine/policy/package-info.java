/** A policy folder made into a {@link io.carom.engine.policy.Policy} that can decide: settings, rules, scripts, signals and traps. */
@NullMarked
package io.carom.engine.policy;

import org.jspecify.annotations.NullMarked;
