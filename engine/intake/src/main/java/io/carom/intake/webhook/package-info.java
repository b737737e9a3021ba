/**
 * Requests of mail providers become events: {@link io.carom.intake.webhook.Webhooks} takes headers and body, proves the origin where
 * the provider signs, and answers with events, a confirmation to follow, or a refusal. Opens no connection and keeps nothing but
 * the signatures seen within the freshness window. It classifies nothing: texts and codes are passed on.
 */
@NullMarked
package io.carom.intake.webhook;

import org.jspecify.annotations.NullMarked;
