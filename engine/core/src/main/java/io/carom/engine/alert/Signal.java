package io.carom.engine.alert;

import io.carom.api.Classification;
import io.carom.api.EnhancedStatus;
import io.carom.api.EventKind;
import io.carom.api.Reason;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A share that is watched. Immutable; read from {@code alerts.signals} of {@code policy.yml}.
 *
 * @param name its name in alerts and rules
 * @param scope what the share is counted for
 * @param window how far back it looks, or null for the whole send
 * @param above the share that has to be passed, 0 to 1; 0 when only a comparison counts
 * @param status the enhanced code that counts, or null
 * @param subject the class and subject that counts ({@code 5.7}), or null
 * @param reason the reason that counts, or null
 * @param complaints whether complaints count instead of failures
 * @param firstSend whether only first sends to imported lists are looked at
 * @param times how many times its baseline the share has to be, or 0
 * @param either whether passing {@code times} alone is enough
 * @param baseline what it is compared with, or null
 * @param domains how many receiving domains have to pass at the same time
 */
public record Signal(
        String name,
        Scope scope,
        @Nullable Duration window,
        double above,
        @Nullable String status,
        @Nullable String subject,
        @Nullable String reason,
        boolean complaints,
        boolean firstSend,
        double times,
        boolean either,
        @Nullable Baseline baseline,
        int domains) {
    /** What a share is counted for. */
    public enum Scope {
        CAMPAIGN,
        LIST,
        SERVER,
        DOMAIN,
        IP;

        private final String word = name().toLowerCase(Locale.ROOT);

        /** The word in {@code policy.yml} and in front of a scope's name. */
        public String word() {
            return word;
        }

        /** The scope named {@code word}, or empty. */
        public static Optional<Scope> of(String word) {
            for (Scope scope : values()) {
                if (scope.word().equals(word)) {
                    return Optional.of(scope);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * What a share is compared with.
     *
     * @param kind the kind
     * @param days how far back, for a scope's own past
     */
    public record Baseline(Kind kind, int days) {
        /** The kinds of baselines. */
        public enum Kind {
            /** The scope's own past. */
            OWN,
            /** All other receiving domains in the same window. */
            OTHER_DOMAINS,
            /** The first tenth of the same send. */
            FIRST_TENTH
        }
    }

    /**
     * How much an alarm of this signal says about the cause: what counts one code or one reason says more than what counts a whole
     * class, that more than a comparison, and that more than all failures together; among equals the higher bound.
     */
    public double weight() {
        int kind = complaints || status != null || reason != null ? 3 : subject != null ? 2 : times > 0 ? 1 : 0;
        return kind + above;
    }

    /**
     * A classified event as signals compare it, so that each need not.
     *
     * @param what what it was found to be
     * @param status its enhanced code as text, or null
     * @param subject class and subject of that, or null
     */
    record Seen(
            Classification what,
            @Nullable String status,
            @Nullable String subject) {
        static Seen of(Classification what) {
            EnhancedStatus code = what.status();
            return code == null
                    ? new Seen(what, null, null)
                    : new Seen(what, code.toString(), code.statusClass() + "." + code.subject());
        }
    }

    /** Whether one classified event counts for this signal. */
    boolean counts(Seen seen) {
        Classification what = seen.what();
        if (complaints) {
            return what.event() == EventKind.COMPLAINT && what.reason() == Reason.FEEDBACK_ABUSE;
        }
        return what.event() == EventKind.BOUNCE
                && (status == null || status.equals(seen.status()))
                && (subject == null || subject.equals(seen.subject()))
                && (reason == null || reason.equals(what.reason().word()));
    }
}
