package io.carom.standalone.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/** Sets how much is logged. */
public final class Logging {
    private Logging() {}

    /** How much is logged of ours; of libraries, warnings at most. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG
    }

    /** Sets the level for the whole process. */
    public static void set(Level level) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        ch.qos.logback.classic.Level logback = ch.qos.logback.classic.Level.valueOf(level.name());
        context.getLogger("io.carom").setLevel(logback);
        context.getLogger(Logger.ROOT_LOGGER_NAME)
                .setLevel(level == Level.ERROR ? logback : ch.qos.logback.classic.Level.WARN);
    }
}
