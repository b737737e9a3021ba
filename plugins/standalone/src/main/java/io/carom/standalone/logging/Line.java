package io.carom.standalone.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import io.carom.standalone.cli.Text;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** One log line: instant, level, the class's own name, message. Text of others cannot forge another line. */
final class Line extends LayoutBase<ILoggingEvent> {
    @Override
    public String doLayout(ILoggingEvent event) {
        String name = event.getLoggerName();
        StringBuilder line = new StringBuilder(128)
                .append(Instant.ofEpochMilli(event.getTimeStamp()).truncatedTo(ChronoUnit.SECONDS))
                .append(
                        event.getLevel() == Level.INFO
                                ? " INFO  "
                                : " " + event.getLevel() + (event.getLevel() == Level.WARN ? "  " : " "))
                .append(name, name.lastIndexOf('.') + 1, name.length())
                .append(": ")
                .append(Text.oneLine(event.getFormattedMessage()))
                .append('\n');
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            line.append(ThrowableProxyUtil.asString(thrown));
        }
        return line.toString();
    }
}
