package io.carom.standalone.verb;

import io.carom.intake.log.LogFormat;
import io.carom.intake.log.LogOptions;
import io.carom.standalone.cli.Nearest;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Wrong;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** How the command line says that mail servers' logs are read. For one thread. */
final class Logs {
    private static final List<String> FORMATS = Stream.concat(
                    Stream.of("postfix", "opensmtpd"),
                    Stream.of(LogFormat.values()).map(LogFormat::word))
            .sorted()
            .toList();

    private LogOptions options = LogOptions.defaults();

    void declare(Options declared) {
        declared.value(
                        "--log-format",
                        "FORMAT",
                        "all files are logs of this format: " + String.join(", ", FORMATS)
                                + "; recognised unless given",
                        word -> options = options.withFormat(format(word)))
                .value(
                        "--server",
                        "NAME",
                        "the sending server that the logs' events belong to; the host that the log names unless given",
                        word -> options = options.withServer(word))
                .value(
                        "--zone",
                        "ZONE",
                        "the time zone of log lines that name none, as Europe/Berlin or +02:00; UTC unless given",
                        word -> options = options.withZone(zone(word)));
    }

    LogOptions options() {
        return options;
    }

    private static LogFormat format(String word) {
        return LogFormat.of(word)
                .orElseThrow(() -> new Wrong("--log-format `" + word + "` is no format of a log; "
                        + Nearest.to(word, FORMATS)
                                .map(near -> "did you mean `" + near + "`?")
                                .orElse("it takes " + String.join(", ", FORMATS))));
    }

    private static ZoneId zone(String word) {
        try {
            return ZoneId.of(word);
        } catch (DateTimeException e) {
            throw new Wrong("--zone `" + word + "` is no time zone; it takes a name as Europe/Berlin, or +02:00");
        }
    }
}
