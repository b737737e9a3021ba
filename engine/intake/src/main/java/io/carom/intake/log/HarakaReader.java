package io.carom.intake.log;

import io.carom.api.BounceType;
import io.carom.api.EventKind;
import io.carom.intake.log.Queued.Tries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Haraka: {@code [LEVEL] [UUID] [plugin] text}. A refused recipient has a line of its own; a delivery names only the domain, so its
 * recipients are those that the transaction took for that domain and that were not refused in this try.
 *
 * @see <a href="https://haraka.github.io/core/Logging">Haraka, Logging</a>
 */
final class HarakaReader implements LineReader {
    private final LogOptions options;
    private final Joins joins;
    private final Stamps stamps;
    private final Supplier<Instant> reference;

    HarakaReader(LogOptions options, Joins joins, Stamps stamps, Supplier<Instant> reference) {
        this.options = options;
        this.joins = joins;
        this.stamps = stamps;
        this.reference = reference;
    }

    /** Whether a line without a syslog header is one of Haraka's. */
    static boolean looksLike(String line) {
        int open = line.indexOf('[');
        int close = open < 0 ? -1 : line.indexOf("] [", open);
        if (close < 0 || open > 32) {
            return false;
        }
        return switch (line.substring(open + 1, close)) {
            case "DATA", "PROTOCOL", "DEBUG", "INFO", "NOTICE", "WARN", "ERROR", "CRIT", "ALERT", "EMERG" -> true;
            default -> false;
        };
    }

    @Override
    public void read(Line line, Out out) {
        String s = line.all;
        int level = s.indexOf('[', line.start);
        int id = level < 0 ? -1 : s.indexOf("] [", level);
        int plugin = id < 0 ? -1 : s.indexOf("] [", id + 3);
        int text = plugin < 0 ? -1 : s.indexOf("] ", plugin + 3);
        if (text < 0) {
            return;
        }
        if (line.at == null) {
            line.at = stamps.iso(s, line.start);
        }
        Instant time = line.at == null ? reference.get() : line.at;
        String uuid = s.substring(id + 3, plugin);
        int at = text + 2;
        if (s.startsWith("recipient <", at)) {
            recipient(line, time, uuid, at + 11, out);
        } else if (s.startsWith("delivered file=", at)) {
            delivered(line, time, uuid, at, out);
        } else if (s.startsWith("message mid=", at)) {
            joins.find(key(line, transaction(uuid)), time.getEpochSecond()).message = value(s, at, "mid=");
        }
    }

    private void recipient(Line line, Instant time, String uuid, int at, Out out) {
        String s = line.all;
        int end = Fields.addressEnd(s, at);
        if (end < 0) {
            return;
        }
        String address = s.substring(at, end);
        boolean rejected = s.startsWith(" rejected: ", end + 1);
        boolean deferred = s.startsWith(" deferred: ", end + 1);
        Queued queued = joins.find(key(line, transaction(uuid)), time.getEpochSecond());
        Tries tries = queued.tries(EximFields.cut(address), joins.maxRecipients());
        if (!rejected && !deferred) {
            if (s.startsWith(" code=OK", end + 1)) {
                tries.waiting = true;
                String sender = value(s, end, " sender=");
                queued.sender = sender == null ? null : sender.replace("<", "").replace(">", "");
            }
            return;
        }
        tries.count++;
        tries.waiting = deferred;
        tries.status = uuid; // refused in this try: a delivery of the same try is not about it
        if (address.isBlank()) {
            out.bad("the recipient is empty");
            return;
        }
        String said = s.substring(end + 12);
        boolean reply = Fields.isReply(said, 0);
        Attempt attempt = start(EventKind.BOUNCE, line, time, uuid, address, queued, tries)
                .type(deferred ? BounceType.SOFT : BounceType.HARD)
                .reply(reply ? said : null)
                .diagnostic(reply ? null : said);
        out.event(attempt.event(line.id(named(), ""), options.proof()));
    }

    private void delivered(Line line, Instant time, String uuid, int at, Out out) {
        String s = line.all;
        String domain = value(s, at, " domain=");
        Queued queued = joins.peek(key(line, transaction(uuid)));
        if (domain == null || queued == null) {
            return; // its recipients were taken before this log begins
        }
        String said = value(s, at, " response=");
        String suffix = "@" + domain.toLowerCase(Locale.ROOT);
        List<String> reached = new ArrayList<>();
        queued.tries.forEach((address, tries) -> {
            if (tries.waiting
                    && !uuid.equals(tries.status)
                    && address.toLowerCase(Locale.ROOT).endsWith(suffix)) {
                reached.add(address);
            }
        });
        for (String address : reached) {
            Tries tries = queued.tries(address, joins.maxRecipients());
            tries.count++;
            tries.waiting = false;
            boolean reply = said != null && Fields.isReply(said, 0);
            Attempt attempt = start(EventKind.DELIVERY, line, time, uuid, address, queued, tries)
                    .reply(reply ? said : null)
                    .diagnostic(reply ? null : said)
                    .remote(value(s, at, " host="))
                    .meta("remoteIp", value(s, at, " ip="))
                    .meta("delay", value(s, at, " delay="));
            out.event(attempt.event(line.id(named(), address), options.proof()));
        }
    }

    private Attempt start(
            EventKind kind, Line line, Instant time, String uuid, String address, Queued queued, Tries tries) {
        return new Attempt(kind, time, address)
                .message(queued.message)
                .number(tries.count)
                .server(options.server() == null ? line.host : options.server())
                .meta("queue", uuid)
                .meta("sender", queued.sender);
    }

    private String named() {
        return options.server() == null ? "" : options.server();
    }

    private static String key(Line line, String transaction) {
        return line.host + ' ' + transaction;
    }

    /** {@code UUID.1.2} is the second delivery of the transaction {@code UUID.1}. */
    private static String transaction(String uuid) {
        int first = uuid.indexOf('.');
        int second = first < 0 ? -1 : uuid.indexOf('.', first + 1);
        return EximFields.cut(second < 0 ? uuid : uuid.substring(0, second));
    }

    private static @Nullable String value(String s, int from, String name) {
        int at = s.indexOf(name, from);
        if (at < 0) {
            return null;
        }
        int begin = at + name.length();
        if (begin < s.length() && s.charAt(begin) == '"') {
            int close = Fields.quoteEnd(s, begin);
            return close < 0 ? null : s.substring(begin + 1, close).replace("\\\"", "\"");
        }
        int end = s.indexOf(' ', begin);
        return s.substring(begin, end < 0 ? s.length() : end);
    }
}
