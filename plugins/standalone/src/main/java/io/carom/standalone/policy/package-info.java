/** What {@code carom policy} prints: results of cases, explanations, the handbook. Text only; it decides nothing itself. */
@NullMarked
package io.carom.standalone.policy;

import org.jspecify.annotations.NullMarked;
