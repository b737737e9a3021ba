package io.carom.intake.webhook;

import io.carom.intake.webhook.body.Form;
import io.carom.intake.webhook.body.Json;
import io.carom.intake.webhook.body.JsonReader;
import io.carom.intake.webhook.body.Multipart;
import io.carom.intake.webhook.body.UnreadableBodyException;
import java.util.Locale;
import java.util.Optional;

/** Tells JSON and forms apart by the body itself: saved bodies come without headers. */
final class BodyParser {
    private final JsonReader json;
    private final int fields;

    BodyParser(WebhookLimits limits) {
        this.json = new JsonReader(limits.json());
        this.fields = limits.fields();
    }

    /** Fails with {@link UnreadableBodyException}. */
    Incoming parse(WebhookRequest request, Endpoint endpoint) {
        byte[] body = request.body();
        String type = request.header("Content-Type");
        Optional<String> boundary = Multipart.boundary(type);
        if (boundary.isPresent() && !looksLikeJson(body)) {
            return new Incoming(request, Json.Nil.NIL, Multipart.read(body, boundary.get(), fields), json, endpoint);
        }
        boolean declaredForm =
                type != null && type.toLowerCase(Locale.ROOT).contains("application/x-www-form-urlencoded");
        if (!looksLikeJson(body) && (declaredForm || looksLikeForm(body))) {
            return new Incoming(request, Json.Nil.NIL, Form.read(body, fields), json, endpoint);
        }
        return new Incoming(request, json.readLines(body), null, json, endpoint);
    }

    private static boolean looksLikeJson(byte[] body) {
        for (byte b : body) {
            if (b == '{' || b == '[') {
                return true;
            }
            if (b != ' '
                    && b != '\n'
                    && b != '\r'
                    && b != '\t'
                    && b != (byte) 0xEF
                    && b != (byte) 0xBB
                    && b != (byte) 0xBF) {
                return false;
            }
        }
        return false;
    }

    /** A field's name, then an equals sign. */
    private static boolean looksLikeForm(byte[] body) {
        for (int i = 0; i < Math.min(body.length, 200); i++) {
            byte b = body[i];
            if (b == '=') {
                return i > 0;
            }
            if (b <= ' ' || b == '"' || b == '{' || b == '[') {
                return false;
            }
        }
        return false;
    }
}
