package io.carom.intake.classify;

import io.carom.api.EventKind;
import io.carom.spi.Reading;

/**
 * A reply line and what it says. Immutable; made by {@link LineClassifier}.
 *
 * @param line the line as it was read, without its end
 * @param event {@link EventKind#DELIVERY} for a success, else {@link EventKind#BOUNCE}
 * @param reading what it says
 */
public record ClassifiedLine(String line, EventKind event, Reading reading) {}
