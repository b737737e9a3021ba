package io.carom.engine.decide;

import io.carom.api.BounceType;
import io.carom.api.Classification;
import io.carom.api.EnhancedStatus;
import io.carom.api.EventKind;
import io.carom.api.Fault;
import io.carom.api.Promotion;
import io.carom.api.Reason;
import io.carom.engine.json.FlatJson;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a held change needs to be told again when its timer fires, as JSON in the history. Stateless. */
final class HeldJson {
    /** A change of the subscriber that waits; {@code cap} names the cause that reached too far, or is null for a review. */
    record Held(
            String recipient,
            Classification what,
            String rule,
            String text,
            @Nullable String list,
            @Nullable String subscriber,
            @Nullable String campaign,
            @Nullable String message,
            @Nullable String sendingIp,
            @Nullable String cap) {}

    /** The same change, waiting because {@code cause} reached too far. */
    static Held capped(Held held, String cause) {
        return new Held(
                held.recipient(),
                held.what(),
                held.rule(),
                held.text(),
                held.list(),
                held.subscriber(),
                held.campaign(),
                held.message(),
                held.sendingIp(),
                cause);
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
        parts.put("rule", held.rule());
        parts.put("text", held.text());
        parts.put("list", held.list());
        parts.put("subscriber", held.subscriber());
        parts.put("campaign", held.campaign());
        parts.put("message", held.message());
        parts.put("sendingIp", held.sendingIp());
        parts.put("cap", held.cap());
        return FlatJson.write(parts);
    }

    static Held read(String json) {
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
                parts.getOrDefault("rule", ""),
                parts.getOrDefault("text", ""),
                parts.get("list"),
                parts.get("subscriber"),
                parts.get("campaign"),
                parts.get("message"),
                parts.get("sendingIp"),
                parts.get("cap"));
    }
}
