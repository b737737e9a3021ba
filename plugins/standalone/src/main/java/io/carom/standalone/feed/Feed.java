package io.carom.standalone.feed;

import io.carom.api.Event;
import io.carom.api.Input;
import io.carom.api.InputException;
import io.carom.api.Proof;
import io.carom.engine.json.EventJson;
import io.carom.intake.log.LogEntry;
import io.carom.intake.log.LogSource;
import io.carom.intake.mail.MailFiles;
import io.carom.intake.mail.MailReader;
import io.carom.intake.mail.ReadLimits;
import io.carom.intake.mail.Report;
import io.carom.spi.Classifier;
import io.carom.standalone.cli.LineSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Reads mails, mail servers' logs, webhook bodies and event files, and hands over what they tell. What cannot be read is reported and
 * passed over. For one thread.
 */
public final class Feed {
    private final MailReader mails;
    private final WebhookBodies webhooks;
    private final FeedOptions options;
    private final Clock clock;
    private final Sink sink;

    /** Takes what is read. */
    public interface Sink {
        /** Takes an event or a context line; answers whether to go on. */
        boolean take(Input input, String place);

        /** Counts one that was read: {@code mail}, {@code log}, {@code webhook} or {@code event file}. */
        void read(String what);

        /** Counts a mail that reports nothing. */
        void nothingReported(String place);

        /** Counts and reports what cannot be read. */
        void bad(String place, String why);
    }

    /**
     * A feed into {@code sink}.
     *
     * @param classifier what failures in mails mean
     * @param options how it is read
     * @param clock the time, for what names none
     */
    public Feed(Classifier classifier, FeedOptions options, Clock clock, Sink sink) {
        this.mails = new MailReader(classifier);
        this.webhooks = new WebhookBodies(options.provider(), clock, options.webhooks());
        this.options = options;
        this.clock = clock;
        this.sink = sink;
    }

    /** Reads everything that the command line names. */
    public void readAll(List<String> given, InputStream standardInput) {
        Tree.walk(given, new Tree.Sink() {
            @Override
            public boolean file(String name, Path file) {
                return Feed.this.file(file);
            }

            @Override
            public boolean standardInput() {
                return stream(standardInput, "stdin", clock.instant());
            }

            @Override
            public void bad(String place, String why) {
                sink.bad(place, why);
            }
        });
    }

    /** Whether a file holds events, one a line; false for a folder and for what cannot be read. */
    public static boolean holdsEvents(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(Content.HEAD);
            return Content.of(head, head.length) == Content.EVENTS;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean file(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return stream(in, file.toString(), Files.getLastModifiedTime(file).toInstant());
        } catch (IOException e) {
            sink.bad(file.toString(), Trouble.with(e));
            return true;
        }
    }

    private boolean stream(InputStream raw, String place, Instant changed) {
        BufferedInputStream in = new BufferedInputStream(raw, Content.HEAD);
        try {
            in.mark(Content.HEAD);
            byte[] head = in.readNBytes(Content.HEAD);
            in.reset();
            return switch (content(head)) {
                case EMPTY -> refuse(place, "is empty; nothing to read");
                case OTHER -> refuse(place, "is no mail, log, webhook body or event file (binary data); leave it out");
                case EVENTS -> events(in, place);
                case LOG -> log(in, place, changed);
                case WEBHOOK -> webhook(in, place);
                case MAIL -> mail(in, place, changed);
            };
        } catch (IOException e) {
            return refuse(place, Trouble.with(e));
        }
    }

    private Content content(byte[] head) {
        Content content = Content.of(head, head.length);
        if (content == Content.EMPTY) {
            return content;
        }
        if (options.logs().format() != null) {
            return Content.LOG;
        }
        return options.provider().isPresent() && Content.mayBeRequest(head, head.length) ? Content.WEBHOOK : content;
    }

    private boolean refuse(String place, String why) {
        sink.bad(place, why);
        return true;
    }

    private boolean mail(InputStream in, String place, Instant received) throws IOException {
        return MailFiles.read(in, place, ReadLimits.DEFAULT, new MailFiles.Sink() {
            @Override
            public boolean mail(String file, byte[] mail) {
                sink.read("mail");
                List<Report> reports = mails.read(mail);
                if (reports.isEmpty()) {
                    sink.nothingReported(file);
                }
                List<Event> events = options.mails().events(reports, List.of(), received);
                for (int i = events.size(); i < reports.size(); i++) {
                    sink.nothingReported(file);
                }
                for (Event event : events) {
                    if (!sink.take(event, file)) {
                        return false;
                    }
                }
                return true;
            }

            @Override
            public void bad(String file, String why) {
                sink.bad(file, why);
            }
        });
    }

    private boolean events(InputStream in, String place) throws IOException {
        sink.read("event file");
        LineSource lines = new LineSource(in);
        for (String line = lines.next(); line != null; line = lines.next()) {
            String at = place + ":" + lines.number();
            if (lines.tooLong()) {
                sink.bad(at, "the line has more than " + (LineSource.LONGEST >> 20) + " MiB; split it");
            } else if (!line.isBlank()) {
                try {
                    if (!sink.take(EventJson.read(line, at), at)) {
                        return false;
                    }
                } catch (InputException e) {
                    sink.bad("", String.valueOf(e.getMessage()));
                }
            }
        }
        return true;
    }

    private boolean log(InputStream in, String place, Instant changed) {
        sink.read("log");
        try (LogSource log = LogSource.of(in, place, changed, options.logs(), sink::bad)) {
            while (log.hasNext()) {
                LogEntry entry = log.next();
                if (!sink.take(entry.event(), place + ":" + entry.line())) {
                    return false;
                }
            }
        } catch (InputException e) {
            sink.bad("", String.valueOf(e.getMessage()));
        }
        return true;
    }

    private boolean webhook(InputStream in, String place) throws IOException {
        WebhookBodies.Told told = webhooks.read(in.readNBytes(WebhookBodies.LARGEST + 1));
        told.problems().forEach(problem -> sink.bad(place, problem));
        if (told.understood()) {
            sink.read("webhook body");
        }
        for (Event event : told.events()) {
            if (!sink.take(
                    options.vouched() ? event.edit().proof(Proof.OPERATOR).build() : event, place)) {
                return false;
            }
        }
        return true;
    }
}
