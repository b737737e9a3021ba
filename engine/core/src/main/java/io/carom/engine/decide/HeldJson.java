package io.carom.engine.decide;

import io.carom.api.BounceType;
import io.carom.api.Classification;
import io.carom.api.EnhancedStatus;
import io.carom.api.EventKind;
import io.carom.api.Fault;
import io.carom.api.Promotion;
import io.carom.api.Reason;
import io.carom.api.SubscriberStatus;
import io.carom.engine.json.FlatJson;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a held change needs to be told again when it ends, as JSON in the history. Stateless. */
public final class HeldJson {
    /**
     * A change of the subscriber that waits.
     *
     * @param recipient the address as the event has it
     * @param what what the failure is
     * @param to what the address would become
     * @param trap whether that is because of a spam trap
     * @param rule the rule or script that asked for the change
     * @param script whether that is a script
     * @param text what the receiver said
     * @param cap the cause that reached too far, or null for a review
     * @param release whether it is carried out in the end if nobody decides
     */
    public record Held(
            String recipient,
            Classification what,
            SubscriberStatus to,
            boolean trap,
            String rule,
            boolean script,
            String text,
            @Nullable String list,
            @Nullable String subscriber,
            @Nullable String campaign,
            @Nullable String message,
            @Nullable String server,
            @Nullable String sendingIp,
            @Nullable String cap,
            boolean release) {}

    /** The same change, waiting because {@code cause} reached too far. */
    static Held capped(Held held, String cause, boolean release) {
        return new Held(
                held.recipient(),
                held.what(),
                held.to(),
                held.trap(),
                held.rule(),
                held.script(),
                held.text(),
                held.list(),
                held.subscriber(),
                held.campaign(),
                held.message(),
                held.server(),
                held.sendingIp(),
                cause,
                release);
    }

    private HeldJson() {}

    static String write(Held held) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        Classification what = held.what();
        parts.put("recipient", held.recipient());
        parts.put(
                "bounceType",
                what.bounceType() == null ? null : what.bounceType().word());
        parts.put("fault", what.fault() == null ? null : what.fault().word());
        parts.put("reason", what.reason().word());
        parts.put("status", what.status() == null ? null : what.status().toString());
        parts.put("replyCode", what.replyCode());
        parts.put("promoted", what.promoted() == null ? null : what.promoted().name());
        parts.put("disagreement", what.disagreement() ? "true" : null);
        parts.put("to", held.to() == SubscriberStatus.BOUNCED ? null : held.to().word());
        parts.put("trap", held.trap() ? "true" : null);
        parts.put("rule", held.rule());
        parts.put("script", held.script() ? "true" : null);
        parts.put("text", held.text());
        parts.put("list", held.list());
        parts.put("subscriber", held.subscriber());
        parts.put("campaign", held.campaign());
        parts.put("message", held.message());
        parts.put("server", held.server());
        parts.put("sendingIp", held.sendingIp());
        parts.put("cap", held.cap());
        parts.put("release", held.release() ? "true" : null);
        return FlatJson.write(parts);
    }

    /** What {@link #write} wrote. */
    public static Held read(String json) {
        Map<String, String> parts = FlatJson.read(json);
        String code = parts.get("replyCode");
        String promoted = parts.get("promoted");
        Classification what = new Classification(
                EventKind.BOUNCE,
                BounceType.of(parts.getOrDefault("bounceType", "")).orElse(BounceType.HARD),
                Fault.of(parts.getOrDefault("fault", "")).orElse(Fault.RECIPIENT),
                Reason.of(parts.getOrDefault("reason", "")).orElse(Reason.UNKNOWN),
                EnhancedStatus.parse(parts.getOrDefault("status", "")).orElse(null),
                code == null ? null : Integer.valueOf(code),
                promoted == null ? null : Promotion.valueOf(promoted),
                parts.containsKey("disagreement"));
        return new Held(
                parts.getOrDefault("recipient", ""),
                what,
                SubscriberStatus.of(parts.getOrDefault("to", "")).orElse(SubscriberStatus.BOUNCED),
                parts.containsKey("trap"),
                parts.getOrDefault("rule", ""),
                parts.containsKey("script"),
                parts.getOrDefault("text", ""),
                parts.get("list"),
                parts.get("subscriber"),
                parts.get("campaign"),
                parts.get("message"),
                parts.get("server"),
                parts.get("sendingIp"),
                parts.get("cap"),
                parts.containsKey("release"));
    }
}
