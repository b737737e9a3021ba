package io.carom.intake.webhook;

import io.carom.api.EventKind;
import io.carom.intake.webhook.body.Json;
import io.carom.intake.webhook.body.JsonPointer;
import java.util.List;

/** A provider that a file describes. */
final class MappedProvider implements Provider {
    private final Mapping mapping;
    private final Signing signing;

    MappedProvider(Mapping mapping) {
        this.mapping = mapping;
        Mapping.Hmac hmac = mapping.signature();
        this.signing = hmac == null
                ? new PasswordSigning("basic:")
                : new HmacSigning(hmac.header(), hmac.algorithm(), hmac.base64(), "");
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
        List<Json> events = in.root().pointer(mapping.events()).items();
        for (int i = 0; i < events.size() && !out.full(); i++) {
            one(events.get(i), mapping.events() + "/" + i, out);
        }
        if (events.isEmpty()) {
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
        if (meaning.kind() == null) {
            out.ignore();
            return;
        }
        Draft draft = out.draft(place)
                .kind(meaning.kind())
                .verdict(meaning.bounceType(), meaning.reason())
                .fact("event", word);
        if (meaning.kind() == EventKind.COMPLAINT) {
            draft.complaint(field(event, "feedbackType").text());
        }
        out.take(draft.recipient(field(event, "recipient").text())
                .at(field(event, "at"))
                .id(field(event, "id").text())
                .reply(field(event, "reply").text())
                .said(field(event, "diagnostic").text())
                .code(field(event, "replyCode").number())
                .status(field(event, "status").text())
                .message(field(event, "message").text())
                .attempt(field(event, "attempt").number())
                .campaign(field(event, "campaign").text())
                .list(field(event, "list").text())
                .subscriber(field(event, "subscriber").text())
                .sendingIp(field(event, "sendingIp").text())
                .remoteMta(field(event, "remoteMta").text())
                .tags(field(event, "tags"))
                .metadata(field(event, "meta")));
    }

    private Json field(Json event, String name) {
        for (JsonPointer pointer : mapping.fields().getOrDefault(name, List.of())) {
            Json value = event.pointer(pointer);
            if (!value.missing()) {
                return value;
            }
        }
        return Json.Nil.NIL;
    }
}
