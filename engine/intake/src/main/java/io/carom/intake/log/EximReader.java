package io.carom.intake.log;

import io.carom.api.BounceType;
import io.carom.api.EventKind;
import io.carom.api.Reason;
import io.carom.intake.log.Queued.Tries;
import java.time.Instant;

/**
 * Exim's main log: {@code =>}, {@code ->} and {@code >>} are deliveries, {@code **} failures, {@code ==} tries that are put off;
 * {@code <=} gives Message-ID and sender, {@code Completed} ends a message. A line that says only that it was not yet time to try,
 * and what {@code -N} suppressed ({@code *>}), is no try.
 *
 * @see <a href="https://www.exim.org/exim-html-current/doc/html/spec_html/ch-log_files.html">Exim specification, Log files</a>
 */
final class EximReader implements LineReader {
    private static final String TIMEOUT = "retry timeout exceeded";

    private final LogOptions options;
    private final Joins joins;
    private final Stamps stamps;
    private final EximFields fields = new EximFields();

    EximReader(LogOptions options, Joins joins, Stamps stamps) {
        this.options = options;
        this.joins = joins;
        this.stamps = stamps;
    }

    @Override
    public void read(Line line, Out out) {
        String s = line.all;
        int at = line.start;
        Instant time = at < s.length() && s.charAt(at) >= '0' && s.charAt(at) <= '9' ? stamps.iso(s, at) : null;
        if (time != null) {
            line.at = time;
            at = stamps.end() + 1;
        } else if (line.at == null) {
            out.bad("it begins with no time as Exim writes it");
            return;
        }
        if (at < s.length() && s.charAt(at) == '[') { // the process, when log_selector has +pid
            at = s.indexOf("] ", at) + 2;
            if (at < 2) {
                return;
            }
        }
        int idEnd = idEnd(s, at);
        if (idEnd < 0) {
            return; // about the daemon, a connection or a queue run
        }
        message(line, line.host + ' ' + s.substring(at, idEnd), s.substring(at, idEnd), idEnd + 1, out);
    }

    private void message(Line line, String key, String id, int at, Out out) {
        String s = line.all;
        Instant time = line.at;
        if (time == null) {
            return;
        }
        if (s.startsWith("Completed", at)) {
            joins.done(key);
        } else if (s.length() > at + 3 && s.charAt(at + 2) == ' ') {
            char first = s.charAt(at);
            char second = s.charAt(at + 1);
            if (first == '<' && second == '=') {
                arrival(s, at + 3, joins.begin(key, time.getEpochSecond()));
            } else if (second == '>' && (first == '=' || first == '-' || first == '>')) {
                delivered(line, key, id, time, at + 3, out);
            } else if (first == '*' && second == '*') {
                failed(line, key, id, time, at + 3, out, false);
            } else if (first == '=' && second == '=') {
                failed(line, key, id, time, at + 3, out, true);
            }
        }
    }

    /** {@code 1xUyEL-00002M-0p}, since 4.97 {@code 1rAuVg-00000001MVi-1Xbj}: where it ends, or -1. */
    private static int idEnd(String s, int at) {
        int first = word(s, at);
        int second = first - at == 6 && first < s.length() && s.charAt(first) == '-' ? word(s, first + 1) : -1;
        if (second < 0 || second >= s.length() || s.charAt(second) != '-') {
            return -1;
        }
        int end = word(s, second + 1);
        int middle = second - first - 1;
        int last = end - second - 1;
        boolean known = (middle == 6 && last == 2) || (middle == 11 && last == 4);
        return known && end < s.length() && s.charAt(end) == ' ' ? end : -1;
    }

