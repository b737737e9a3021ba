/** Outgoing webhooks: signatures, addresses, and a client that has to do with hostile servers. */
package io.carom.engine.webhook;
