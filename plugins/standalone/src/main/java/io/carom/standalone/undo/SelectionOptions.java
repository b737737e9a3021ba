package io.carom.standalone.undo;

import io.carom.api.Reason;
import io.carom.engine.undo.UndoSelection;
import io.carom.spi.Incident;
import io.carom.standalone.cli.Nearest;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Wrong;
import io.carom.standalone.decision.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The options that choose decisions. For one thread. */
public final class SelectionOptions {
    /** What an incident was told by may have begun that long before it was noticed. */
    private static final Duration BEFORE_INCIDENT = Duration.ofHours(1);

    private static final Set<String> NAMED_BY_DECISIONS =
            Set.of("domain", "rule", "script", "ip", "server", "campaign", "list");

    private @Nullable String rule;
    private @Nullable String code;
    private @Nullable String reason;
    private @Nullable String text;
    private @Nullable String domain;
    private @Nullable String ip;
    private @Nullable String server;
    private @Nullable String campaign;
    private @Nullable String list;
    private @Nullable String recipient;
    private @Nullable Instant from;
    private @Nullable Instant to;
    private @Nullable String policy;
    private @Nullable Long incident;

    /** Declares them. */
    public void declare(Options options) {
        options.value("--rule", "NAME", "made by this rule or script", value -> rule = value)
                .value("--code", "PATTERN", "with this enhanced code; % is anything: 5.7%", value -> code = value)
                .value("--reason", "WORD", "for this reason: user_unknown ...", value -> reason = reason(value))
                .value("--text", "TEXT", "where the receiver's words have this in them", value -> text = value)
                .value("--domain", "DOMAIN", "to recipients of this domain", value -> domain = value)
                .value("--ip", "IP", "about mail sent from this address", value -> ip = value)
                .value("--server", "NAME", "about mail sent by this server", value -> server = value)
                .value("--campaign", "NAME", "of this campaign", value -> campaign = value)
                .value("--list", "NAME", "of this list", value -> list = value)
                .value("--recipient", "ADDRESS", "about this address", value -> recipient = value)
                .value("--from", "TIME", "from this instant on: 2026-01-05T10:00:00Z", value -> from = time(value))
                .value("--to", "TIME", "before this instant", value -> to = time(value))
                .value("--policy-digest", "DIGEST", "made under this policy", value -> policy = value)
                .value(
                        "--incident",
                        "N",
                        "of this incident: its domain, rule, script, IP, server, campaign or list, from an hour before it was noticed until"
                                + " it was quiet; not what a person released since",
                        value -> incident = number(value));
    }

    /** Whether nothing was chosen. */
    public boolean none() {
        return incident == null && selection(null, null).isEverything();
    }

    /** The incident that was named, or null. */
    public @Nullable Long incident() {
        return incident;
    }

    /**
     * What was chosen.
     *
     * @param named the incident that was named, or null
     * @param listed how many decisions a file names, or null
     */
    public UndoSelection selection(@Nullable Incident named, @Nullable Integer listed) {
        UndoSelection chosen = new UndoSelection(
                rule,
                code,
                reason,
                text,
                domain,
                ip,
                server,
                campaign,
                list,
                recipient,
                from,
                to,
                policy,
                named == null ? null : String.valueOf(named.number()),
                listed);
        return named == null ? chosen : within(chosen, named);
    }

    private static UndoSelection within(UndoSelection chosen, Incident incident) {
        String scope = incident.leading().scope();
        String name = scope.substring(scope.indexOf(':') + 1);
        String kind = scope.substring(0, Math.max(0, scope.indexOf(':')));
        if (!NAMED_BY_DECISIONS.contains(kind)) {
            throw new Wrong("incident " + incident.number() + " is about " + scope
                    + ", which no decision names; choose by --from, --to, --code and --domain");
        }
        Instant until = incident.closed() == null
                ? null
                : incident.lastSeen().plusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
        return new UndoSelection(
                or(chosen.rule(), kind.equals("rule") || kind.equals("script") ? name : null),
                chosen.code(),
                chosen.reason(),
                chosen.text(),
                or(chosen.domain(), kind.equals("domain") ? name : null),
                or(chosen.ip(), kind.equals("ip") ? name : null),
                or(chosen.server(), kind.equals("server") ? name : null),
                or(chosen.campaign(), kind.equals("campaign") ? name : null),
                or(chosen.list(), kind.equals("list") ? name : null),
                chosen.recipient(),
                chosen.from() != null ? chosen.from() : incident.opened().minus(BEFORE_INCIDENT),
                chosen.to() != null ? chosen.to() : until,
                chosen.policy(),
                chosen.incident(),
                chosen.listed());
    }

    private static @Nullable String or(@Nullable String given, @Nullable String otherwise) {
        return given != null ? given : otherwise;
    }

    private static String reason(String word) {
        return Reason.of(word)
                .map(Reason::word)
                .orElseThrow(() -> new Wrong("--reason `" + word + "` is none of the known reasons"
                        + Nearest.to(
                                        word,
                                        Arrays.stream(Reason.values())
                                                .map(Reason::word)
                                                .toList())
                                .map(near -> "; did you mean `" + near + "`?")
                                .orElse("")));
    }

    private static Instant time(String value) {
        return Times.typed(value)
                .orElseThrow(() -> new Wrong("`" + value + "` is no time; write 2026-01-05 or 2026-01-05T10:00:00Z"));
    }

    private static long number(String value) {
        if (!value.matches("[0-9]{1,15}")) {
            throw new Wrong("--incident `" + value + "` is no number; `carom incidents` lists them");
        }
        return Long.parseLong(value);
    }
}