    private static int word(String s, int from) {
        int at = from;
        while (at < s.length() && at < from + 12) {
            char c = s.charAt(at);
            if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))) {
                break;
            }
            at++;
        }
        return at;
    }

    private static void arrival(String s, int at, Queued queued) {
        int end = s.indexOf(' ', at);
        String sender = end < 0 ? s.substring(at) : s.substring(at, end);
        queued.sender = sender.equals("<>") ? "" : EximFields.cut(sender);
        int id = end < 0 ? -1 : s.indexOf(" id=", end);
        if (id > 0) {
            int idEnd = s.indexOf(' ', id + 4);
            queued.message = EximFields.cut(idEnd < 0 ? s.substring(id + 4) : s.substring(id + 4, idEnd));
        }
    }

    private void delivered(Line line, String key, String id, Instant time, int at, Out out) {
        if (!fields.read(line.all, at)) {
            out.bad("the delivery names no recipient");
            return;
        }
        Queued queued = joins.find(key, time.getEpochSecond());
        Tries tries = queued.tries(EximFields.cut(fields.tried()), joins.maxRecipients());
        tries.count++;
        tries.waiting = false;
        if (unwanted(queued)) {
            return;
        }
        String said = fields.confirmation;
        boolean reply = said != null && Fields.isReply(said, 0);
        Attempt attempt = start(EventKind.DELIVERY, line, id, time, queued)
                .number(tries.count)
                .reply(reply ? said : null)
                .diagnostic(reply ? null : said)
                .remote(fields.host);
        out.event(attempt.event(line.id(named(), ""), options.proof()));
    }

    private void failed(Line line, String key, String id, Instant time, int at, Out out, boolean putOff) {
        if (!fields.read(line.all, at)) {
            out.bad("the failure names no recipient");
            return;
        }
        String text = fields.text;
        if (putOff && (text.startsWith("retry time not reached") || text.startsWith("Retry time not yet reached"))) {
            return;
        }
        Queued queued = joins.find(key, time.getEpochSecond());
        Tries tries = queued.tries(EximFields.cut(fields.tried()), joins.maxRecipients());
        boolean gaveUp = !putOff && text.endsWith(TIMEOUT);
        if (!gaveUp || tries.count == 0) {
            tries.count++;
        }
        tries.waiting = putOff;
        String reply = EximFields.reply(text);
        String remote = fields.host;
        if (gaveUp && reply == null) {
            reply = tries.reply; // the line itself gives no cause: the last try's stands
            remote = remote == null ? tries.remote : remote;
        }
        if (unwanted(queued)) {
            return;
        }
        String diagnostic = reply != null && !gaveUp ? null : gaveUp ? gaveUpText(text, tries) : text;
        Attempt attempt = start(EventKind.BOUNCE, line, id, time, queued)
                .number(tries.count)
                .type(putOff || gaveUp ? BounceType.SOFT : BounceType.HARD)
                .reason(gaveUp && reply == null ? Reason.EXPIRED : null)
                .action(putOff ? null : "failed")
                .reply(reply)
                .diagnostic(diagnostic)
                .remote(remote)
                .meta("command", EximFields.command(text))
                .meta("errno", fields.deferred)
                .meta("expired", gaveUp ? "true" : null);
        if (putOff) {
            tries.reply = reply == null ? null : EximFields.cut(reply);
            tries.diagnostic = EximFields.cut(text);
            tries.remote = fields.host;
        }
        out.event(attempt.event(line.id(named(), ""), options.proof()));
    }

    private static String gaveUpText(String text, Tries tries) {
        String cause = tries.reply != null ? tries.reply : tries.diagnostic;
        return cause == null || !text.equals(TIMEOUT) ? text : cause + ": " + TIMEOUT;
    }

    private Attempt start(EventKind kind, Line line, String id, Instant time, Queued queued) {
        return new Attempt(kind, time, fields.recipient())
                .message(queued.message)
                .server(options.server() == null ? line.host : options.server())
                .sendingIp(fields.localIp)
                .meta("queue", id)
                .meta("sender", queued.sender)
                .meta("to", fields.original == null ? null : fields.address)
                .meta("remoteIp", fields.hostIp)
                .meta("transport", fields.transport);
    }

    private boolean unwanted(Queued queued) {
        return !options.nullSender() && queued.sender != null && queued.sender.isEmpty();
    }

    private String named() {
        return options.server() == null ? "" : options.server();
    }
}
