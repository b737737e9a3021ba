package io.carom.intake.mail;

/** What a cue phrase marks; each is a section of {@code cues.txt}. */
enum CueKind {
    /** A message was not delivered. */
    FAILURE(0),
    /** A message is delayed, the sender goes on trying. */
    DELAY(1),
    /** Nothing is tried any more, whatever else is said of delays. */
    FINAL(2),
    /** What follows is the message that came back. */
    RETURNED(3),
    /** Subjects of bounces. */
    SUBJECT(4),
    /** Subjects of delays. */
    DELAY_SUBJECT(5),
    /** Subjects of automatic replies. */
    REPLY_SUBJECT(6),
    /** Words of automatic replies. */
    REPLY(7),
    /** A challenge: the sender is asked to prove to be a person. */
    CHALLENGE(8),
    /** Senders of bounces: local parts and names. */
    DAEMON(9),
    /** Senders of which bounces are only a part of what they write. */
    AUTOMATON(10),
    /** The address is another name of the one above. */
    ALIAS(11),
    /** Whom to ask, or who sent: an address in this line failed not. */
    BYSTANDER(12),
    /** Subjects of complaints in older forms. */
    COMPLAINT(13),
    /** A message was delivered, or was passed on. */
    DELIVERED(14),
    /** Subjects of what mail systems write to their own people. */
    ASIDE(15);

    private final int mask;

    CueKind(int bit) {
        mask = 1 << bit;
    }

    /** This kind in a set of kinds that is kept as bits. */
    int mask() {
        return mask;
    }
}
