/**
 * The one classifier for mails, reply lines, webhooks and logs: codes and phrases are data ({@code signals/*.yml}), found in one pass.
 * Nothing here reads mails or knows a policy.
 */
@NullMarked
package io.carom.intake.classify;

import org.jspecify.annotations.NullMarked;
