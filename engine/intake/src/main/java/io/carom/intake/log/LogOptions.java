package io.carom.intake.log;

import io.carom.api.Proof;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * How logs are read. Immutable; begin with {@link #defaults} and change what differs.
 *
 * @param format the format, or null: it is recognised by the first lines
 * @param server the name that events carry as {@code server}, or null: the host that the log names
 * @param proof the proof that events carry
 * @param zone the zone of times that are written without one
 * @param reference an instant that is not before the last line, for dates without a year; null: the file's time of change, or now
 * @param expired whether a message that Postfix gave up gives one more event for each recipient that was still waiting
 * @param nullSender whether mail from the null sender (reports, mostly) gives events
 * @param maxLine longest line in bytes; a longer one is skipped and counted. 1 KiB to 64 MiB
 * @param maxMessages how many messages are remembered between their lines; the one that was silent longest is forgotten first
 * @param maxRecipients how many recipients are remembered for one message
 * @param maxAge for how long a message is remembered after its last line, in the log's own time
 * @param maxBad how many unreadable lines are reported one by one; all are counted
 */
public record LogOptions(
        @Nullable LogFormat format,
        @Nullable String server,
        Proof proof,
        ZoneId zone,
        @Nullable Instant reference,
        boolean expired,
        boolean nullSender,
        int maxLine,
        int maxMessages,
        int maxRecipients,
        Duration maxAge,
        int maxBad) {
    private static final LogOptions DEFAULTS = new LogOptions(
            null,
            null,
            Proof.OPERATOR,
            ZoneOffset.UTC,
            null,
            false,
            true,
            1 << 20,
            100_000,
            1_000,
            Duration.ofDays(7),
            100);

    /** Fails with {@link IllegalArgumentException} when a limit is out of its range. */
    public LogOptions {
        if (maxLine < 1024 || maxLine > (64 << 20)) {
            throw new IllegalArgumentException("maxLine " + maxLine + " is not between 1024 and 67108864 bytes");
        }
        if (maxMessages < 1 || maxRecipients < 1 || maxBad < 0 || maxAge.isNegative()) {
            throw new IllegalArgumentException("maxMessages " + maxMessages + ", maxRecipients " + maxRecipients
                    + ", maxBad " + maxBad + ", maxAge " + maxAge
                    + ": the first two are at least 1, the others not negative");
        }
    }

    /** Format recognised, proof {@code operator}, times in UTC, lines up to 1 MiB, 100,000 messages of 7 days. */
    public static LogOptions defaults() {
        return DEFAULTS;
    }

    /** With this format instead of a recognised one. */
    public LogOptions withFormat(@Nullable LogFormat value) {
        return new LogOptions(
                value,
                server,
                proof,
                zone,
                reference,
                expired,
                nullSender,
                maxLine,
                maxMessages,
                maxRecipients,
                maxAge,
                maxBad);
    }

    /** With this name of the sending server. */
    public LogOptions withServer(@Nullable String value) {
        return new LogOptions(
                format,
                value,
                proof,
                zone,
                reference,
                expired,
                nullSender,
                maxLine,
                maxMessages,
                maxRecipients,
                maxAge,
                maxBad);
    }

    /** With this proof. */
    public LogOptions withProof(Proof value) {
        return new LogOptions(
                format,
                server,
                value,
                zone,
                reference,
                expired,
                nullSender,
                maxLine,
                maxMessages,
                maxRecipients,
                maxAge,
                maxBad);
    }

    /** With this zone for times without one. */
    public LogOptions withZone(ZoneId value) {
        return new LogOptions(
                format,
                server,
                proof,
                value,
                reference,
                expired,
                nullSender,
                maxLine,
                maxMessages,
                maxRecipients,
                maxAge,
                maxBad);
    }

    /** With this instant, not before the last line, for dates without a year. */
    public LogOptions withReference(@Nullable Instant value) {
        return new LogOptions(
                format,
                server,
                proof,
                zone,
                value,
                expired,
                nullSender,
                maxLine,
                maxMessages,
                maxRecipients,
                maxAge,
                maxBad);
    }

    /** With or without events for messages that Postfix gave up. */
    public LogOptions withExpired(boolean value) {
        return new LogOptions(
                format,
                server,
                proof,
                zone,
                reference,
                value,
                nullSender,
                maxLine,
                maxMessages,
                maxRecipients,
                maxAge,
                maxBad);
    }

    /** With or without mail from the null sender. */
    public LogOptions withNullSender(boolean value) {
        return new LogOptions(
                format,
                server,
                proof,
                zone,
                reference,
                expired,
                value,
                maxLine,
                maxMessages,
                maxRecipients,
                maxAge,
                maxBad);
    }

    /** With these limits. */
    public LogOptions withLimits(int lineBytes, int messages, int recipients, Duration age, int bad) {
        return new LogOptions(
                format, server, proof, zone, reference, expired, nullSender, lineBytes, messages, recipients, age, bad);
    }
}
