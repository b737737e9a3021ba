package io.carom.engine.policy;

import io.carom.api.Problem;
import io.carom.api.Proof;
import io.carom.api.RetrySchedule;
import io.carom.engine.alert.WatchSettings;
import io.carom.engine.policy.PolicySettings.Caps;
import io.carom.engine.policy.PolicySettings.Greylisting;
import io.carom.engine.policy.PolicySettings.Promotions;
import io.carom.spi.SourceFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code policy.yml}. Stateless. */
final class SettingsFile {
    private static final int MOST_RETRIES = 100;

    private SettingsFile() {}

    /** What {@code file} says, over {@code base}; what is wrong is added to {@code problems}. */
    static PolicySettings read(SourceFile file, PolicySettings base, List<Problem> problems) {
        Section root = Section.of(file, problems);
        Draft draft = new Draft(base);
        root.text("name", name -> draft.name = name);
        root.text("version", version -> draft.version = version);
        root.text("extends", parent -> {
            if (!parent.equals("stock") && !parent.equals("none")) {
                root.wrong("extends", "bad-extends", "`extends` is `" + parent + "`; it is `stock` or `none`");
            }
        });
        root.list("disable", draft.disabled::addAll);
        retryPolicies(root.section("retryPolicies"), draft);
        early(root.section("earlyRetry"), draft);
        promotion(root.section("promotion"), draft);
        Section engaged = root.section("engaged");
        engaged.length("window", window -> draft.engagedFor = window);
        engaged.nothingElse();
        trust(root.section("trust"), draft);
        draft.caps = CapsSection.read(root.section("caps"), root.section("held"), draft.caps);
        draft.alerts = AlertSection.read(root.section("alerts"), draft.alerts);
        draft.recovery =
                RecoverySection.read(root.section("reactivation"), root.section("suppressions"), draft.recovery);
        root.nothingElse();
        return draft.settings();
    }

    private static void retryPolicies(Section section, Draft draft) {
        for (String name : section.names()) {
            section.list(
                    name,
                    delays -> schedule(section, name, delays)
                            .ifPresent(schedule -> draft.retryPolicies.put(name, schedule)));
        }
    }

    private static Optional<RetrySchedule> schedule(Section section, String name, List<String> texts) {
        List<Duration> delays = new ArrayList<>();
        for (String text : texts) {
            Optional<Duration> delay = Lengths.parse(text).filter(length -> !length.isZero());
            if (delay.isEmpty() || delays.size() == MOST_RETRIES) {
                section.wrong(
                        name,
                        "bad-length",
                        delay.isEmpty()
                                ? "`" + text + "` is no delay such as 15m, 6h or 1d"
                                : "a retry policy has at most " + MOST_RETRIES + " delays");
                return Optional.empty();
            }
            delays.add(delay.get());
        }
        return Optional.of(new RetrySchedule(name, delays));
    }

    private static void early(Section section, Draft draft) {
        section.length(
                "min",
                least -> draft.greylisting =
                        new Greylisting(least, draft.greylisting.usual(), draft.greylisting.most()));
        section.length(
                "max",
                most -> draft.greylisting =
                        new Greylisting(draft.greylisting.least(), draft.greylisting.usual(), most));
        section.length(
                "default",
                usual -> draft.greylisting =
                        new Greylisting(draft.greylisting.least(), usual, draft.greylisting.most()));
        section.nothingElse();
    }

    private static void promotion(Section section, Draft draft) {
        section.number("consecutiveSoft", 0, 1_000, count -> draft.consecutiveSoft = count);
        section.length("forgetSoftAfter", length -> draft.forgetSoftAfter = length);
        Section unreachable = section.section("unreachable");
        unreachable.number("messages", 0, 1_000, count -> draft.unreachableMessages = count);
        unreachable.length("over", length -> draft.unreachableOver = length);
        unreachable.nothingElse();
        section.nothingElse();
    }

    private static void trust(Section section, Draft draft) {
        for (String source : section.names()) {
            section.list(source, proofs -> {
                Set<Proof> trusted = EnumSet.noneOf(Proof.class);
                for (String proof : proofs) {
                    Proof.of(proof)
                            .ifPresentOrElse(
                                    trusted::add,
                                    () -> section.wrong(
                                            source,
                                            "bad-proof",
                                            "`" + proof
                                                    + "` is no proof (smtp, webhook, verp, message_id, operator, none)"));
                }
                draft.trust.put(source, trusted);
            });
        }
    }

    /** The settings while they are read. */
    private static final class Draft {
        private String name;
        private String version;
        private final Map<String, RetrySchedule> retryPolicies;
        private final Set<String> disabled;
        private Greylisting greylisting;
        private int consecutiveSoft;
        private int unreachableMessages;
        private Duration unreachableOver;
        private @Nullable Duration forgetSoftAfter;
        private Duration engagedFor;
        private Caps caps;
        private WatchSettings alerts;
        private RecoverySettings recovery;
        private final Map<String, Set<Proof>> trust;

        Draft(PolicySettings base) {
            name = base.name();
            version = base.version();
            retryPolicies = new HashMap<>(base.retryPolicies());
            disabled = new HashSet<>(base.disabled());
            greylisting = base.greylisting();
            consecutiveSoft = base.promotions().consecutiveSoft();
            unreachableMessages = base.promotions().unreachableMessages();
            unreachableOver = base.promotions().unreachableOver();
            forgetSoftAfter = base.promotions().forgetSoftAfter();
            engagedFor = base.engagedFor();
            caps = base.caps();
            alerts = base.alerts();
            recovery = base.recovery();
            trust = new HashMap<>(base.trust());
        }

        PolicySettings settings() {
            return new PolicySettings(
                    name,
                    version,
                    retryPolicies,
                    disabled,
                    greylisting,
                    new Promotions(consecutiveSoft, unreachableMessages, unreachableOver, forgetSoftAfter),
                    engagedFor,
                    caps,
                    alerts,
                    recovery,
                    trust);
        }
    }
}
