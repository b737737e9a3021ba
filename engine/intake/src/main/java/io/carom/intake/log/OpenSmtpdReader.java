package io.carom.intake.log;

import io.carom.api.BounceType;
import io.carom.api.EventKind;
import io.carom.intake.log.Queued.Tries;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * OpenSMTPD: {@code mta delivery} and {@code mda delivery} lines, one a try. Its log has no Message-ID.
 *
 * @see <a href="https://man.openbsd.org/smtpd.8">smtpd(8)</a>
 */
final class OpenSmtpdReader implements LineReader {
    private final LogOptions options;
    private final Joins joins;

    OpenSmtpdReader(LogOptions options, Joins joins) {
        this.options = options;
        this.joins = joins;
    }

    @Override
    public void read(Line line, Out out) {
        String s = line.all;
        int at = line.start;
        int blank = s.indexOf(' ', at);
        if (blank < 0 || blank - at > 20) {
            return;
        }
        at = blank + 1;
        boolean remote = s.startsWith("mta ", at);
        if ((!remote && !s.startsWith("mda ", at))
                || (!s.startsWith("delivery ", at + 4) && !s.startsWith("event=delivery ", at + 4))) {
            return;
        }
        Instant time = line.at;
        String envelope = value(s, at, " evpid=");
        String to = address(s, at, " to=<");
        String result = value(s, at, " result=");
        if (time == null || envelope == null || to == null || result == null) {
            out.bad("the delivery has no evpid, to or result");
            return;
        }
        boolean ok = result.equals("Ok");
        boolean soft = result.equals("TempFail");
        if (!ok && !soft && !result.equals("PermFail") && !result.equals("LoopDetected")) {
            out.bad("`result=" + Line.text(result.length() > 40 ? result.substring(0, 40) : result)
                    + "` is none of Ok, TempFail, PermFail, LoopDetected");
            return;
        }
        String asked = address(s, at, " rcpt=<");
        String recipient = asked == null || asked.indexOf('@') < 0 ? to : asked;
        if (recipient.isBlank()) {
            out.bad("the recipient is empty");
            return;
        }
        String sender = address(s, at, " from=<");
        if (!options.nullSender() && sender != null && sender.isEmpty()) {
            return;
        }
        String key = line.host + ' ' + EximFields.cut(envelope);
        Queued queued = joins.find(key, time.getEpochSecond());
        Tries tries = queued.tries("", joins.maxRecipients());
        tries.count++;
        if (!soft) {
            joins.done(key);
        }
        String stat = stat(s, at);
        boolean reply = Fields.isReply(stat, 0);
        String relay = value(s, at, " relay=");
        Attempt attempt = new Attempt(ok ? EventKind.DELIVERY : EventKind.BOUNCE, time, recipient)
                .reply(reply ? stat : null)
                .diagnostic(reply || stat.equals("-") ? null : stat)
                .type(ok ? null : soft ? BounceType.SOFT : BounceType.HARD)
                .number(tries.count)
                .server(options.server() == null ? line.host : options.server())
                .sendingIp(dash(value(s, at, " source=")))
                .meta("queue", envelope)
                .meta("sender", sender)
                .meta("to", recipient.equals(to) ? null : to)
                .meta("transport", remote ? null : "mda");
        relay(attempt, relay);
        out.event(attempt.event(line.id("", ""), options.proof()));
    }

    /** {@code 192.0.2.1 (mx.example.com)} */
    private static void relay(Attempt attempt, @Nullable String relay) {
        if (relay == null || relay.equals("-")) {
            return;
        }
        int open = relay.indexOf(" (");
        if (open > 0 && relay.endsWith(")")) {
            attempt.remote(relay.substring(open + 2, relay.length() - 1));
            attempt.meta("remoteIp", relay.substring(0, open));
        } else {
            attempt.meta("remoteIp", relay);
        }
    }

    private static @Nullable String dash(@Nullable String value) {
        return value == null || value.equals("-") ? null : value;
    }

    /** The last field: it may hold quotes of its own. */
    private static String stat(String s, int from) {
        int at = s.indexOf(" stat=", from);
        if (at < 0) {
            return "";
        }
        String stat = s.substring(at + 6).strip();
        return stat.length() > 1 && stat.startsWith("\"") && stat.endsWith("\"")
                ? stat.substring(1, stat.length() - 1)
                : stat;
    }

    private static @Nullable String address(String s, int from, String name) {
        int at = s.indexOf(name, from);
        int end = at < 0 ? -1 : Fields.addressEnd(s, at + name.length());
        return end < 0 ? null : s.substring(at + name.length(), end);
    }

    private static @Nullable String value(String s, int from, String name) {
        int at = s.indexOf(name, from);
        if (at < 0) {
            return null;
        }
        int begin = at + name.length();
        boolean quoted = begin < s.length() && s.charAt(begin) == '"';
        int end = s.indexOf(quoted ? '"' : ' ', quoted ? begin + 1 : begin);
        String value = s.substring(quoted ? begin + 1 : begin, end < 0 ? s.length() : end);
        return value.endsWith(",") ? value.substring(0, value.length() - 1) : value;
    }
}
