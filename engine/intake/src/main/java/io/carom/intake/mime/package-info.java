/**
 * A bounded scanner for mails as bytes: headers, nested parts, transfer encodings and charsets. It knows nothing of bounces, reads
 * what is broken as far as it goes, and never throws because of what a mail contains.
 */
@NullMarked
package io.carom.intake.mime;

import org.jspecify.annotations.NullMarked;
