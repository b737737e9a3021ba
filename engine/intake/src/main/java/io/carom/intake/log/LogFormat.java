package io.carom.intake.log;

import java.util.Optional;

/** How a log is written. */
public enum LogFormat {
    /** Lines with a syslog header; each line's program says which server wrote it: Postfix, Exim, OpenSMTPD, Haraka, ZoneMTA. */
    SYSLOG("syslog"),
    /** Exim's main log. */
    EXIM("exim"),
    /** PowerMTA's accounting file: CSV with a header line. */
    POWERMTA("powermta"),
    /** KumoMTA's log: one JSON object a line. */
    KUMOMTA("kumomta"),
    /** Haraka's own log lines, without a syslog header. */
    HARAKA("haraka"),
    /** ZoneMTA's own log lines, without a syslog header. */
    ZONEMTA("zonemta"),
    /** One SMTP reply a line, with the recipient in front of it or in angle brackets within. */
    REPLIES("replies");

    private final String word;

    LogFormat(String word) {
        this.word = word;
    }

    /** The word in configuration and in {@code meta}. */
    public String word() {
        return word;
    }

    /** The format named {@code word}; {@code postfix} and {@code opensmtpd} are names of {@link #SYSLOG}. Empty when there is none. */
    public static Optional<LogFormat> of(String word) {
        if (word.equals("postfix") || word.equals("opensmtpd")) {
            return Optional.of(SYSLOG);
        }
        for (LogFormat format : values()) {
            if (format.word.equals(word)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
