/**
 * What Carom talks about: events, classifications, proposals, decisions and actions. Immutable values (the one exception is
 * {@link io.carom.api.Bounce}, the fact that rules match); nothing here does I/O, keeps state or knows a library.
 */
@NullMarked
package io.carom.api;

import org.jspecify.annotations.NullMarked;
