/**
 * Outgoing webhooks: what is told to whom, signed as Standard Webhooks has it, and sent only to addresses that may be sent to.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks</a>
 */
@NullMarked
package io.carom.engine.webhook;

import org.jspecify.annotations.NullMarked;
