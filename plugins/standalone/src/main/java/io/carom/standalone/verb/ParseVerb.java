package io.carom.standalone.verb;

import io.carom.intake.mail.MailFiles;
import io.carom.intake.mail.MailReader;
import io.carom.intake.mail.ReadLimits;
import io.carom.intake.mail.Report;
import io.carom.intake.mail.ReportJson;
import io.carom.standalone.cli.Column;
import io.carom.standalone.cli.Format;
import io.carom.standalone.cli.Listing;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.feed.Tree;
import io.carom.standalone.feed.Trouble;
import io.carom.standalone.logging.Logging;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code parse}: what mails report, one record a recipient. Needs neither rules nor a store. */
public final class ParseVerb implements Verb {
    private final Loudness loudness = new Loudness();
    private @Nullable Format format;

    @Override
    public String description() {
        return "Reads mails and prints one record for each recipient that a delivery report, feedback report or automatic reply "
                + "speaks of. A mail that reports nothing gives no record.";
    }

    @Override
    public void declare(Options options) {
        options.rest("PATH...", "files, folders, mbox files, Maildirs or -", 1, Integer.MAX_VALUE)
                .choice("--format", Format.class, "how records are printed", value -> format = value)
                .example("carom parse bounce.eml")
                .example("carom parse Maildir/ --format csv > reports.csv");
        loudness.declare(options);
    }

    @Override
    public int run(Shell shell, List<String> words) {
        loudness.apply(Logging.Level.WARN);
        Notices notices = new Notices(shell, loudness.quiet());
        MailReader reader = new MailReader(ClassifyVerb.classifiers().stock());
        try (Listing listing = Listing.of(shell, format, ReportCells.COLUMNS)) {
            Tree.walk(words, new Mails(reader, shell, listing, notices));
        }
        return notices.status();
    }

    private static final class Mails implements Tree.Sink {
        private final MailReader reader;
        private final Shell shell;
        private final Listing listing;
        private final Notices notices;
        private long done;

        Mails(MailReader reader, Shell shell, Listing listing, Notices notices) {
            this.reader = reader;
            this.shell = shell;
            this.listing = listing;
            this.notices = notices;
        }

        @Override
        public boolean file(String name, Path file) {
            try (InputStream in = Files.newInputStream(file)) {
                return read(in, name, file.toString());
            } catch (IOException e) {
                notices.bad(file.toString(), Trouble.with(e));
                return true;
            }
        }

        @Override
        public boolean standardInput() {
            try {
                return read(shell.in(), Tree.STDIN, "stdin");
            } catch (IOException e) {
                notices.bad("stdin", Trouble.with(e));
                return true;
            }
        }

        @Override
        public void bad(String place, String why) {
            notices.bad(place, why);
        }

        private boolean read(InputStream raw, String name, String place) throws IOException {
            BufferedInputStream in = new BufferedInputStream(raw, 1 << 16);
            in.mark(1);
            if (in.read() < 0) {
                notices.bad(place, "is empty; nothing to read");
                return true;
            }
            in.reset();
            return MailFiles.read(in, name, ReadLimits.DEFAULT, new MailFiles.Sink() {
                @Override
                public boolean mail(String file, byte[] mail) {
                    for (Report report : reader.read(mail)) {
                        listing.print(() -> json(file, report), column -> ReportCells.of(file, report, column.name()));
                    }
                    notices.progress(++done, 0, "mails");
                    return !shell.stop().asked() && ((done & 63) != 0 || !listing.readerGone());
                }

                @Override
                public void bad(String file, String why) {
                    notices.bad(place, why);
                }
            });
        }

        private static String json(String file, Report report) {
            StringWriter out = new StringWriter(512);
            ReportJson.write(out, file, report);
            return out.toString();
        }
    }

    /** A report in columns. Stateless. */
    static final class ReportCells {
        static final List<Column> COLUMNS = List.of(
                Column.of("file", "FILE", 34),
                Column.of("recipient", "RECIPIENT", 34),
                Column.csvOnly("event"),
                Column.csvOnly("bounceType"),
                Column.tableOnly("type", "TYPE", 11),
                Column.csvOnly("fault"),
                Column.of("reason", "REASON", 19),
                Column.of("status", "CODE", 8),
                Column.csvOnly("replyCode"),
                Column.csvOnly("source"),
                Column.csvOnly("action"),
                Column.csvOnly("originalRecipient"),
                Column.csvOnly("remoteMta"),
                Column.csvOnly("reportingMta"),
                Column.csvOnly("command"),
                Column.csvOnly("arrivedAt"),
                Column.csvOnly("messageId"),
                Column.csvOnly("feedbackType"),
                Column.csvOnly("sendingIp"),
                Column.csvOnly("disagreement"),
                Column.of("diagnostic", "WHAT THE RECEIVER SAID", 0));

        private ReportCells() {}

        static @Nullable String of(String file, Report report, String column) {
            String type =
                    report.bounceType() == null ? null : report.bounceType().word();
            return switch (column) {
                case "file" -> file;
                case "recipient" -> report.recipient();
                case "event" -> report.event().word();
                case "bounceType" -> type;
                case "type" ->
                    type == null || !report.event().word().equals("bounce")
                            ? report.event().word()
                            : type;
                case "fault" -> report.fault() == null ? null : report.fault().word();
                case "reason" -> report.reason().word();
                case "status" -> text(report.status());
                case "replyCode" -> text(report.replyCode());
                case "source" -> report.source().word();
                case "action" -> report.action();
                case "originalRecipient" -> report.originalRecipient();
                case "remoteMta" -> report.remoteMta();
                case "reportingMta" -> report.reportingMta();
                case "command" -> report.command();
                case "arrivedAt" -> text(report.arrivedAt());
                case "messageId" -> report.messageId();
                case "feedbackType" -> report.feedbackType();
                case "sendingIp" -> report.sendingIp();
                case "disagreement" -> String.valueOf(report.disagreement());
                case "diagnostic" -> report.diagnostic();
                default -> null;
            };
        }

        private static @Nullable String text(@Nullable Object value) {
            return value == null ? null : value.toString();
        }
    }
}
