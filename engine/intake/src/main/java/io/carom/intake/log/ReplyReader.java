package io.carom.intake.log;

import io.carom.api.BounceType;
import io.carom.api.EventKind;
import io.carom.api.SmtpReply;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * SMTP replies, one a line: {@code [time] recipient reply}, or a reply that names its recipient in angle brackets. The time is
 * RFC 3339; without one the file's own is taken. The same line again is another try.
 */
final class ReplyReader implements LineReader {
    private static final int REMEMBERED = 100_000;

    private final LogOptions options;
    private final Stamps stamps;
    private final Supplier<Instant> reference;
    private final Map<String, Integer> repeats = new HashMap<>();

    ReplyReader(LogOptions options, Stamps stamps, Supplier<Instant> reference) {
        this.options = options;
        this.stamps = stamps;
        this.reference = reference;
    }

    /** Whether the line is a reply, alone or behind an address. */
    static boolean looksLike(String line) {
        int at = addressEnd(line, 0);
        return at > 0 ? Fields.isReply(line, at) : Fields.isReply(line, 0) && bracketed(line) != null;
    }

    @Override
    public void read(Line line, Out out) {
        String s = line.all;
        Instant time = stamps.iso(s, 0);
        int at = time == null ? 0 : stamps.end();
        while (at < s.length() && s.charAt(at) <= ' ') {
            at++;
        }
        int reply = addressEnd(s, at);
        String recipient = reply < 0 ? bracketed(s) : address(s, at);
        if (reply < 0) {
            reply = at;
        }
        if (!Fields.isReply(s, reply)) {
            out.bad("it is no SMTP reply: three digits from 2 to 5 are expected first");
            return;
        }
        if (recipient == null) {
            out.bad("the reply names no recipient; maybe put the address in front of it, or use `classify`");
            return;
        }
        String text = s.substring(reply);
        int code = SmtpReply.parse(text).code();
        if (code == 0 || (code >= 300 && code < 400)) {
            out.bad("the reply is neither an acceptance nor a failure");
            return;
        }
        if (repeats.size() >= REMEMBERED) {
            repeats.clear(); // bounded: after so many different lines a repeat counts as new
        }
        int count = repeats.merge(s, 1, Integer::sum);
        Attempt attempt = new Attempt(
                        code < 300 ? EventKind.DELIVERY : EventKind.BOUNCE,
                        time == null ? reference.get() : time,
                        recipient)
                .reply(text)
                .type(code < 300 ? null : code < 500 ? BounceType.SOFT : BounceType.HARD)
                .server(options.server());
        out.event(attempt.event(
                line.id(options.server() == null ? "" : options.server(), count == 1 ? "" : String.valueOf(count)),
                options.proof()));
    }

    /** Where the text behind an address at {@code at} begins, or -1 when no address stands there. */
    private static int addressEnd(String s, int at) {
        int end = at;
        while (end < s.length() && " \t,;".indexOf(s.charAt(end)) < 0) {
            end++;
        }
        int sign = s.indexOf('@', at);
        if (sign <= at || sign >= end - 1) {
            return -1;
        }
        while (end < s.length() && " \t,;".indexOf(s.charAt(end)) >= 0) {
            end++;
        }
        return end;
    }

    private static String address(String s, int at) {
        int end = at;
        while (end < s.length() && " \t,;".indexOf(s.charAt(end)) < 0) {
            end++;
        }
        String address = s.substring(at, end);
        if (address.endsWith(":")) {
            address = address.substring(0, address.length() - 1);
        }
        return address.startsWith("<") && address.endsWith(">") ? address.substring(1, address.length() - 1) : address;
    }

    private static @Nullable String bracketed(String s) {
        int open = s.indexOf('<');
        int close = open < 0 ? -1 : s.indexOf('>', open);
        String inner = close < 0 ? "" : s.substring(open + 1, close);
        return inner.indexOf('@') > 0 && inner.indexOf(' ') < 0 ? inner : null;
    }
}
