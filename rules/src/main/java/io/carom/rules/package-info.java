/**
 * The rule engine: reads rule files ({@code io.carom.rules.drl}), runs them ({@code io.carom.rules.match}) and holds the stock policy.
 * What {@link io.carom.spi.RuleEngine} offers, found by {@link java.util.ServiceLoader}; nothing of it knows journals or hosts.
 */
@NullMarked
package io.carom.rules;

import org.jspecify.annotations.NullMarked;
