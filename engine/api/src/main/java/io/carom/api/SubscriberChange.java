package io.carom.api;

/** A subscriber's status before and after a decision. Immutable. */
public record SubscriberChange(SubscriberStatus from, SubscriberStatus to) {}
