package io.carom.intake.webhook;

import io.carom.intake.webhook.body.Json;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Amazon SES by way of Amazon SNS: event publishing ({@code eventType}) and identity notifications ({@code notificationType}), in the
 * SNS envelope, delivered raw, as an EventBridge {@code detail}, or as what SQS and Lambda pass on. One event for each recipient.
 *
 * @see <a href="https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html">Amazon SES, event data</a>
 * @see <a href="https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html">Amazon SES, notification contents</a>
 */
final class Ses implements Provider {
    private final Signing signing = new SnsSigning();

    @Override
    public String name() {
        return "ses";
    }

    @Override
    public Signing signing() {
        return signing;
    }

    @Override
    public Duration freshness() {
        return Duration.ofHours(1);
    }

    @Override
    public boolean single() {
        return true;
    }

    @Override
    public void read(Incoming in, Harvest out) {
        List<Json> carried = in.root().at("Records").items();
        if (carried.isEmpty()) {
            one(in, in.root(), out);
        }
        for (Json record : carried) {
            String body = record.text("body");
            one(in, body == null ? record.at("Sns") : in.json().read(body, "/Records/body"), out);
        }
    }

    private void one(Incoming in, Json root, Harvest out) {
        if (!Sns.isEnvelope(root)) {
            records(in, root.items(), null, out);
            return;
        }
        if (Sns.control(root, out)) {
            return;
        }
        String message = root.text("Message");
        if (message == null || !message.stripLeading().startsWith("{")) {
            // "Successfully validated SNS topic for Amazon SES event publishing."
            out.ignore();
            return;
        }
        records(in, List.of(in.json().read(message, "/Message")), root, out);
    }

    private void records(Incoming in, List<Json> records, @Nullable Json envelope, Harvest out) {
        for (int i = 0; i < records.size(); i++) {
            Json record = records.get(i);
            Json detail = record.at("detail");
            String place = envelope == null ? (records.size() == 1 ? "" : "/" + i) : "/Message";
            new SesRecord(in, detail.at("mail").missing() ? record : detail, envelope, place, out).read();
        }
    }
}
