package io.carom.intake.mail;

import java.util.Set;

/**
 * Weighs whether a mail without a readable report part is a bounce, a delay, an automatic reply or none of them. For one mail and one
 * thread.
 */
final class BounceTest {
    private static final int ENOUGH = 4;

    private final Envelope envelope;
    private final Notice notice;
    private final Set<CueKind> inText;
    private final Set<CueKind> inSubject;
    private final boolean returned;
    private final boolean statusPart;

    BounceTest(Envelope envelope, Notice notice, Cues cues, boolean returned, boolean statusPart) {
        this.envelope = envelope;
        this.notice = notice;
        this.returned = returned;
        this.statusPart = statusPart;
        this.inText = cues.in(notice.text());
        this.inSubject = cues.in(envelope.subject());
    }

    private boolean says() {
        return inText.contains(CueKind.FAILURE) || inText.contains(CueKind.DELAY);
    }

    private boolean subjectSays() {
        return inSubject.contains(CueKind.SUBJECT)
                || inSubject.contains(CueKind.DELAY_SUBJECT)
                || inSubject.contains(CueKind.FAILURE);
    }

    /** Whether a person's automatic reply speaks for itself. */
    boolean autoReply() {
        if (statusPart || !envelope.failed().isEmpty()) {
            return false;
        }
        boolean bounceLike = ((envelope.daemon() || envelope.from().isEmpty()) && (says() || subjectSays()))
                || (subjectSays() && says());
        if (bounceLike) {
            return false;
        }
        return envelope.reply()
                || inSubject.contains(CueKind.REPLY_SUBJECT)
                || (inText.contains(CueKind.CHALLENGE) && (envelope.answers() || !returned));
    }

    /** Whether a mail that is no bounce after all looks like an automatic reply. */
    boolean weakAutoReply() {
        return envelope.reply()
                || (inText.contains(CueKind.REPLY)
                        && (envelope.nullSender() || envelope.automatic().startsWith("auto")));
    }

    /**
     * Whether the mail is a bounce or a delay.
     *
     * @param named whether the notice names an address as failed
     */
    boolean bounce(boolean named) {
        if (envelope.report().equals("disposition-notification")) {
            return false;
        }
        boolean code = Replies.code(notice.text()) != 0 || Replies.status(notice.text()) != null;
        boolean field = !envelope.failed().isEmpty();
        boolean report = envelope.report().equals("delivery-status") || statusPart;
        boolean automatic = envelope.automatic().startsWith("auto");
        boolean system = envelope.daemon() || envelope.nullSender() || report || field || automatic;
        boolean evidence = named || returned || field || statusPart || code;
        if (!evidence || !(says() || subjectSays() || field || code)) {
            return false;
        }
        if (!system && (envelope.answers() || !(subjectSays() && says()) && !(returned && (says() || code)))) {
            return false;
        }
        int weight = 0;
        weight += subjectSays() ? 2 : 0;
        weight += envelope.daemon() ? 2 : 0;
        weight += envelope.automaton() ? 1 : 0;
        weight += envelope.nullSender() ? 1 : 0;
        weight += says() ? 2 : 0;
        weight += field ? 3 : 0;
        weight += report ? 2 : 0;
        weight += code ? 1 : 0;
        weight += automatic ? 1 : 0;
        weight += returned ? 1 : 0;
        return weight >= ENOUGH;
    }

    /** Whether the sender's server goes on trying. */
    boolean delayed() {
        boolean delay = inText.contains(CueKind.DELAY) || inSubject.contains(CueKind.DELAY_SUBJECT);
        return delay && !inText.contains(CueKind.FINAL) && !inSubject.contains(CueKind.FINAL);
    }

    /** Whether it tells of success. */
    boolean delivered() {
        return (inText.contains(CueKind.DELIVERED) || inSubject.contains(CueKind.DELIVERED)) && !says();
    }
}
