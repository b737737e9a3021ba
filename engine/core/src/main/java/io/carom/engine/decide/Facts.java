package io.carom.engine.decide;

import io.carom.api.Bounce;
import io.carom.api.Classification;
import io.carom.api.EnhancedStatus;
import io.carom.api.Event;
import io.carom.api.Proof;
import io.carom.api.SmtpReply;
import io.carom.spi.AddressKey;
import io.carom.spi.Evidence;
import io.carom.spi.Reading;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Fills the flat fact from an event, its reading and what was decided so far. Pure. */
final class Facts {
    private Facts() {}

    /** What there is to read about a failure; {@code mx} is the fact's. */
    static Evidence evidence(Event event, String domain, String mx) {
        SmtpReply reply = event.reply() == null ? null : SmtpReply.parse(event.reply());
        Integer code = event.replyCode() != null
                ? event.replyCode()
                : reply == null || reply.code() == 0 ? null : Integer.valueOf(reply.code());
        EnhancedStatus status = event.status() != null ? event.status() : reply == null ? null : reply.status();
        return new Evidence(
                text(event),
                code,
                status,
                event.action(),
                domain,
                event.remoteMta() == null ? null : mx,
                null,
                event.bounceType(),
                event.reason());
    }

    /** The text to read and to show. */
    static String text(Event event) {
        return event.diagnostic() != null ? event.diagnostic() : event.reply() != null ? event.reply() : "";
    }

    static void ofEvent(Bounce fact, Event event, AddressKey address, String domain) {
        fact.clear();
        fact.setEvent(event.kind().word());
        fact.setText(text(event));
        fact.setRecipient(address.address());
        fact.setDomain(domain);
        fact.setMx(orEmpty(lower(event.remoteMta())));
        fact.setServer(orEmpty(event.server()));
        fact.setSendingIp(orEmpty(event.sendingIp()));
        fact.setCampaign(orEmpty(event.campaign()));
        fact.setList(orEmpty(event.list()));
        fact.setSource(event.source().word());
        fact.setProof(event.proof().word());
        fact.setFeedbackType(orEmpty(lower(event.feedbackType())));
    }

    static void ofReading(Bounce fact, Reading reading) {
        if (reading.status() != null) {
            EnhancedStatus status = reading.status();
            fact.setStatus(status.toString());
            fact.setStatusClass(status.statusClass());
            fact.setSubject(status.statusClass() + "." + status.subject());
        }
        if (reading.replyCode() != null) {
            fact.setReplyCode(reading.replyCode());
            fact.setReplyClass(reading.replyCode() / 100);
        }
        fact.setReading(reading.reason().word());
        fact.setReadingType(reading.bounceType().word());
        fact.setReadingFault(reading.fault().word());
        fact.setDisagreement(reading.disagreement());
        fact.setSignals(reading.signals());
        fact.setFamily(orEmpty(reading.family()));
    }

    static void ofClassification(Bounce fact, Classification what) {
        fact.setBounceType(what.bounceType() == null ? "" : what.bounceType().word());
        fact.setFault(what.fault() == null ? "" : what.fault().word());
        fact.setReason(what.reason().word());
        fact.setPromoted(what.promoted() == null ? "" : what.promoted().word());
    }

    /** Why an event may change nothing. */
    static String unproven(Event event) {
        return event.proof() == Proof.NONE
                ? "No proof of origin"
                : "The proof `" + event.proof().word() + "` is not trusted of `"
                        + event.source().word() + "`";
    }

    static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }
}
