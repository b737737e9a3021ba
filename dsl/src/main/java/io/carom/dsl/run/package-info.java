/** What compiled scripts run on: facts, operators, verbs, patterns with a bounded cost. No Groovy is needed here. */
@NullMarked
package io.carom.dsl.run;

import org.jspecify.annotations.NullMarked;
