package io.carom.api;

/** One line of an event stream: something that happened, or the configuration that events refer to. */
public sealed interface Input permits Event, ServerContext, CampaignContext {}
