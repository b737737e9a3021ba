package io.carom.intake.log;

import io.carom.api.BounceType;
import io.carom.api.EnhancedStatus;
import io.carom.api.EventKind;
import io.carom.intake.log.Queued.Tries;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Postfix: every line with {@code to=} and {@code status=} is a try; {@code message-id=}, {@code from=} and {@code removed} are
 * joined to it by the queue id. Address probes ({@code deliverable}, {@code undeliverable}) are no tries.
 *
 * @see <a href="https://www.postfix.org/OVERVIEW.html">Postfix Architecture Overview</a>
 * @see <a href="https://www.postfix.org/postconf.5.html#enable_long_queue_ids">enable_long_queue_ids</a>
 */
final class PostfixReader implements LineReader {
    private static final String SUSPENDED = "delivery temporarily suspended: ";

    private final LogOptions options;
    private final Joins joins;

    PostfixReader(LogOptions options, Joins joins) {
        this.options = options;
        this.joins = joins;
    }

    @Override
    public void read(Line line, Out out) {
        String s = line.all;
        int id = line.start;
        int colon = s.indexOf(": ", id);
        if (colon < 0 || colon - id < 5 || colon - id > 24 || !isQueueId(s, id, colon)) {
            return;
        }
        int at = colon + 2;
        if (s.startsWith("to=<", at)) {
            delivery(line, key(line, colon), at, out);
        } else if (s.startsWith("message-id=", at)) {
            Queued queued = joins.begin(key(line, colon), now(line));
            if (queued.message != null) {
                queued.tries.clear(); // a short queue id that is used again
                queued.sender = null;
            }
            queued.message = cut(s.substring(at + 11));
        } else if (s.startsWith("from=<", at)) {
            sender(line, key(line, colon), at, out);
        } else if (s.startsWith("removed", at)) {
            joins.done(key(line, colon));
        }
    }

