package io.carom.intake.webhook;

import io.carom.intake.webhook.body.Json;
import java.net.URI;

/** What an Amazon SNS message is about, besides notifications. */
final class Sns {
    private Sns() {}

    /** Whether {@code root} is an SNS message at all; raw delivery leaves the envelope out. */
    static boolean isEnvelope(Json root) {
        return root.text("Type") != null && root.at("Message") instanceof Json.Text;
    }

    /** Answers a request to confirm a subscription; true when it was one, or the end of one. */
    static boolean control(Json root, Harvest out) {
        String type = root.text("Type");
        if ("UnsubscribeConfirmation".equals(type)) {
            out.ignore();
            return true;
        }
        if (!"SubscriptionConfirmation".equals(type)) {
            return false;
        }
        URI address = SnsSigning.amazonAddress(root.text("SubscribeURL"));
        String topic = root.text("TopicArn");
        if (!out.proven()) {
            out.answer(new WebhookAnswer.Refused(
                    WebhookAnswer.Why.NOT_PROVEN,
                    "/Type",
                    "a subscription is confirmed only for a verified message of an allowed topic",
                    "configure the TopicArn as a key of this endpoint"));
        } else if (address == null || topic == null) {
            out.answer(new WebhookAnswer.Refused(
                    WebhookAnswer.Why.MALFORMED,
                    "/SubscribeURL",
                    "it is no address of Amazon SNS",
                    "confirm the subscription by hand"));
        } else {
            out.answer(new WebhookAnswer.Confirmation(address, topic));
        }
        return true;
    }
}
