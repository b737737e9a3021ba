package io.carom.engine.undo;

import io.carom.api.Action;
import io.carom.api.Classification;
import io.carom.api.Decision;
import io.carom.api.SubscriberStatus;

/**
 * What today's policy would decide about an event of the past. Immutable.
 *
 * @param known whether it could be decided again
 * @param same whether the subscriber would become the same as then
 * @param words {@code hard/user_unknown: bounced}
 */
public record Today(boolean known, boolean same, String words) {
    /** It was not asked for. */
    static final Today UNASKED = new Today(false, false, "");

    static Today unknown(String why) {
        return new Today(false, false, "unknown: " + why);
    }

    static Today of(Decision decision, SubscriberStatus then) {
        Classification what = decision.classification();
        String type = what.bounceType() == null ? "" : what.bounceType().word() + "/";
        boolean same = decision.subscriber() != null && decision.subscriber().to() == then;
        String outcome = decision.subscriber() != null
                ? decision.subscriber().to().word()
                : decision.actions().stream().findFirst().map(Action::type).orElse("nothing");
        return new Today(true, same, type + what.reason().word() + ": " + outcome);
    }
}