    private static boolean isQueueId(String s, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = s.charAt(i);
            if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))) {
                return false;
            }
        }
        return true;
    }

    private static String key(Line line, int colon) {
        return line.host + ' ' + line.all.substring(line.start, colon);
    }

    private static long now(Line line) {
        return line.at == null ? 0 : line.at.getEpochSecond();
    }

    private static String cut(String value) {
        return value.length() > 1000 ? value.substring(0, 1000) : value;
    }

    private void sender(Line line, String key, int at, Out out) {
        String s = line.all;
        int end = Fields.addressEnd(s, at + 6);
        if (end < 0) {
            return;
        }
        if (s.startsWith(", status=expired", end + 1) || s.startsWith(", status=force-expired", end + 1)) {
            Queued queued = joins.peek(key);
            if (queued != null && options.expired()) {
                expired(line, key, queued, out);
            }
            return;
        }
        Queued queued = joins.find(key, now(line));
        queued.sender = cut(s.substring(at + 6, end));
        int count = s.indexOf(", nrcpt=", end);
        if (count > 0) {
            queued.recipients = (int) Fields.number(s, count + 8, 1_000_000);
        }
    }

    private void delivery(Line line, String key, int at, Out out) {
        String s = line.all;
        int toEnd = Fields.addressEnd(s, at + 4);
        if (toEnd < 0) {
            out.bad("the recipient has no closing bracket");
            return;
        }
        int head = toEnd + 1;
        String original = null;
        if (s.startsWith(", orig_to=<", head)) {
            int end = Fields.addressEnd(s, head + 11);
            if (end < 0) {
                out.bad("orig_to has no closing bracket");
                return;
            }
            original = s.substring(head + 11, end);
            head = end + 1;
        }
        int status = s.indexOf(", status=", head);
        if (status < 0) {
            return; // a line about a recipient that tells of no try
        }
        Instant time = line.at;
        if (time == null) {
            out.bad("the try has no time");
            return;
        }
        int wordEnd = s.indexOf(' ', status + 9);
        if (wordEnd < 0) {
            wordEnd = s.length();
        }
        String word = s.substring(status + 9, wordEnd);
        boolean sent = word.equals("sent");
        boolean bounced = word.equals("bounced");
        if (word.equals("deliverable") || word.equals("undeliverable")) {
            return;
        }
        if (!sent && !bounced && !word.equals("deferred") && !word.equals("SOFTBOUNCE") && !word.equals("expired")) {
            out.bad("`status=" + Line.text(word.length() > 40 ? word.substring(0, 40) : word)
                    + "` is none of sent, deferred, bounced, expired");
            return;
        }
        int open = s.indexOf('(', wordEnd);
        int close = s.length() - 1;
        if (open >= 0 && s.charAt(close) != ')') {
            out.bad("the line is cut off: the text of the try is not closed");
            return;
        }
        String text = open < 0 ? "" : s.substring(open + 1, close);
        String to = s.substring(at + 4, toEnd);
        Queued queued = joins.find(key, time.getEpochSecond());
        Tries tries = queued.tries(cut(to), joins.maxRecipients());
        tries.count++;
        tries.waiting = !sent && !bounced;
        String recipient = original != null && original.indexOf('@') > 0 ? original : to;
        if (recipient.isBlank()) {
            out.bad("the recipient is empty");
            return;
        }
        if (queued.sender != null && queued.sender.isEmpty() && !options.nullSender()) {
            return;
        }

        Attempt attempt = new Attempt(sent ? EventKind.DELIVERY : EventKind.BOUNCE, time, recipient);
        relay(attempt, s, head, status, text);
        String reply = reply(text);
        EnhancedStatus code = status(s, head, status, word);
        attempt.reply(reply)
                .diagnostic(reply == null ? text : null)
                .status(code)
                .type(sent ? null : bounced ? BounceType.HARD : BounceType.SOFT)
                .message(queued.message)
                .number(tries.count)
                .server(options.server() == null ? line.host : options.server())
                .meta("queue", key.substring(line.host.length() + 1))
                .meta("sender", queued.sender)
                .meta("to", original == null ? null : to)
                .meta("delay", Fields.value(s, head, status, ", delay="))
                .meta("command", command(text));
        if (tries.waiting && options.expired()) {
            remember(tries, original, reply, text, code, Fields.value(s, head, status, ", relay="));
        }
        out.event(attempt.event(line.id("", ""), options.proof()));
    }

    private static void remember(
            Tries tries,
            @Nullable String original,
            @Nullable String reply,
            String text,
            @Nullable EnhancedStatus code,
            @Nullable String relay) {
        tries.original = original;
        tries.reply = reply == null ? null : cut(reply);
        tries.diagnostic = reply == null ? cut(text) : null;
        tries.status = code == null ? null : code.toString();
        tries.remote = relay == null || relay.indexOf('[') < 0 ? null : relay.substring(0, relay.indexOf('['));
    }

    private void expired(Line line, String key, Queued queued, Out out) {
        Instant time = line.at;
        for (Map.Entry<String, Tries> each : queued.tries.entrySet()) {
            Tries tries = each.getValue();
            if (!tries.waiting || time == null) {
                continue;
            }
            tries.waiting = false;
            String recipient =
                    tries.original != null && tries.original.indexOf('@') > 0 ? tries.original : each.getKey();
            Attempt attempt = new Attempt(EventKind.BOUNCE, time, recipient)
                    .reply(tries.reply)
                    .diagnostic(tries.diagnostic)
                    .status(
                            tries.status == null
                                    ? null
                                    : EnhancedStatus.parse(tries.status).orElse(null))
                    .type(BounceType.SOFT)
                    .action("failed")
                    .message(queued.message)
                    .number(tries.count)
                    .remote(tries.remote)
                    .server(options.server() == null ? line.host : options.server())
                    .meta("queue", key.substring(line.host.length() + 1))
                    .meta("sender", queued.sender)
                    .meta("expired", "true");
            out.event(attempt.event(line.id("", each.getKey()), options.proof()));
        }
    }

    /** The enhanced code, of class 4 where the server was told to keep what it would bounce. */
    private static @Nullable EnhancedStatus status(String s, int from, int to, String word) {
        String dsn = Fields.value(s, from, to, ", dsn=");
        EnhancedStatus code = dsn == null ? null : EnhancedStatus.parse(dsn).orElse(null);
        return code != null && word.equals("SOFTBOUNCE") && code.statusClass() == 5
                ? new EnhancedStatus(4, code.subject(), code.detail())
                : code;
    }

    /** {@code relay=mx.example.com[192.0.2.1]:25}; without one the host that the text speaks of. */
    private static void relay(Attempt attempt, String s, int from, int to, String text) {
        String relay = Fields.value(s, from, to, ", relay=");
        if (relay != null && relay.indexOf('[') > 0) {
            host(attempt, relay);
            return;
        }
        if (relay != null && !relay.equals("none")) {
            attempt.meta("transport", relay);
        }
        String mention = text.startsWith(SUSPENDED) ? text.substring(SUSPENDED.length()) : text;
        for (String lead : new String[] {"connect to ", "host ", "lost connection with ", "conversation with "}) {
            int end = mention.startsWith(lead) ? mention.indexOf(']', lead.length()) : -1;
            String name = end < 0 ? "" : mention.substring(lead.length(), end + 1);
            if (name.indexOf('[') > 0 && name.indexOf(' ') < 0) {
                host(attempt, name);
                return;
            }
        }
    }

    private static void host(Attempt attempt, String relay) {
        int open = relay.indexOf('[');
        int close = relay.indexOf(']', open);
        attempt.remote(relay.substring(0, open));
        attempt.meta("remoteIp", close < 0 ? null : relay.substring(open + 1, close));
    }

    /** The SMTP reply inside the text, or null when no server's reply is in it. */
    static @Nullable String reply(String text) {
        String inner = text.startsWith(SUSPENDED) ? text.substring(SUSPENDED.length()) : text;
        int from = 0;
        if (inner.startsWith("host ")) {
            int said = inner.indexOf(" said: ");
            int refused = inner.indexOf(" refused to talk to me: ");
            if (said > 0 && (refused < 0 || said < refused)) {
                from = said + 7;
            } else if (refused > 0) {
                from = refused + 24;
            }
        }
        if (!Fields.isReply(inner, from)) {
            return null;
        }
        int end = inner.lastIndexOf(" (in reply to ");
        return inner.substring(from, end > from && inner.endsWith(")") ? end : inner.length());
    }

    private static @Nullable String command(String text) {
        int from = text.lastIndexOf(" (in reply to ");
        if (from < 0 || !text.endsWith(")")) {
            return null;
        }
        String command = text.substring(from + 14, text.length() - 1);
        return command.endsWith(" command") ? command.substring(0, command.length() - 8) : command;
    }
}
