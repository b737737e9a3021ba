package io.carom.intake.log;

import io.carom.api.BounceType;
import io.carom.api.EnhancedStatus;
import io.carom.api.EventKind;
import io.carom.api.Reason;
import io.carom.intake.log.Queued.Tries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * PowerMTA's accounting file: CSV (RFC 4180) whose header line names the columns. {@code d} is a delivery, {@code b} a failure,
 * {@code t} a try that failed for now, {@code rb} and {@code rs} are reports that came later, {@code f} a complaint; {@code r} and
 * {@code tq} name no outcome of a recipient.
 *
 * @see <a href="https://serverok.in/doc/pmta/UsersGuide.html">PowerMTA User's Guide, Accounting</a>
 */
final class PowerMtaReader implements LineReader {
    private final LogOptions options;
    private final Joins joins;
    private final Stamps stamps;
    private final Map<String, Integer> columns = new HashMap<>();
    private List<String> fields = List.of();
    private String header = "";
    private String carried = "";

    PowerMtaReader(LogOptions options, Joins joins, Stamps stamps) {
        this.options = options;
        this.joins = joins;
        this.stamps = stamps;
    }

    /** The header line in force, or empty. */
    String header() {
        return header;
    }

    /** Whether the last line was the beginning of a record that goes on. */
    boolean midRecord() {
        return !carried.isEmpty();
    }

    /** Reads with the columns that this header line names. */
    void header(String line) {
        columns.clear();
        header = line;
        List<String> names = new ArrayList<>();
        split(line, names);
        for (int i = 0; i < names.size() && i < 500; i++) {
            columns.putIfAbsent(names.get(i).strip().toLowerCase(Locale.ROOT), i);
        }
    }

    @Override
    public void read(Line line, Out out) {
        String s = carried.isEmpty() ? line.all : carried + "\n" + line.all;
        String before = carried;
        carried = "";
        if (before.isEmpty() && (s.startsWith("type,") || s.startsWith("\"type\","))) {
            header(s);
            return;
        }
        List<String> read = new ArrayList<>(columns.size());
        if (!split(s, read)) {
            if (s.length() > Math.min(options.maxLine(), 1 << 16)) {
                out.bad("a quoted field is not closed");
            } else {
                carried = s;
            }
            return;
        }
        if (columns.isEmpty()) {
            out.bad("there is no header line (`type,...`) in front of the first record");
            return;
        }
        fields = read;
        String type = read.get(0).strip();
        switch (type) {
            case "d", "delivery", "delivered" -> record(line, before, EventKind.DELIVERY, Kind.TRY, out);
            case "b", "bounce", "bounced" -> record(line, before, EventKind.BOUNCE, Kind.TRY, out);
            case "t", "transient" -> record(line, before, EventKind.BOUNCE, Kind.TRANSIENT, out);
            case "rb" -> record(line, before, EventKind.BOUNCE, Kind.REPORT, out);
            case "rs" -> record(line, before, reported(), Kind.REPORT, out);
            case "f", "feedback" -> record(line, before, EventKind.COMPLAINT, Kind.REPORT, out);
            case "r", "tq", "rp", "rcpt" -> {
                return; // received, or about a queue
            }
            default ->
                out.bad("`" + Line.text(type.length() > 40 ? type.substring(0, 40) : type)
                        + "` is no type of accounting record");
        }
    }

    private enum Kind {
        TRY,
        TRANSIENT,
        REPORT
    }

    private void record(Line line, String before, EventKind kind, Kind what, Out out) {
        String rcpt = field("rcpt");
        String orcpt = field("orcpt");
        String original = orcpt != null && orcpt.regionMatches(true, 0, "rfc822;", 0, 7) ? orcpt.substring(7) : orcpt;
        String recipient = original != null && original.indexOf('@') > 0 ? original : rcpt;
        if (recipient == null || recipient.isBlank()) {
            out.bad("the record names no recipient (`rcpt`)");
            return;
        }
        Instant at = time(field("timelogged"));
        if (at == null) {
            out.bad("the record has no time (`timeLogged`) that can be read");
            return;
        }
        String sender = field("orig");
        EnhancedStatus status = EnhancedStatus.leading(text(field("dsnstatus"))).orElse(null);
        String category = field("bouncecat");
        boolean expired = kind == EventKind.BOUNCE
                && ((status != null && status.subject() == 4 && status.detail() == 7)
                        || "message-expired".equals(category));
        Attempt attempt = new Attempt(kind, at, recipient)
                .message(first("header_message-id", "header_message_id"))
                .server(options.server())
                .sendingIp(field("dlvsourceip"))
                .campaign(field("jobid"))
                .action(action(kind))
                .meta("sender", sender)
                .meta("to", recipient.equals(rcpt) ? null : rcpt)
                .meta("vmta", field("vmta"))
                .meta("envId", field("envid"))
                .meta("bounceCat", category)
                .meta("queue", field("queue"))
                .meta("remoteIp", field("dlvdestinationip"));
        if (kind == EventKind.COMPLAINT) {
            String feedback = first("feedbacktype", "feedback-type");
            attempt.feedbackType(feedback == null ? "abuse" : feedback.toLowerCase(Locale.ROOT));
        } else {
            diagnostic(attempt, status);
            attempt.type(kind == EventKind.DELIVERY ? null : type(what, status, expired))
                    .reason(kind == EventKind.DELIVERY ? null : expired ? Reason.EXPIRED : reason(category));
        }
        if (what != Kind.REPORT) {
            attempt.number(count(sender, rcpt == null ? recipient : rcpt, at, what, expired));
        }
        out.event(attempt.event(line.id(options.server() == null ? "" : options.server(), before), options.proof()));
    }

