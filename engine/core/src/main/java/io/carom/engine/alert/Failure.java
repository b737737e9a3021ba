package io.carom.engine.alert;

import io.carom.api.Classification;
import io.carom.api.Event;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A failure or complaint that was counted lately, with what may have to do with its cause. Immutable.
 *
 * @param event the event's id
 * @param at when
 * @param domain the recipient's domain
 * @param what what it was found to be
 * @param text what the receiver said, cut short
 */
public record Failure(
        String event,
        Instant at,
        String domain,
        @Nullable String campaign,
        @Nullable String list,
        @Nullable String server,
        @Nullable String ip,
        Classification what,
        String text) {
    private static final int LONGEST = 240;

    /** What may have to do with the cause of a report. */
    public static Failure of(Event event, String domain, Classification what) {
        String said = event.diagnostic() != null ? event.diagnostic() : event.reply();
        String text = said == null ? "" : said;
        return new Failure(
                String.valueOf(event.id()),
                event.at(),
                domain,
                event.campaign(),
                event.list(),
                event.server(),
                event.sendingIp(),
                what,
                text.length() > LONGEST ? text.substring(0, LONGEST) : text);
    }

    /** The campaign, list, server, domain or IP that it belongs to, or null. */
    public @Nullable String of(Signal.Scope scope) {
        return switch (scope) {
            case CAMPAIGN -> campaign;
            case LIST -> list;
            case SERVER -> server;
            case DOMAIN -> domain;
            case IP -> ip;
        };
    }
}
