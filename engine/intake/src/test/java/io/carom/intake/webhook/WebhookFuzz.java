package io.carom.intake.webhook;

import io.carom.api.Event;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a fuzzer calls: the first byte chooses the provider, the second what is configured, the rest is the body. Whatever the body
 * is, there must be an answer, and its events must be well formed.
 */
public final class WebhookFuzz {
    private static final Webhooks WEBHOOKS = new Webhooks(Fixtures.CLOCK);
    private static final List<String> PROVIDERS = WEBHOOKS.providers();
    private static final Map<String, String> HEADERS = headers();

    private WebhookFuzz() {}

    /** One body. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 2) {
            return;
        }
        String provider = PROVIDERS.get((input[0] & 0xFF) % PROVIDERS.size());
        byte[] body = Arrays.copyOfRange(input, 2, input.length);
        Endpoint endpoint = input[1] % 4 == 3
                ? Endpoint.of("whsec_c2VjcmV0", "basic:a:b", SignedRequests.TOPIC)
                        .url(SignedRequests.MANDRILL_URL)
                : Endpoint.unsigned();
        Map<String, String> headers = new TreeMap<>(HEADERS);
        if (input[1] % 4 == 2) {
            headers.put("Content-Type", "multipart/form-data; boundary=b");
        }
        check(WEBHOOKS.receive(provider, WebhookRequest.of(headers, body).to("/hooks/a?b=c"), endpoint));
    }

    /** An input that the fuzzer may begin with. */
    static byte[] input(Fixtures.Case fixture) {
        byte[] body = fixture.request().body();
        byte[] input = new byte[body.length + 2];
        input[0] = (byte) PROVIDERS.indexOf(fixture.provider());
        System.arraycopy(body, 0, input, 2, body.length);
        return input;
    }

    private static void check(WebhookAnswer answer) {
        if (answer instanceof WebhookAnswer.Events read) {
            for (Event event : read.events()) {
                boolean bounded = event.meta().size() <= 100
                        && event.recipient().length() <= 1_000
                        && (event.reply() == null || event.reply().length() <= 4_000);
                if (event.recipient().isBlank() || !bounded || event.toString().isEmpty()) {
                    throw new IllegalStateException("malformed " + event);
                }
            }
        } else if (answer instanceof WebhookAnswer.Refused refused) {
            if (refused.message().isBlank()
                    || refused.remedy().isBlank()
                    || refused.remedy().equals(Webhooks.OUR_FAULT)) {
                throw new IllegalStateException("no reason " + refused);
            }
        }
    }

    private static Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>();
        headers.put("svix-id", "msg_1");
        headers.put("svix-timestamp", "1767607200");
        headers.put("svix-signature", "v1,AAAA");
        headers.put("Signature", "00");
        headers.put("X-Mandrill-Signature", "AAAA");
        return headers;
    }
}
