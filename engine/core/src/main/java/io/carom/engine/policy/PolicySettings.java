package io.carom.engine.policy;

import io.carom.api.Event;
import io.carom.api.Proof;
import io.carom.api.RetrySchedule;
import io.carom.engine.alert.WatchSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code policy.yml} says, over the stock policy's values. Immutable.
 *
 * @param name the policy's name; the first part of its rules' names
 * @param version a word or number for people
 * @param retryPolicies the retry policies by name
 * @param disabled names of stock rules that are switched off
 * @param greylisting the early retry
 * @param promotions when soft failures become hard ones
 * @param engagedFor how long after an open or click a subscriber counts as engaged
 * @param caps how far one cause may reach
 * @param alerts the shares that are watched
 * @param recovery how addresses come back
 * @param trust which proofs let an event change anything, by source; {@code default} for the sources not named
 */
public record PolicySettings(
        String name,
        String version,
        Map<String, RetrySchedule> retryPolicies,
        Set<String> disabled,
        Greylisting greylisting,
        Promotions promotions,
        Duration engagedFor,
        Caps caps,
        WatchSettings alerts,
        RecoverySettings recovery,
        Map<String, Set<Proof>> trust) {
    /** Where reading begins: nothing is retried, promoted or trusted. The stock policy's file fills everything in. */
    public static final PolicySettings EMPTY = new PolicySettings(
            "",
            "0",
            Map.of(),
            Set.of(),
            new Greylisting(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofMinutes(30)),
            new Promotions(0, 0, Duration.ofDays(14), null),
            Duration.ofDays(30),
            new Caps(Duration.ofHours(1), 0, 0, Duration.ofDays(30)),
            WatchSettings.NONE,
            RecoverySettings.NONE,
            Map.of());

    /** Takes its own copies. */
    public PolicySettings {
        retryPolicies = Map.copyOf(retryPolicies);
        disabled = Set.copyOf(disabled);
        trust = Map.copyOf(trust);
    }

    /** Without any way back. */
    public PolicySettings(
            String name,
            String version,
            Map<String, RetrySchedule> retryPolicies,
            Set<String> disabled,
            Greylisting greylisting,
            Promotions promotions,
            Duration engagedFor,
            Caps caps,
            WatchSettings alerts,
            Map<String, Set<Proof>> trust) {
        this(
                name,
                version,
                retryPolicies,
                disabled,
                greylisting,
                promotions,
                engagedFor,
                caps,
                alerts,
                RecoverySettings.NONE,
                trust);
    }

    /**
     * The early retry after greylisting.
     *
     * @param least never earlier, even if the receiver asks for less
     * @param usual when the receiver names no time
     * @param most never later, even if the receiver asks for more
     */
    public record Greylisting(Duration least, Duration usual, Duration most) {}

    /**
     * When soft failures become hard ones.
     *
     * @param consecutiveSoft messages in a row; 0 switches it off
     * @param unreachableMessages messages in a row that the receiver or the network failed; 0 switches it off
     * @param unreachableOver how long that has to last at least
     * @param forgetSoftAfter a soft failure longer ago than this no longer counts, or null for never
     */
    public record Promotions(
            int consecutiveSoft,
            int unreachableMessages,
            Duration unreachableOver,
            @Nullable Duration forgetSoftAfter) {}

    /**
     * How many addresses one cause may change within a window; what is beyond both bounds of a cap is held. A cause is a kind and a name:
     * {@code rule:stock/user-unknown}, {@code script:yahoo}, {@code domain:example.com}, {@code ip:192.0.2.1}, {@code server:smtp-1}.
     *
     * @param window the window, up to a day
     * @param usual the cap of every cause that has none of its own
     * @param kinds caps of all causes of a kind
     * @param named caps of single causes
     * @param held what becomes of held changes if nobody decides
     */
    public record Caps(Duration window, Cap usual, Map<String, Cap> kinds, Map<String, Cap> named, HeldChanges held) {
        /** The kinds of causes, from the narrowest to the widest. */
        public static final List<String> KINDS = List.of("domain", "script", "rule", "ip", "server");

        /** Takes its own copies. */
        public Caps {
            kinds = Map.copyOf(kinds);
            named = Map.copyOf(named);
        }

        /** The same cap for every cause; what is held is discarded in the end. */
        public Caps(Duration window, int addresses, double share, Duration discardAfter) {
            this(
                    window,
                    new Cap(addresses, share),
                    Map.of(),
                    Map.of(),
                    new HeldChanges(new HeldChanges.Fate(discardAfter, false), Map.of()));
        }

        /** The cap of a cause: its own, else its kind's, else the usual one. */
        public Cap of(String cause) {
            Cap own = named.get(cause);
            return own != null ? own : kinds.getOrDefault(cause.substring(0, Math.max(0, cause.indexOf(':'))), usual);
        }
    }

    /**
     * How far one cause may reach.
     *
     * @param addresses so many may always change; 0 switches the cap off
     * @param share so large a share of the known addresses concerned may always change, 0 to 1
     */
    public record Cap(int addresses, double share) {
        /** Whether there is no cap. */
        public boolean off() {
            return addresses == 0;
        }
    }

    /**
     * What becomes of held changes if nobody decides.
     *
     * @param usual the fate of every one that has none of its own
     * @param rules the fate of what a rule or script asked for
     */
    public record HeldChanges(Fate usual, Map<String, Fate> rules) {
        /** Takes its own copy. */
        public HeldChanges {
            rules = Map.copyOf(rules);
        }

        /** The fate of what {@code rule} asked for. */
        public Fate of(String rule) {
            return rules.getOrDefault(rule, usual);
        }

        /**
         * An end.
         *
         * @param after how long they wait
         * @param release whether they are carried out then; else they are given up
         */
        public record Fate(Duration after, boolean release) {}
    }

    /** The retry policy of this name, or empty when there is none. */
    public Optional<RetrySchedule> retryPolicy(String wanted) {
        return Optional.ofNullable(retryPolicies.get(wanted));
    }

    /** The retry policy that is in force when nothing else is. */
    public RetrySchedule defaultRetryPolicy() {
        return retryPolicies.getOrDefault("default", new RetrySchedule("default", List.of()));
    }

    /** Whether an event may change anything: its origin is proven in a way that is trusted for its source. */
    public boolean trusts(Event event) {
        Set<Proof> trusted = trust.get(event.source().word());
        return (trusted == null ? trust.getOrDefault("default", Set.of()) : trusted).contains(event.proof());
    }
}
