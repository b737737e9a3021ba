package io.carom.intake.webhook;

import io.carom.api.BounceType;
import io.carom.api.EnhancedStatus;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.EventSource;
import io.carom.api.Proof;
import io.carom.api.Reason;
import io.carom.api.SmtpReply;
import io.carom.intake.webhook.body.Json;
import io.carom.intake.webhook.body.Moments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One event while a provider's record is read: everything may be missing, of a wrong size or nonsense. For one thread. */
final class Draft {
    /** In front of everything in meta that the provider says and the sender did not choose. */
    static final String PROVIDER = "provider.";

    private static final String TAGS = "tags";

    private final String provider;
    private final String place;
    private final WebhookLimits limits;
    private final CustomFields fields;
    private final Map<String, String> meta = new LinkedHashMap<>();
    private Proof proof;
    private Instant at;
    private @Nullable EventKind kind;
    private @Nullable String recipient;
    private String recipientPlace = "recipient";
    private @Nullable String id;
    private @Nullable String reply;
    private @Nullable String diagnostic;
    private @Nullable Integer replyCode;
    private @Nullable EnhancedStatus status;
    private @Nullable String message;
    private @Nullable Integer attempt;
    private @Nullable String campaign;
    private @Nullable String list;
    private @Nullable String subscriber;
    private @Nullable String sendingIp;
    private @Nullable String remoteMta;
    private @Nullable String feedbackType;
    private @Nullable BounceType bounceType;
    private @Nullable Reason reason;

    Draft(String provider, String place, Proof proof, Instant now, WebhookLimits limits, CustomFields fields) {
        this.fields = fields;
        this.provider = provider;
        this.place = place;
        this.proof = proof;
        this.at = now;
        this.limits = limits;
    }

    String place() {
        return place;
    }

    /** Whether it is said what happened. */
    boolean told() {
        return kind != null;
    }

    /** Whether it is a failure or complaint, which may cost the address. */
    boolean failed() {
        return kind == EventKind.BOUNCE || kind == EventKind.DEFERRAL || kind == EventKind.COMPLAINT;
    }

    Draft kind(EventKind value) {
        kind = value;
        return this;
    }

    /** The first of {@code values} that is an instant; without one, it happened when the request came. */
    Draft at(Json... values) {
        for (Json value : values) {
            Optional<Instant> instant = Moments.read(value);
            if (instant.isPresent()) {
                at = instant.get();
                return this;
            }
        }
        return this;
    }

    /** The address in {@code record} under the first of {@code names} that has one. */
    Draft recipient(Json record, String... names) {
        recipientPlace = names[0];
        String text = record.firstText(names);
        if (text == null && !record.at(names[0]).missing()) {
            recipientPlace = names[0] + "` is " + record.at(names[0]).what() + ", not an address";
        }
        return recipient(text);
    }

    /** The address, with or without a display name around it. */
    Draft recipient(@Nullable String text) {
        recipient = ProviderText.address(text);
        return this;
    }

    Draft id(@Nullable String value) {
        id = value;
        return this;
    }

