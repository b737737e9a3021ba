package io.carom.engine.undo;

import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.engine.json.FlatJson;
import io.carom.spi.LogFilter;
import io.carom.spi.LogRow;
import io.carom.spi.StatusChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which decisions are to be reversed; null does not narrow. Immutable.
 *
 * @param rule a rule that won, or {@code engine/...}
 * @param code a pattern for the enhanced code: {@code 5.7%}
 * @param reason the classified word
 * @param text a part of the receiver's words, in any case
 * @param domain the receiving domain
 * @param ip the address that the message was sent from
 * @param server the sending server
 * @param campaign the campaign
 * @param list the list
 * @param recipient one address
 * @param from decisions from this instant on
 * @param to decisions before this instant
 * @param policy the digest of the policy that decided
 * @param incident the incident that the rest was taken from, for whoever reads the run
 * @param listed how many decisions or addresses a file names that the decision must be among; null without a file
 */
public record UndoSelection(
        @Nullable String rule,
        @Nullable String code,
        @Nullable String reason,
        @Nullable String text,
        @Nullable String domain,
        @Nullable String ip,
        @Nullable String server,
        @Nullable String campaign,
        @Nullable String list,
        @Nullable String recipient,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String policy,
        @Nullable String incident,
        @Nullable Integer listed) {

    /** Every decision: what nobody should choose. */
    public static final UndoSelection ALL =
            new UndoSelection(null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    /** Whether nothing narrows the choice. */
    public boolean isEverything() {
        return equals(ALL);
    }

    /** The journal's filter. */
    StatusChange.Filter filter() {
        return new StatusChange.Filter(rule, policy, ip, log());
    }

    private LogFilter log() {
        return new LogFilter(
                null, campaign, list, recipient, domain, null, code, reason, text, from, to, false, false, 0, 0);
    }

    /**
     * Whether a later failure of the same address is of the kind that is chosen here, so that it says no more than the one that is
     * reversed. A file of decisions names no kind: there the same code and reason within a day count as the same failure.
     */
    boolean covers(LogRow row, @Nullable LogRow origin) {
        if (!EventKind.BOUNCE.word().equals(row.kind())) {
            return false;
        }
        if (rule == null
                && code == null
                && reason == null
                && text == null
                && domain == null
                && ip == null
                && server == null) {
            return origin != null && alike(row, origin) && withinDay(row, origin);
        }
        return means(row)
                && (policy == null || String.valueOf(row.decisionJson()).contains("\"policy\":\"" + policy + "\""));
    }

    /**
     * Whether something is asked for that only the row of an event tells, so that the end of a hold has to be judged by the event that
     * asked for it.
     */
    boolean asksForEvents() {
        return rule != null || text != null || ip != null || server != null || campaign != null || list != null;
    }

    /** Whether something is asked for that the journal does not filter by, so that each change is judged by the event behind it. */
    boolean needsOrigin() {
        return server != null;
    }

    /** The filter for ends of holds by {@code holdRule}: what their rows tell. */
    StatusChange.Filter filterOfHolds(String holdRule) {
        LogFilter told = new LogFilter(
                null, null, null, recipient, domain, null, code, reason, null, null, null, false, false, 0, 0);
        return new StatusChange.Filter(holdRule, policy, null, told);
    }

    /** Whether {@code origin} is what was asked for; its policy apart, which may have been another one when the hold began. */
    boolean means(LogRow origin) {
        return log().matches(origin)
                && (rule == null || String.valueOf(origin.decisionJson()).contains("\"rule\":\"" + rule + "\""))
                && (ip == null || String.valueOf(origin.eventJson()).contains("\"sendingIp\":\"" + ip + "\""))
                && (server == null || server.equals(serverOf(origin)));
    }

    private static @Nullable String serverOf(LogRow origin) {
        return Undone.event(origin).map(Event::server).orElse(null);
    }

    private static boolean alike(LogRow row, LogRow origin) {
        return String.valueOf(row.status()).equals(String.valueOf(origin.status()))
                && String.valueOf(row.reason()).equals(String.valueOf(origin.reason()));
    }

    private static boolean withinDay(LogRow row, LogRow origin) {
        return row.at().isBefore(origin.at().plusSeconds(24L * 60 * 60));
    }

    private Map<String, @Nullable Object> parts() {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("rule", rule);
        parts.put("code", code);
        parts.put("reason", reason);
        parts.put("text", text);
        parts.put("domain", domain);
        parts.put("ip", ip);
        parts.put("server", server);
        parts.put("campaign", campaign);
        parts.put("list", list);
        parts.put("recipient", recipient);
        parts.put("from", from);
        parts.put("to", to);
        parts.put("policy", policy);
        parts.put("incident", incident);
        parts.put("listed", listed);
        return parts;
    }

    /** As JSON, to be kept with a run. */
    public String json() {
        return FlatJson.write(parts());
    }

    /** What {@link #json} wrote. */
    public static UndoSelection of(String json) {
        Map<String, String> parts = FlatJson.read(json);
        String listed = parts.get("listed");
        return new UndoSelection(
                parts.get("rule"),
                parts.get("code"),
                parts.get("reason"),
                parts.get("text"),
                parts.get("domain"),
                parts.get("ip"),
                parts.get("server"),
                parts.get("campaign"),
                parts.get("list"),
                parts.get("recipient"),
                time(parts.get("from")),
                time(parts.get("to")),
                parts.get("policy"),
                parts.get("incident"),
                listed == null ? null : Integer.valueOf(listed));
    }

    private static @Nullable Instant time(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }

    /** In words, for people: {@code domain example.com, code 5.1.1}. */
    public String words() {
        List<String> words = new ArrayList<>();
        parts().forEach((name, value) -> {
            if (value != null) {
                words.add(name + " " + value);
            }
        });
        return words.isEmpty() ? "everything" : String.join(", ", words);
    }
}