    /** How many tries this one is; the log has no number of its own. */
    private int count(@Nullable String sender, String rcpt, Instant at, Kind what, boolean expired) {
        String key = EximFields.cut(text(sender)
                + ' '
                + text(field("timequeued"))
                + ' '
                + text(field("jobid"))
                + ' '
                + text(field("envid"))
                + ' '
                + rcpt);
        Queued queued = joins.find(key, at.getEpochSecond());
        Tries tries = queued.tries("", joins.maxRecipients());
        if (!expired || tries.count == 0) {
            tries.count++;
        }
        if (what == Kind.TRY) {
            joins.done(key);
        }
        return tries.count;
    }

    private void diagnostic(Attempt attempt, @Nullable EnhancedStatus status) {
        String diag = text(field("dsndiag"));
        int semicolon = diag.indexOf(';');
        String said =
                semicolon > 0 && semicolon < 16 ? diag.substring(semicolon + 1).strip() : diag;
        boolean reply = Fields.isReply(said, 0);
        String mta = field("dsnmta");
        int open = mta == null ? -1 : mta.indexOf(" (");
        attempt.status(status)
                .reply(reply ? said : null)
                .diagnostic(reply ? null : said)
                .remote(open > 0 && mta != null ? mta.substring(0, open) : mta);
    }

    private static BounceType type(Kind what, @Nullable EnhancedStatus status, boolean expired) {
        boolean soft = what == Kind.TRANSIENT || expired || (status != null && status.statusClass() == 4);
        return soft ? BounceType.SOFT : BounceType.HARD;
    }

    private EventKind reported() {
        return switch (text(field("dsnaction")).toLowerCase(Locale.ROOT)) {
            case "delivered", "relayed", "expanded" -> EventKind.DELIVERY;
            case "delayed" -> EventKind.DEFERRAL;
            default -> EventKind.BOUNCE;
        };
    }

    private @Nullable String action(EventKind kind) {
        String action = field("dsnaction");
        return kind == EventKind.COMPLAINT || action == null ? null : action.toLowerCase(Locale.ROOT);
    }

    /** PowerMTA's own categories, where they say more than code and text may. */
    private static @Nullable Reason reason(@Nullable String category) {
        return switch (text(category)) {
            case "bad-mailbox" -> Reason.USER_UNKNOWN;
            case "inactive-mailbox" -> Reason.MAILBOX_DISABLED;
            case "bad-domain" -> Reason.HOST_UNKNOWN;
            case "quota-issues" -> Reason.MAILBOX_FULL;
            case "spam-related" -> Reason.SPAM_CONTENT;
            case "spam-block" -> Reason.IP_REPUTATION;
            case "policy-related" -> Reason.POLICY_REJECTED;
            case "content-related" -> Reason.CONTENT_REJECTED;
            case "virus-related" -> Reason.VIRUS;
            case "relaying-issues" -> Reason.RELAY_DENIED;
            case "invalid-sender" -> Reason.SENDER_REJECTED;
            case "protocol-errors" -> Reason.PROTOCOL_ERROR;
            case "no-answer-from-host", "bad-connection" -> Reason.NETWORK_ERROR;
            case "routing-errors" -> Reason.ROUTING_LOOP;
            case "bad-configuration" -> Reason.SYSTEM_ERROR;
            default -> null;
        };
    }

    private @Nullable Instant time(@Nullable String value) {
        if (value == null) {
            return null;
        }
        if (value.length() <= 12 && Fields.number(value, 0, Long.MAX_VALUE / 100) > 0 && value.indexOf('-') < 0) {
            return Instant.ofEpochSecond(Fields.number(value, 0, 99_999_999_999L));
        }
        return stamps.iso(value, 0);
    }

    private @Nullable String first(String one, String other) {
        String value = field(one);
        return value == null ? field(other) : value;
    }

    private @Nullable String field(String name) {
        Integer column = columns.get(name);
        String value = column == null || column >= fields.size() ? "" : fields.get(column);
        return value.isEmpty() ? null : value;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** Splits a record; false when its last quote is still open. */
    private static boolean split(String s, List<String> into) {
        int at = 0;
        while (true) {
            if (at < s.length() && s.charAt(at) == '"') {
                int close = at + 1;
                StringBuilder plain = new StringBuilder();
                while (true) {
                    int quote = s.indexOf('"', close);
                    if (quote < 0) {
                        return false;
                    }
                    plain.append(s, close, quote);
                    if (quote + 1 >= s.length() || s.charAt(quote + 1) != '"') {
                        close = quote + 1;
                        break;
                    }
                    plain.append('"');
                    close = quote + 2;
                }
                into.add(plain.toString());
                at = s.indexOf(',', close);
            } else {
                int comma = s.indexOf(',', at);
                into.add(s.substring(at, comma < 0 ? s.length() : comma));
                at = comma;
            }
            if (at < 0) {
                return true;
            }
            at++;
        }
    }
}
