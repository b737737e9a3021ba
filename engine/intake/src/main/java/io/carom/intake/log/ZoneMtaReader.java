package io.carom.intake.log;

import io.carom.api.BounceType;
import io.carom.api.EventKind;
import io.carom.intake.log.Queued.Tries;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * ZoneMTA: {@code QUEUE.SEQ ACCEPTED|DEFERRED[cause]|REJECTED[cause] from=a[envelope] to=b mx=c ... (reply)}, one a try.
 *
 * @see <a href="https://github.com/zone-eu/zone-mta">ZoneMTA</a>
 */
final class ZoneMtaReader implements LineReader {
    private static final String[] RESULTS = {" ACCEPTED ", " DEFERRED[", " REJECTED["};

    private final LogOptions options;
    private final Joins joins;
    private final Stamps stamps;
    private final Supplier<Instant> reference;

    ZoneMtaReader(LogOptions options, Joins joins, Stamps stamps, Supplier<Instant> reference) {
        this.options = options;
        this.joins = joins;
        this.stamps = stamps;
        this.reference = reference;
    }

    /** Whether a line without a syslog header is one of ZoneMTA's. */
    static boolean looksLike(String line) {
        int sender = line.indexOf("Sender/");
        int zone = sender < 0 ? line.indexOf("Zone/") : sender;
        boolean word = zone == 0 || (zone > 0 && zone < 60 && " []".indexOf(line.charAt(zone - 1)) >= 0);
        return word && line.lastIndexOf("]: ", zone) < 0; // else a syslog header stands in front of it
    }

    @Override
    public void read(Line line, Out out) {
        String s = line.all;
        int at = line.start;
        if (line.at == null) {
            int stamp = at < s.length() && s.charAt(at) == '[' ? at + 1 : at;
            line.at = stamps.iso(s, stamp);
        }
        int result = -1;
        int kind = 0;
        for (int i = 0; i < RESULTS.length; i++) {
            int found = s.indexOf(RESULTS[i], at);
            if (found >= 0 && (result < 0 || found < result)) {
                result = found;
                kind = i;
            }
        }
        if (result < 0) {
            return;
        }
        String id = s.substring(s.lastIndexOf(' ', result - 1) + 1, result);
        int to = s.indexOf(" to=", result);
        if (id.indexOf('.') < 0 || to < 0) {
            return;
        }
        int mx = s.indexOf(" mx=", to);
        int toEnd = mx < 0 ? s.indexOf(' ', to + 4) : mx;
        String recipient = toEnd < 0 ? s.substring(to + 4) : s.substring(to + 4, toEnd);
        if (recipient.isBlank()) {
            out.bad("the try names no recipient");
            return;
        }
        Instant time = line.at == null ? reference.get() : line.at;
        String key = line.host + ' ' + EximFields.cut(id);
        Queued queued = joins.find(key, time.getEpochSecond());
        Tries tries = queued.tries("", joins.maxRecipients());
        tries.count++;
        if (kind != 1) {
            joins.done(key);
        }
        int open = s.indexOf(" (", toEnd < 0 ? to : toEnd);
        String text = open < 0 ? "" : s.substring(open + 2, s.endsWith(")") ? s.length() - 1 : s.length());
        boolean reply = Fields.isReply(text, 0);
        String cause = kind == 0 ? null : s.substring(result + 10, Math.max(result + 10, s.indexOf(']', result)));
        Attempt attempt = new Attempt(kind == 0 ? EventKind.DELIVERY : EventKind.BOUNCE, time, recipient)
                .reply(reply ? text : null)
                .diagnostic(reply ? null : text)
                .type(kind == 0 ? null : kind == 1 ? BounceType.SOFT : BounceType.HARD)
                .number(tries.count)
                .server(options.server() == null ? line.host : options.server())
                .remote(word(s, mx, 4))
                .meta("queue", id)
                .meta("category", cause)
                .meta("sender", envelope(s, result));
        out.event(attempt.event(line.id(options.server() == null ? "" : options.server(), ""), options.proof()));
    }

    private static @Nullable String word(String s, int at, int skip) {
        if (at < 0) {
            return null;
        }
        int end = s.indexOf(' ', at + skip);
        return s.substring(at + skip, end < 0 ? s.length() : end);
    }

    /** {@code from=a[b]}: {@code b} is the envelope's sender. */
    private static @Nullable String envelope(String s, int from) {
        String sender = word(s, s.indexOf(" from=", from), 6);
        if (sender == null || !sender.endsWith("]")) {
            return sender;
        }
        return sender.substring(sender.indexOf('[') + 1, sender.length() - 1);
    }
}
