/**
 * Mails that report something about a message that was sent: delivery reports, feedback reports, automatic replies and bounces in
 * plain words become {@link io.carom.intake.mail.Report}s. What a failure means is asked of a {@link io.carom.spi.Classifier};
 * nothing here decides it.
 */
@NullMarked
package io.carom.intake.mail;

import org.jspecify.annotations.NullMarked;
