package io.carom.intake.mail;

import io.carom.api.BounceType;
import io.carom.api.EnhancedStatus;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.EventSource;
import io.carom.api.Fault;
import io.carom.api.Proof;
import io.carom.api.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a mail says of one recipient. Made by {@link MailReader}; immutable. The parts are those of a record of {@code carom parse},
 * and below them what else was found.
 *
 * @param recipient the address that we sent to, as far as the mail says; null when it names none
 * @param event what happened
 * @param bounceType of a bounce or deferral, else null
 * @param fault of a bounce or deferral, else null
 * @param reason why
 * @param status the enhanced code in force, or null
 * @param replyCode the SMTP reply code in force, or null
 * @param diagnostic what the receiver said, verbatim but for line ends, or null
 * @param source what kind of mail said it
 * @param action the Action field, lower case, or null
 * @param originalRecipient the Original-Recipient field or the address that was forwarded from, where the mail tells it apart; or null
 * @param remoteMta the host that refused, lower case, or null
 * @param reportingMta the host that reports, lower case, or null
 * @param command the SMTP command that was refused: {@code RCPT TO}, {@code DATA} ..., or null
 * @param arrivedAt when it happened, else when the mail was written or received; null when nothing readable says so
 * @param messageId the Message-ID of the message that it is about, with brackets, or null
 * @param feedbackType of a complaint: {@code abuse}, {@code opt-out}, {@code fraud}, {@code virus}, {@code not-spam}, {@code other}; or null
 * @param sendingIp the address that the message was sent from, or null
 * @param disagreement whether the text contradicts the code
 * @param finalRecipient the address that failed in the end, when it is another than {@code recipient}; or null
 * @param campaign the campaign that the returned message names, or null
 * @param list the List-Id of the returned message, or null
 * @param returnPaths addresses that this mail came to, and those that the returned message came from: one of them may be a signed or a
 *     VERP return path
 * @param reportId the Message-ID of the mail itself, or null
 */
public record Report(
        @Nullable String recipient,
        EventKind event,
        @Nullable BounceType bounceType,
        @Nullable Fault fault,
        Reason reason,
        @Nullable EnhancedStatus status,
        @Nullable Integer replyCode,
        @Nullable String diagnostic,
        EventSource source,
        @Nullable String action,
        @Nullable String originalRecipient,
        @Nullable String remoteMta,
        @Nullable String reportingMta,
        @Nullable String command,
        @Nullable Instant arrivedAt,
        @Nullable String messageId,
        @Nullable String feedbackType,
        @Nullable String sendingIp,
        boolean disagreement,
        @Nullable String finalRecipient,
        @Nullable String campaign,
        @Nullable String list,
        List<String> returnPaths,
        @Nullable String reportId) {
    /** Takes its own copy of the list. */
    public Report {
        returnPaths = List.copyOf(returnPaths);
    }

    /** This report about another recipient: the one that it was found to be about. */
    public Report about(String address) {
        return new Report(
                address,
                event,
                bounceType,
                fault,
                reason,
                status,
                replyCode,
                diagnostic,
                source,
                action,
                originalRecipient,
                remoteMta,
                reportingMta,
                command,
                arrivedAt,
                messageId,
                feedbackType,
                sendingIp,
                disagreement,
                finalRecipient,
                campaign,
                list,
                returnPaths,
                reportId);
    }

    /**
     * This report as an event for the engine; empty when it names no recipient. The id comes from the content, so that the same mail
     * gives the same event however often and by whatever way it arrives.
     *
     * @param proof how its origin was proven: the caller knows
     * @param received when the mail was received, for mails that say no time
     */
    public Optional<Event> toEvent(Proof proof, Instant received) {
        if (recipient == null || recipient.isBlank()) {
            return Optional.empty();
        }
        boolean failure = event == EventKind.BOUNCE || event == EventKind.DEFERRAL;
        return Optional.of(Event.of(event, arrivedAt == null ? received : arrivedAt, recipient)
                .id(id())
                .replyCode(replyCode)
                .status(status)
                .diagnostic(diagnostic)
                .message(messageId)
                .campaign(campaign)
                .list(list)
                .sendingIp(sendingIp)
                .remoteMta(remoteMta)
                .source(source)
                .proof(proof)
                .feedbackType(feedbackType)
                .bounceType(failure ? bounceType : null)
                .reason(failure ? reason : null)
                .action(action)
                .meta(reportingMta == null ? Map.of() : Map.of("reportingMta", reportingMta))
                .build());
    }

    private String id() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String[] parts = {
                event.word(),
                recipient == null ? "" : recipient.toLowerCase(Locale.ROOT),
                reportId == null ? "" : reportId,
                messageId == null ? "" : messageId,
                status == null ? "" : status.toString(),
                replyCode == null ? "" : replyCode.toString(),
                arrivedAt == null ? "" : arrivedAt.toString(),
                diagnostic == null ? "" : diagnostic,
                feedbackType == null ? "" : feedbackType
            };
            for (String part : parts) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return "mail-" + HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java has no SHA-256", missing);
        }
    }
}
