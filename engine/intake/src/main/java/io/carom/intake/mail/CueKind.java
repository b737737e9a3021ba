package io.carom.intake.mail;

/** What a cue phrase marks; each is a section of {@code cues.txt}. */
enum CueKind {
    /** A message was not delivered. */
    FAILURE,
    /** A message is delayed, the sender goes on trying. */
    DELAY,
    /** Nothing is tried any more, whatever else is said of delays. */
    FINAL,
    /** What follows is the message that came back. */
    RETURNED,
    /** Subjects of bounces. */
    SUBJECT,
    /** Subjects of delays. */
    DELAY_SUBJECT,
    /** Subjects of automatic replies. */
    REPLY_SUBJECT,
    /** Words of automatic replies. */
    REPLY,
    /** A challenge: the sender is asked to prove to be a person. */
    CHALLENGE,
    /** Senders of bounces: local parts and names. */
    DAEMON,
    /** Senders of which bounces are only a part of what they write. */
    AUTOMATON,
    /** The address is another name of the one above. */
    ALIAS,
    /** Whom to ask, or who sent: an address in this line failed not. */
    BYSTANDER,
    /** Subjects of complaints in older forms. */
    COMPLAINT,
    /** A message was delivered, or was passed on. */
    DELIVERED
}
