package io.carom.intake.mail;

import java.util.List;

/**
 * Weighs whether a mail without a readable report part is a bounce, a delay, an automatic reply or none of them. For one mail and one
 * thread.
 */
final class BounceTest {
    private static final int ENOUGH = 4;

    private final Envelope envelope;
    private final Notice notice;
    private final int inText;
    private final int inSubject;
    private final boolean returned;
    private final boolean statusPart;

    BounceTest(Envelope envelope, Notice notice, boolean returned, boolean statusPart) {
        this.envelope = envelope;
        this.notice = notice;
        this.returned = returned;
        this.statusPart = statusPart;
        this.inText = notice.kinds();
        this.inSubject = envelope.subjectKinds();
    }

    private boolean says() {
        return Cues.is(inText, CueKind.FAILURE) || Cues.is(inText, CueKind.DELAY);
    }

    private boolean subjectSays() {
        return Cues.is(inSubject, CueKind.SUBJECT)
                || Cues.is(inSubject, CueKind.DELAY_SUBJECT)
                || Cues.is(inSubject, CueKind.FAILURE);
    }

    /** Whether a person's automatic reply speaks for itself. */
    boolean autoReply() {
        if (statusPart || !envelope.failed().isEmpty()) {
            return false;
        }
        if (envelope.reply()
                && envelope.answers()
                && !envelope.daemon()
                && !envelope.automaton()
                && !envelope.nullSender()) {
            return true;
        }
        boolean bounceLike = ((envelope.daemon() || envelope.from().isEmpty()) && (says() || subjectSays()))
                || (subjectSays() && says());
        if (bounceLike) {
            return false;
        }
        return envelope.reply()
                || Cues.is(inSubject, CueKind.REPLY_SUBJECT)
                || (Cues.is(inText, CueKind.CHALLENGE)
                        && (envelope.answers() || (!returned && (envelope.nullSender() || envelope.repeats()))));
    }

    /** Whether a mail that is no bounce after all looks like an automatic reply. */
    boolean weakAutoReply() {
        return envelope.reply()
                || (Cues.is(inText, CueKind.REPLY)
                        && (envelope.nullSender() || envelope.automatic().startsWith("auto")));
    }

    /**
     * Whether the mail is a bounce or a delay.
     *
     * @param drafts what the notice says of addresses that failed
     */
    boolean bounce(List<Draft> drafts) {
        boolean field = !envelope.failed().isEmpty();
        if (envelope.report().equals("disposition-notification") || (aside() && !field)) {
            return false;
        }
        boolean report = envelope.report().equals("delivery-status") || statusPart;
        boolean automatic = envelope.automatic().startsWith("auto");
        boolean mailSystem = envelope.daemon() || envelope.nullSender() || report || field;
        boolean code = notice.hasCode(!mailSystem);
        boolean spelt = mailSystem && Verp.spelt(envelope.to()) != null;
        boolean evidence = !drafts.isEmpty() || returned || field || statusPart || spelt || (code && mailSystem);
        if (!evidence || !(says() || subjectSays() || field || code)) {
            return false;
        }
        if (!mailSystem && !automatic && !notice(drafts, code)) {
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

    /** Whether a mail from anybody has the looks of a notice: somebody must have failed by its layout, not by a sentence. */
    private boolean notice(List<Draft> drafts, boolean code) {
        boolean shown = code || returned || drafts.stream().anyMatch(draft -> draft.plain);
        return shown
                && !envelope.answers()
                && !envelope.letter()
                && ((subjectSays() && says()) || (returned && (says() || code)));
    }

    /** Whether a mail system speaks to its own people. */
    private boolean aside() {
        return !statusPart && Cues.is(inSubject, CueKind.ASIDE);
    }

    /** Whether a mail system names addresses by layout, in a language that no cue is known of: what it says of them decides. */
    boolean foreign(List<Draft> drafts) {
        return envelope.daemon()
                && envelope.nullSender()
                && !envelope.answers()
                && !envelope.reply()
                && !aside()
                && (returned || notice.hasCode(true) || notice.isForeign())
                && drafts.stream().anyMatch(draft -> draft.plain);
    }

    /** Whether the sender's server goes on trying. */
    boolean delayed() {
        boolean delay = Cues.is(inText, CueKind.DELAY) || Cues.is(inSubject, CueKind.DELAY_SUBJECT);
        return delay && !Cues.is(inText, CueKind.FINAL) && !Cues.is(inSubject, CueKind.FINAL);
    }

    /** Whether it tells of success. */
    boolean delivered() {
        return (Cues.is(inText, CueKind.DELIVERED) || Cues.is(inSubject, CueKind.DELIVERED)) && !says();
    }
}