    /** What the receiving server, or the provider, said: a reply when it begins with a code, a diagnostic text otherwise. */
    Draft reply(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return this;
        }
        String said = cut(text, limits.text());
        int prefix = ProviderText.smtpPrefix(said);
        SmtpReply parsed = SmtpReply.parse(said.substring(prefix));
        if (prefix == 0 && (parsed.code() != 0 || parsed.status() != null)) {
            reply = said;
        } else {
            diagnostic = said;
            if (parsed.code() != 0 && replyCode == null) {
                replyCode = parsed.code();
            }
        }
        // Providers put words of their own around or in front of the code.
        if (status == null && (diagnostic != null || parsed.status() == null)) {
            status = parsed.status() == null ? EnhancedStatus.find(said).orElse(null) : parsed.status();
        }
        return this;
    }

    /** Words of the provider's own about what happened; kept as the text to read. */
    Draft said(@Nullable String text) {
        if (text != null && !text.isBlank()) {
            diagnostic = cut(text, limits.text());
        }
        return this;
    }

    /** A reply code of its own; what is none (Mailgun's 605) is kept as {@code provider.code}. */
    Draft code(@Nullable Long value) {
        if (value != null && value >= 200 && value <= 599) {
            replyCode = value.intValue();
        } else if (value != null && value != 0) {
            fact("code", String.valueOf(value));
        }
        return this;
    }

    Draft status(@Nullable String text) {
        if (text != null) {
            EnhancedStatus.parse(text.strip()).ifPresent(found -> status = found);
        }
        return this;
    }

    Draft message(@Nullable String value) {
        message = value == null ? null : cut(value, 998);
        return this;
    }

    Draft attempt(@Nullable Long value) {
        attempt = value == null || value < 1 || value > 100_000 ? null : value.intValue();
        return this;
    }

    Draft campaign(@Nullable String value) {
        campaign = value == null ? null : cut(value, 500);
        return this;
    }

    Draft list(@Nullable String value) {
        list = value == null ? null : cut(value, 500);
        return this;
    }

    Draft subscriber(@Nullable String value) {
        subscriber = value == null ? null : cut(value, 500);
        return this;
    }

    Draft sendingIp(@Nullable String value) {
        sendingIp = value == null || !ProviderText.looksLikeIp(value) ? null : value;
        return this;
    }

    /** The receiving host, with or without {@code dns;} in front. */
    Draft remoteMta(@Nullable String value) {
        if (value != null) {
            int semicolon = value.indexOf(';');
            String host = semicolon >= 0 && semicolon < 8 ? value.substring(semicolon + 1) : value;
            remoteMta = host.isBlank() ? null : cut(host.strip(), 255);
        }
        return this;
    }

    /** A failure for good. */
    Draft hard(@Nullable Reason why) {
        kind = EventKind.BOUNCE;
        return verdict(BounceType.HARD, why);
    }

    /** A failure that may pass, at which the provider has given up. */
    Draft soft(@Nullable Reason why) {
        kind = EventKind.BOUNCE;
        return verdict(BounceType.SOFT, why);
    }

    /** A failure after which the provider goes on trying. */
    Draft deferral(@Nullable Reason why) {
        kind = EventKind.DEFERRAL;
        return verdict(BounceType.SOFT, why);
    }

    /** The provider did not send: the address is on a list of its own. */
    Draft suppressed() {
        return hard(Reason.SUPPRESSED);
    }

    /** What the provider says of type and reason. */
    Draft verdict(@Nullable BounceType type, @Nullable Reason why) {
        bounceType = type;
        reason = why;
        return this;
    }

    Draft complaint(@Nullable String type) {
        kind = EventKind.COMPLAINT;
        feedbackType = type == null ? "abuse" : ProviderText.feedback(type);
        return this;
    }

    /** The origin of this event is not proven, whatever the request's signature. */
    Draft doubtful() {
        proof = Proof.NONE;
        return this;
    }

    /** Something the provider says that has no field of its own. */
    Draft fact(String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            put(PROVIDER + name, value);
        }
        return this;
    }

    Draft tags(Collection<String> tags) {
        if (!tags.isEmpty()) {
            List<Json> items = new ArrayList<>();
            for (String tag : tags) {
                items.add(new Json.Text(tag));
            }
            put(TAGS, new Json.Arr(items).write());
        }
        return this;
    }

    /** Tags as an array, as one text, or as an array that stands in a text. */
    Draft tags(Json tags) {
        List<String> texts = new ArrayList<>();
        for (Json tag : tags.items()) {
            String text = tag.text();
            if (text != null) {
                texts.add(text);
            }
        }
        return tags(texts);
    }

    /** What the sender attached; a text as it is, anything else as JSON. */
    Draft metadata(Json object) {
        object.fields().forEach(this::metadata);
        return this;
    }

    Draft metadata(String name, Json value) {
        if (!value.missing()) {
            String text = value instanceof Json.Text plain ? plain.value() : value.write();
            boolean taken = name.equals(TAGS) || name.startsWith(PROVIDER) || name.isEmpty();
            put(taken ? "metadata." + name : name, text);
        }
        return this;
    }

    /** The event, or the {@link WebhookAnswer.Refused} that says what is wrong with it. */
    Object build() {
        if (kind == null) {
            return problem("what happened is not said");
        }
        if (recipient == null) {
            return problem("`" + recipientPlace + (recipientPlace.contains("`") ? "" : "` has no address"));
        }
        if (recipient.length() > 1_000 || recipient.chars().anyMatch(Character::isISOControl)) {
            return problem("`" + recipientPlace + "` is too long or has control characters");
        }
        passThrough();
        return Event.of(kind, at, recipient)
                .id(id == null ? null : provider + ":" + cut(id, 500))
                .reply(reply)
                .replyCode(replyCode)
                .status(status)
                .diagnostic(diagnostic)
                .message(message)
                .attempt(attempt)
                .campaign(campaign)
                .list(list)
                .subscriber(subscriber)
                .sendingIp(sendingIp)
                .remoteMta(remoteMta)
                .source(EventSource.WEBHOOK)
                .proof(proof)
                .feedbackType(feedbackType)
                .bounceType(bounceType)
                .reason(reason)
                .meta(meta)
                .build();
    }

    /** At most {@code limit} characters of {@code text}, no character cut in two. */
    static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
        return text.substring(0, end);
    }

    /** The application's own ids, where it passed them as custom arguments. */
    private void passThrough() {
        String own = fields.find(fields.message(), meta);
        if (own != null) {
            message = own;
            meta.keySet().removeAll(fields.message());
        }
        campaign = campaign == null ? fields.find(fields.campaign(), meta) : campaign;
        list = list == null ? fields.find(fields.list(), meta) : list;
        subscriber = subscriber == null ? fields.find(fields.subscriber(), meta) : subscriber;
    }

    private WebhookAnswer.Refused problem(String message) {
        return new WebhookAnswer.Refused(
                WebhookAnswer.Why.MALFORMED,
                place,
                message,
                "this record is left out; compare it with the documentation of " + provider);
    }

    private void put(String name, String value) {
        if (meta.size() < limits.meta() || meta.containsKey(name)) {
            meta.put(cut(name, 200), cut(value, limits.text()));
        }
    }
}
