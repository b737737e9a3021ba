package io.carom.intake.webhook;

import io.carom.api.BounceType;
import io.carom.api.EventKind;
import io.carom.api.Reason;
import io.carom.intake.webhook.body.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A provider that a file describes. */
final class MappedProvider implements Provider {
    private final Mapping mapping;
    private final Signing signing;

    MappedProvider(Mapping mapping) {
        this.mapping = mapping;
        Mapping.Hmac hmac = mapping.signature();
        this.signing = hmac == null
                ? new PasswordSigning("url:")
                : new HmacSigning(hmac.header(), hmac.algorithm(), hmac.base64(), hmac.prefix());
    }

    @Override
    public String name() {
        return mapping.name();
    }

    @Override
    public Signing signing() {
        return signing;
    }

    @Override
    public void read(Incoming in, Harvest out) {
        Json found = in.root().pointer(mapping.events());
        List<Json> events = found.items();
        for (int i = 0; i < events.size() && !out.full(); i++) {
            String place = mapping.events() + (found instanceof Json.Arr ? "/" + i : "");
            one(events.get(i), place, out);
        }
        if (found.missing()) {
            out.unknown(mapping.events().toString(), null);
        }
    }

    private void one(Json event, String place, Harvest out) {
        String word = event.pointer(mapping.kind()).text();
        Mapping.Meaning meaning = word == null ? null : mapping.kinds().get(word);
        if (meaning == null) {
            out.unknown(place + mapping.kind(), word);
            return;
        }
        EventKind kind = meaning.kind();
        if (kind == null) {
            out.ignore();
            return;
        }
        Draft draft = out.draft(place).fact("event", word);
        if (kind == EventKind.COMPLAINT) {
            draft.complaint(text(event, "feedbackType"));
        } else {
            draft.kind(kind);
        }
        String type = text(event, "bounceType");
        String reason = text(event, "reason");
        draft.verdict(
                type == null ? meaning.bounceType() : BounceType.of(type).orElse(meaning.bounceType()),
                reason == null ? meaning.reason() : Reason.of(reason).orElse(meaning.reason()));
        out.take(parts(event, draft));
    }

    private Draft parts(Json event, Draft draft) {
        return draft.recipient(text(event, "recipient"))
                .at(mapping.value(event, "at"))
                .id(text(event, "id"))
                .reply(text(event, "reply"))
                .said(text(event, "diagnostic"))
                .code(mapping.value(event, "replyCode").number())
                .status(text(event, "status"))
                .message(text(event, "message"))
                .attempt(mapping.value(event, "attempt").number())
                .campaign(text(event, "campaign"))
                .list(text(event, "list"))
                .subscriber(text(event, "subscriber"))
                .sendingIp(text(event, "sendingIp"))
                .remoteMta(text(event, "remoteMta"))
                .tags(mapping.value(event, "tags"))
                .metadata(mapping.value(event, "meta"))
                .fact("url", text(event, "url"))
                .fact("userAgent", text(event, "userAgent"))
                .fact("ip", text(event, "ip"))
                .fact("description", text(event, "description"));
    }

    private @Nullable String text(Json event, String name) {
        return mapping.value(event, name).text();
    }
}
