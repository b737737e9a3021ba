package io.carom.standalone.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carom.api.BounceType;
import io.carom.api.EventKind;
import io.carom.spi.LogCursor;
import io.carom.spi.LogFilter;
import io.carom.spi.LogRow;
import io.carom.standalone.decision.Times;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The filter form's fields as a page's address has them. Immutable; made from any text without failing. */
final class LogQuery {
    static final int PAGE = 50;
    private static final String[] FIELDS = {
        "kind", "type", "reason", "code", "recipient", "domain", "campaign", "list", "text", "from", "to", "duplicates"
    };
    private static final int LONGEST = 200;

    private final Map<String, String> fields = new LinkedHashMap<>();
    private final long offset;
    private final @Nullable LogCursor after;

    private LogQuery(Function<String, @Nullable String> parameter) {
        for (String name : FIELDS) {
            String value = parameter.apply(name);
            if (value != null && !value.isBlank()) {
                fields.put(
                        name,
                        value.strip()
                                .substring(0, Math.min(LONGEST, value.strip().length())));
            }
        }
        String from = parameter.apply("offset");
        offset = from != null && from.matches("[0-9]{1,15}") ? Long.parseLong(from) : 0;
        String behind = parameter.apply("after");
        after = behind == null ? null : LogCursor.parse(behind).orElse(null);
    }

    /** The query whose fields {@code parameter} knows. */
    static LogQuery of(Function<String, @Nullable String> parameter) {
        return new LogQuery(parameter);
    }

    /** A field as it was typed, or empty. */
    String field(String name) {
        return fields.getOrDefault(name, "");
    }

    boolean filtered() {
        return !fields.isEmpty();
    }

    /** How many rows are before this page. */
    long offset() {
        return offset;
    }

    /** How many rows there are, as far as {@code counting} of this query's filter, up to so many, tells. */
    long count(LongUnaryOperator counting) {
        long behind = FrontPage.COUNTED;
        return after == null ? counting.applyAsLong(offset + behind) : offset + counting.applyAsLong(behind);
    }

    /** The field that cannot be understood and why, or empty when all can. */
    Optional<String> problem() {
        for (String name : new String[] {"from", "to"}) {
            if (fields.containsKey(name) && Times.typed(field(name)).isEmpty()) {
                return Optional.of("“" + field(name) + "” is no time; write 2026-11-16 or 2026-11-16T08:00");
            }
        }
        return Optional.empty();
    }

    LogFilter filter() {
        return new LogFilter(
                EventKind.of(field("kind")).orElse(null),
                fields.get("campaign"),
                fields.get("list"),
                fields.get("recipient"),
                fields.get("domain"),
                BounceType.of(field("type")).orElse(null),
                fields.get("code"),
                fields.get("reason"),
                fields.get("text"),
                Times.typed(field("from")).orElse(null),
                Times.typed(field("to")).orElse(null),
                !field("duplicates").isEmpty(),
                true,
                PAGE,
                after == null ? offset : 0,
                after);
    }

    /** The address of the same query's page that begins at {@code newOffset}. */
    String page(long newOffset) {
        return page(newOffset, null);
    }

    /** The same, told by the row before it: the rows that are passed over need not be read. */
    String page(long newOffset, @Nullable LogRow before) {
        StringBuilder address = new StringBuilder("/");
        char join = '?';
        for (Map.Entry<String, String> field : fields.entrySet()) {
            address.append(join).append(field.getKey()).append('=').append(URLEncoder.encode(field.getValue(), UTF_8));
            join = '&';
        }
        if (newOffset > 0) {
            address.append(join).append("offset=").append(newOffset);
        }
        if (newOffset > 0 && before != null) {
            address.append("&after=").append(LogCursor.behind(before).token());
        }
        return address + "#log";
    }
}
