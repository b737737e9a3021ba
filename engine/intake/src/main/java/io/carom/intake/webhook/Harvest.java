package io.carom.intake.webhook;

import io.carom.api.Event;
import io.carom.api.Proof;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what a request tells. For one thread. */
final class Harvest {
    private final String provider;
    private final Proof proof;
    private final Instant now;
    private final WebhookLimits limits;
    private final CustomFields fields;
    private final List<Event> events = new ArrayList<>();
    private final List<WebhookAnswer.Refused> problems = new ArrayList<>();
    private String within = "";
    private int records;
    private int ignored;
    private @Nullable WebhookAnswer instead;

    Harvest(String provider, Proof proof, Instant now, WebhookLimits limits, CustomFields fields) {
        this.fields = fields;
        this.provider = provider;
        this.proof = proof;
        this.now = now;
        this.limits = limits;
    }

    /** The beginning of what the record at {@code place} tells. */
    Draft draft(String place) {
        return new Draft(provider, within + place, proof, now, limits, fields);
    }

    /** What is read from here on stands at this place of the request. */
    void within(String place) {
        within = place;
    }

    /** Takes a finished draft; what is wrong with it becomes a problem. */
    void take(Draft draft) {
        if (!room(draft.place())) {
            return;
        }
        Object built = draft.build();
        if (built instanceof Event event) {
            events.add(event);
        } else if (built instanceof WebhookAnswer.Refused problem) {
            problem(problem);
        }
    }

    /** A record that tells nothing of a delivery. */
    void ignore() {
        ignored++;
    }

    /** A record of a kind that nobody documented. */
    void unknown(String place, @Nullable String kind) {
        problem(new WebhookAnswer.Refused(
                WebhookAnswer.Why.MALFORMED,
                within + place,
                kind == null
                        ? "there is no kind of event here"
                        : "`" + Draft.cut(kind, 100) + "` is no kind of event of " + provider,
                "if the provider has added it, map it with a mapping file of your own"));
    }

    /** A record, or a part of one, that could not be read. */
    void problem(WebhookAnswer.Refused problem) {
        if (problems.size() < 100) {
            problems.add(problem);
        }
    }

    /** The answer is this, whatever else was read. */
    void answer(WebhookAnswer answer) {
        instead = answer;
    }

    /** Whether the origin of the request is proven. */
    boolean proven() {
        return proof == Proof.WEBHOOK;
    }

    boolean nothingRead() {
        return events.isEmpty() && ignored == 0;
    }

    List<Event> events() {
        return List.copyOf(events);
    }

    List<WebhookAnswer.Refused> problems() {
        return List.copyOf(problems);
    }

    int ignored() {
        return ignored;
    }

    @Nullable
    WebhookAnswer instead() {
        return instead;
    }

    /** Whether the request holds more records than are read. */
    boolean full() {
        return records > limits.events();
    }

    private boolean room(String place) {
        if (++records == limits.events() + 1) {
            instead = new WebhookAnswer.Refused(
                    WebhookAnswer.Why.TOO_LARGE,
                    place,
                    "the request has more than " + limits.events() + " events",
                    "lower the batch size at the provider or raise the limit");
        }
        return records <= limits.events();
    }
}
