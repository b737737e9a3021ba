package io.carom.engine.decide;

import io.carom.engine.alert.Watch;
import io.carom.engine.incident.Ledger;

/**
 * What decisions depend on beyond one address, in the order of the journal: shares over windows and how far each cause has reached. For
 * one thread.
 *
 * @param watch the shares that are watched
 * @param radius how many addresses each cause has changed
 * @param ledger the incidents that go on
 */
public record Surroundings(Watch watch, BlastRadius radius, Ledger ledger) {}
