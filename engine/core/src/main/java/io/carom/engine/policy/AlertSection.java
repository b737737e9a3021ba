package io.carom.engine.policy;

import io.carom.engine.alert.Signal;
import io.carom.engine.alert.WatchSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code alerts} of {@code policy.yml}. Stateless. */
final class AlertSection {
    private static final int MOST_SIGNALS = 100;
    private static final int MOST_DAYS = 30;

    private AlertSection() {}

    /** What the section says, over {@code base}; a signal of the same name is replaced. */
    static WatchSettings read(Section section, WatchSettings base) {
        Draft draft = new Draft(base);
        section.length("window", window -> draft.window = window);
        section.length("confirm", confirm -> draft.confirm = confirm);
        section.number("confirmEvents", 1, 1_000_000, count -> draft.confirmEvents = count);
        section.number("events", 1, 1_000_000, count -> draft.leastEvents = count);
        section.length("quiet", quiet -> draft.quiet = quiet);
        section.share("unrest", unrest -> draft.unrest = unrest);
        section.number("scopes", 100, 1_000_000, count -> draft.mostScopes = count);
        Section signals = section.section("signals");
        for (String name : signals.names()) {
            if (draft.signals.size() >= MOST_SIGNALS && !draft.signals.containsKey(name)) {
                signals.wrong(name, "too-many-signals", "more than " + MOST_SIGNALS + " signals");
                break;
            }
            signal(name, signals, signals.section(name), draft).ifPresent(signal -> draft.signals.put(name, signal));
        }
        section.nothingElse();
        return draft.settings();
    }

    private static Optional<Signal> signal(String name, Section parent, Section section, Draft draft) {
        Parts parts = new Parts(draft.window);
        section.text("scope", word -> parts.scope = Signal.Scope.of(word).orElse(null));
        if (section.has("window")) {
            section.text("window", word -> parts.window(word, section));
        }
        section.share("above", share -> parts.above = share);
        section.text("status", status -> parts.status = status);
        section.text("subject", subject -> parts.subject = subject);
        section.text("reason", reason -> parts.reason = reason);
        section.text("event", event -> parts.complaints = event.equals("complaint"));
        section.text("firstSend", first -> parts.firstSend = first.equals("true"));
        section.number("times", 1, 1_000, times -> parts.times = times);
        section.number("orTimes", 1, 1_000, times -> {
            parts.times = times;
            parts.either = true;
        });
        section.text("baseline", word -> parts.baseline(word, section));
        section.number("domains", 1, 1_000, domains -> parts.domains = domains);
        section.nothingElse();
        if (parts.scope == null) {
            parent.wrong(
                    name, "bad-scope", "the signal `" + name + "` needs a scope: campaign, list, server, domain or ip");
            return Optional.empty();
        }
        return Optional.of(new Signal(
                name,
                parts.scope,
                parts.window,
                parts.above,
                parts.status,
                parts.subject,
                parts.reason,
                parts.complaints,
                parts.firstSend,
                parts.times,
                parts.either,
                parts.baseline,
                parts.domains));
    }

    /** One signal while it is read. */
    private static final class Parts {
        private Signal.@Nullable Scope scope;
        private @Nullable Duration window;
        private double above;
        private @Nullable String status;
        private @Nullable String subject;
        private @Nullable String reason;
        private boolean complaints;
        private boolean firstSend;
        private double times;
        private boolean either;
        private Signal.@Nullable Baseline baseline;
        private int domains = 1;

        Parts(Duration window) {
            this.window = window;
        }

        void window(String word, Section section) {
            if (word.equals("send")) {
                window = null;
                return;
            }
            Optional<Duration> length = Lengths.parse(word).filter(AlertSection::isWindow);
            length.ifPresentOrElse(
                    found -> window = found,
                    () -> section.wrong(
                            "window", "bad-window", "`window` is `" + word + "`; it is 1m to 60m, 1d or `send`"));
        }

        void baseline(String word, Section section) {
            if (word.equals("other_domains")) {
                baseline = new Signal.Baseline(Signal.Baseline.Kind.OTHER_DOMAINS, 0);
            } else if (word.equals("first_tenth")) {
                baseline = new Signal.Baseline(Signal.Baseline.Kind.FIRST_TENTH, 0);
            } else {
                int days =
                        Lengths.parse(word).map(length -> (int) length.toDays()).orElse(0);
                if (days < 1 || days > MOST_DAYS) {
                    section.wrong(
                            "baseline",
                            "bad-baseline",
                            "`baseline` is `" + word + "`; it is 1d to 30d, other_domains or first_tenth");
                } else {
                    baseline = new Signal.Baseline(Signal.Baseline.Kind.OWN, days);
                }
            }
        }
    }

    private static boolean isWindow(Duration length) {
        return length.equals(Duration.ofDays(1)) || (length.toMinutes() >= 1 && length.toMinutes() <= 60);
    }

    /** The settings while they are read. */
    private static final class Draft {
        private Duration window = Duration.ofMinutes(60);
        private int leastEvents;
        private Duration confirm;
        private int confirmEvents;
        private Duration quiet;
        private double unrest;
        private int mostScopes;
        private final Map<String, Signal> signals = new LinkedHashMap<>();

        Draft(WatchSettings base) {
            leastEvents = base.leastEvents();
            confirm = base.confirm();
            confirmEvents = base.confirmEvents();
            quiet = base.quiet();
            unrest = base.unrest();
            mostScopes = base.mostScopes();
            base.signals().forEach(signal -> signals.put(signal.name(), signal));
        }

        WatchSettings settings() {
            List<Signal> all = new ArrayList<>(signals.values());
            return new WatchSettings(all, leastEvents, confirm, confirmEvents, quiet, unrest, mostScopes);
        }
    }
}
