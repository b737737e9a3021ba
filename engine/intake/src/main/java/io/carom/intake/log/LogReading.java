package io.carom.intake.log;

import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The reading of one log, line by line: recognises the format by the first lines, keeps what joins lines. Nothing that a line holds
 * makes it fail. For one thread.
 */
final class LogReading {
    private final LogOptions options;
    private final Joins joins;
    private final Stamps stamps;
    private final Line line = new Line();
    private final Supplier<Instant> reference;
    private @Nullable LogFormat format;
    private @Nullable LineReader reader;
    private @Nullable PowerMtaReader powerMta;

    /** {@code reference} gives an instant not before the line that is read. */
    LogReading(LogOptions options, Supplier<Instant> reference) {
        this.options = options;
        this.reference = reference;
        this.joins = new Joins(options);
        this.stamps = new Stamps(options.zone(), reference);
        if (options.format() != null) {
            use(options.format());
        }
    }

    Joins joins() {
        return joins;
    }

    Stamps stamps() {
        return stamps;
    }

    @Nullable
    LogFormat format() {
        return format;
    }

    /** Reads with this format from now on. */
    void use(LogFormat value) {
        format = value;
        reader = reader(value);
    }

    /** Reads the line that stands in {@code bytes}, its end not included. */
    void line(byte[] bytes, int from, int to, Out out) {
        int end = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
        if (end == from) {
            return;
        }
        line.set(bytes, from, end);
        try {
            if (reader == null) {
                LogFormat found = LogFormats.of(line.all);
                if (found == null) {
                    out.bad("no log format that is known begins like this line");
                    return;
                }
                use(found);
            }
            LineReader known = reader;
            if (known != null) {
                known.read(line, out);
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // A line of a shape that no reader thought of must not stop the lines behind it.
            out.bad("it cannot be read: " + e.getMessage());
        }
    }

    /** PowerMTA's header line in force, or empty. */
    String header() {
        return powerMta == null ? "" : powerMta.header();
    }

    /** Reads PowerMTA's records with this header line. */
    void header(String line) {
        if (powerMta != null) {
            powerMta.header(line);
        }
    }

    /** Whether a record goes on in the next line. */
    boolean midRecord() {
        return powerMta != null && powerMta.midRecord();
    }

    private LineReader reader(LogFormat value) {
        return switch (value) {
            case SYSLOG -> syslog();
            case EXIM -> new EximReader(options, joins, stamps);
            case POWERMTA -> {
                PowerMtaReader made = new PowerMtaReader(options, joins, stamps);
                powerMta = made;
                yield made;
            }
            case KUMOMTA -> new KumoMtaReader(options, joins, stamps);
            case HARAKA -> new HarakaReader(options, joins, stamps, reference);
            case ZONEMTA -> new ZoneMtaReader(options, joins, stamps, reference);
            case REPLIES -> new ReplyReader(options, stamps, reference);
        };
    }

    private LineReader syslog() {
        EximReader exim = new EximReader(options, joins, stamps);
        LineReader openSmtpd = new OpenSmtpdReader(options, joins);
        LineReader haraka = new HarakaReader(options, joins, stamps, reference);
        LineReader zoneMta = new ZoneMtaReader(options, joins, stamps, reference);
        return new SyslogReader(
                stamps,
                new PostfixReader(options, joins),
                Map.of(
                        "exim",
                        exim,
                        "exim4",
                        exim,
                        "smtpd",
                        openSmtpd,
                        "haraka",
                        haraka,
                        "Haraka",
                        haraka,
                        "zone-mta",
                        zoneMta,
                        "zonemta",
                        zoneMta));
    }
}
