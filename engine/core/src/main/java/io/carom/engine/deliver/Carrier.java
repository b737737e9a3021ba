package io.carom.engine.deliver;

import java.util.List;

/**
 * Hands things to one receiver. Called by several threads, never by two about one address; a call that takes longer than it may is
 * interrupted and counts as {@link Answer.Kind#LATER}, and so does one that throws.
 */
@FunctionalInterface
public interface Carrier<T> {
    /** Hands over these, in their order, and answers as many answers in the same order. */
    List<Answer> carry(List<T> parcels);
}
