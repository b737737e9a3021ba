package io.carom.engine.policy;

import io.carom.engine.policy.PolicySettings.Cap;
import io.carom.engine.policy.PolicySettings.Caps;
import io.carom.engine.policy.PolicySettings.HeldChanges;
import io.carom.engine.policy.PolicySettings.HeldChanges.Fate;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Reads {@code caps} and {@code held} of {@code policy.yml}. Stateless. */
final class CapsSection {
    private static final Duration LONGEST_WINDOW = Duration.ofDays(1);
    private static final int MOST_NAMED = 10_000;

    private CapsSection() {}

    /** What the sections say, over {@code base}. */
    static Caps read(Section caps, Section held, Caps base) {
        Duration[] window = {base.window()};
        caps.length("window", length -> {
            if (length.isZero() || length.compareTo(LONGEST_WINDOW) > 0) {
                caps.wrong("window", "bad-window", "`window` is longer than a day or nothing; it is 1s to 1d");
            } else {
                window[0] = length;
            }
        });
        Cap usual = cap(caps, base.usual());
        Map<String, Cap> kinds = new HashMap<>(base.kinds());
        for (String kind : Caps.KINDS) {
            if (caps.has(kind)) {
                kinds.put(kind, whole(caps.section(kind), kinds.getOrDefault(kind, usual)));
            }
        }
        Map<String, Cap> named = new HashMap<>(base.named());
        Section only = caps.section("only");
        for (String cause : only.names()) {
            String kind = cause.substring(0, Math.max(0, cause.indexOf(':')));
            if (named.size() >= MOST_NAMED) {
                only.wrong(cause, "too-many-caps", "more than " + MOST_NAMED + " caps; use a kind instead");
                break;
            }
            if (Caps.KINDS.contains(kind) && cause.length() > kind.length() + 1) {
                named.put(cause, whole(only.section(cause), kinds.getOrDefault(kind, usual)));
            } else {
                only.wrong(
                        cause,
                        "bad-cause",
                        "`" + cause
                                + "` names no cause; write a kind and a name: domain:example.com, rule:acme/no-such-user,"
                                + " script:yahoo, ip:192.0.2.1 or server:smtp-1");
            }
        }
        HeldChanges fates = held(caps, held, base.held());
        caps.nothingElse();
        held.nothingElse();
        return new Caps(window[0], usual, kinds, named, fates);
    }

    private static Cap whole(Section section, Cap base) {
        Cap cap = cap(section, base);
        section.nothingElse();
        return cap;
    }

    private static Cap cap(Section section, Cap base) {
        int[] addresses = {base.addresses()};
        double[] share = {base.share()};
        section.number("addresses", 0, Integer.MAX_VALUE, most -> addresses[0] = most);
        section.share("share", most -> share[0] = most);
        return new Cap(addresses[0], share[0]);
    }

    private static HeldChanges held(Section caps, Section held, HeldChanges base) {
        Fate[] usual = {base.usual()};
        // Its place before there was a section of its own
        caps.length("discardAfter", after -> usual[0] = new Fate(after, false));
        usual[0] = fate(held, usual[0]);
        Map<String, Fate> rules = new HashMap<>(base.rules());
        Section own = held.section("rules");
        for (String rule : own.names()) {
            Section section = own.section(rule);
            rules.put(rule, fate(section, usual[0]));
            section.nothingElse();
        }
        return new HeldChanges(usual[0], rules);
    }

    private static Fate fate(Section section, Fate base) {
        Fate[] fate = {base};
        section.length("discardAfter", after -> fate[0] = new Fate(after, false));
        section.length("releaseAfter", after -> {
            if (section.has("discardAfter")) {
                section.wrong(
                        "releaseAfter",
                        "two-fates",
                        "`releaseAfter` and `discardAfter` exclude each other; leave one of them out");
            }
            fate[0] = new Fate(after, true);
        });
        return fate[0];
    }
}
