package io.carom.testkit;

import io.carom.api.BounceType;
import io.carom.api.EventKind;
import io.carom.spi.LogCursor;
import io.carom.spi.LogFilter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Collects the parts of a {@link LogFilter} for a test. For one thread. */
public final class Filter {
    private @Nullable EventKind kind;
    private @Nullable String campaign;
    private @Nullable String list;
    private @Nullable String recipient;
    private @Nullable String domain;
    private @Nullable BounceType type;
    private @Nullable String code;
    private @Nullable String reason;
    private @Nullable String text;
    private @Nullable Instant from;
    private @Nullable Instant to;
    private boolean duplicates = false;
    private boolean newestFirst = false;
    private long limit = 0;
    private long offset = 0;
    private @Nullable LogCursor after;

    public Filter kind(EventKind value) {
        kind = value;
        return this;
    }

    public Filter campaign(String value) {
        campaign = value;
        return this;
    }

    public Filter list(String value) {
        list = value;
        return this;
    }

    public Filter recipient(String value) {
        recipient = value;
        return this;
    }

    public Filter domain(String value) {
        domain = value;
        return this;
    }

    public Filter type(BounceType value) {
        type = value;
        return this;
    }

    public Filter code(String value) {
        code = value;
        return this;
    }

    public Filter reason(String value) {
        reason = value;
        return this;
    }

    public Filter text(String value) {
        text = value;
        return this;
    }

    public Filter from(Instant value) {
        from = value;
        return this;
    }

    public Filter to(Instant value) {
        to = value;
        return this;
    }

    public Filter duplicates() {
        duplicates = true;
        return this;
    }

    public Filter newestFirst() {
        newestFirst = true;
        return this;
    }

    public Filter page(long newLimit, long newOffset) {
        limit = newLimit;
        offset = newOffset;
        return this;
    }

    public Filter after(@Nullable LogCursor value) {
        after = value;
        return this;
    }

    /** The filter with everything that was collected. */
    public LogFilter build() {
        return new LogFilter(
                kind,
                campaign,
                list,
                recipient,
                domain,
                type,
                code,
                reason,
                text,
                from,
                to,
                duplicates,
                newestFirst,
                limit,
                offset,
                after);
    }
}
