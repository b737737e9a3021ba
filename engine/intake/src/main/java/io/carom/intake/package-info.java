/** Turns mails, feedback reports, webhooks and MTA logs into events; decides nothing. */
@NullMarked
package io.carom.intake;

import org.jspecify.annotations.NullMarked;
