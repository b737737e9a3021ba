/**
 * What {@code carom.yml} says: how this program runs and with whom it speaks. What is decided about addresses stands in the policy, not
 * here.
 */
@NullMarked
package io.carom.standalone.settings;

import org.jspecify.annotations.NullMarked;
