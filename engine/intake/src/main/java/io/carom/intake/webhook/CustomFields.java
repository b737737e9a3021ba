package io.carom.intake.webhook;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names of custom arguments (metadata, variables, message tags) under which a sending application passes its own ids through a
 * provider; the first that an event has is taken. Immutable.
 *
 * @param message the application's message id; it is then the event's message in place of the provider's
 * @param campaign the campaign
 * @param list the list
 * @param subscriber the subscriber
 */
public record CustomFields(List<String> message, List<String> campaign, List<String> list, List<String> subscriber) {
    /** {@code anymail_id}; {@code campaign}, {@code campaign_id}; {@code list}, {@code list_id}; {@code subscriber}, {@code subscriber_id}. */
    public static final CustomFields DEFAULT = new CustomFields(
            List.of("anymail_id"),
            List.of("campaign", "campaign_id"),
            List.of("list", "list_id"),
            List.of("subscriber", "subscriber_id"));

    /** Takes its own copies. */
    public CustomFields {
        message = List.copyOf(message);
        campaign = List.copyOf(campaign);
        list = List.copyOf(list);
        subscriber = List.copyOf(subscriber);
    }

    @Nullable
    String find(List<String> names, Map<String, String> meta) {
        for (String name : names) {
            String value = meta.get(name);
            if (value != null && !value.isBlank()) {
                return Draft.cut(value, 500);
            }
        }
        return null;
    }
}
