package io.carom.intake.mail;

import io.carom.api.EnhancedStatus;
import io.carom.api.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known of one recipient while a mail is read. For one thread. */
final class Draft {
    /** The address that failed, as the report's last word. */
    @Nullable
    String recipient;
    /** The address that the message was sent to, where the report tells it apart. */
    @Nullable
    String original;

    /** The failed mailbox where the report gives no domain. */
    @Nullable
    String localName;

    @Nullable
    String action;

    @Nullable
    EnhancedStatus statusField;
    /** The Status field where it holds a reply or plain words instead of a code. */
    @Nullable
    String statusText;

    /** What the Status field says in brackets. */
    @Nullable
    String comment;

    /** What the way of reporting says of the cause where no words do. */
    @Nullable
    Reason hint;

    @Nullable
    String diagnostic;

    @Nullable
    String remoteMta;

    @Nullable
    String command;

    @Nullable
    Instant at;

    /** Whether the layout of a notice, not a sentence, makes its address a failed one. */
    boolean plain;

    /** The address that the message was sent to, as far as the report says. */
    @Nullable
    String sentTo() {
        return original != null ? original : recipient;
    }

    void addDiagnostic(String text) {
        diagnostic = diagnostic == null ? text : diagnostic + " " + text;
    }
}
