/** What a simulation is fed with, and its report for people and build servers. */
@NullMarked
package io.carom.standalone.simulate;

import org.jspecify.annotations.NullMarked;
