package io.carom.standalone.settings;

import io.carom.engine.policy.Section;
import io.carom.intake.verp.Layout;
import io.carom.intake.verp.ProvenReports;
import io.carom.intake.verp.ReturnPaths;
import io.carom.intake.verp.SigningKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code verp}: signed return paths. Immutable.
 *
 * @param domain the domain that bounces come back to, or null: it must be given where one is made
 * @param prefix the first word of the local part; {@code b}
 * @param layout {@code plus}, {@code hyphen} or {@code equals}: what stands behind the prefix; {@code plus}
 * @param lifetime how long a return path is taken as proof, in whole days; 14 days
 * @param forwarded whether a report about somebody else counts for whom the return path was made for: so do failures of messages that
 *     were forwarded; {@code false}
 * @param keys the keys: the first one signs, each of them checks
 */
public record VerpSettings(
        @Nullable String domain, String prefix, String layout, Duration lifetime, boolean forwarded, List<Key> keys) {
    /** No keys: none is made, none is taken as proof. */
    public static final VerpSettings DEFAULT =
            new VerpSettings(null, "b", "plus", Duration.ofDays(14), false, List.of());

    private static final int SHORTEST_KEY = 16;
    private static final Pattern ID = Pattern.compile("[a-z0-9]{1,2}");
    private static final Pattern PREFIX = Pattern.compile("[a-z0-9]([a-z0-9_.]{0,14}[a-z0-9_])?");

    /** Takes its own copy. */
    public VerpSettings {
        keys = List.copyOf(keys);
    }

    /**
     * A key.
     *
     * @param id one or two characters (a-z, 0-9) that stand in the return path
     * @param secret the key
     */
    public record Key(String id, Secret secret) {}

    /** The return paths that these keys make and check; null where there is no key. */
    public @Nullable ReturnPaths paths() {
        return keys.isEmpty()
                ? null
                : new ReturnPaths(
                        keys.stream()
                                .map(key ->
                                        new SigningKey(key.id(), key.secret().bytes()))
                                .toList(),
                        Layout.of(prefix, layout),
                        lifetime);
    }

    /** What reports prove; {@code vouched} says that a person vouches for those that prove nothing. */
    public ProvenReports reports(boolean vouched) {
        return new ProvenReports(paths(), forwarded, vouched);
    }

    static VerpSettings read(Section section, SecretReader secrets) {
        String prefix = section.text("prefix").orElse(DEFAULT.prefix);
        if (!PREFIX.matcher(prefix).matches()) {
            section.wrong("prefix", "bad-prefix", "`prefix` is `" + prefix + "`; it is up to 16 of a-z, 0-9, . and _");
        }
        Duration lifetime = section.length("lifetime").orElse(DEFAULT.lifetime);
        if (lifetime.toDays() < 1 || lifetime.toDays() > 365) {
            section.wrong("lifetime", "bad-length", "`lifetime` is not between 1d and 365d");
        }
        VerpSettings read = new VerpSettings(
                section.text("domain").orElse(null),
                PREFIX.matcher(prefix).matches() ? prefix : DEFAULT.prefix,
                section.choice("layout", List.of("plus", "hyphen", "equals")).orElse(DEFAULT.layout),
                lifetime,
                section.flag("forwarded").orElse(DEFAULT.forwarded),
                keys(section.sections("keys"), secrets));
        section.nothingElse();
        return read;
    }

    private static List<Key> keys(List<Section> parts, SecretReader secrets) {
        List<Key> keys = new ArrayList<>();
        for (Section part : parts) {
            String id = part.text("id").orElse("");
            Optional<Secret> secret = secrets.secret(part, "secret");
            part.nothingElse();
            if (!ID.matcher(id).matches()) {
                part.lacks("bad-key-id", "a key's `id` is `" + id + "`; it is one or two of a-z and 0-9", null);
            } else if (keys.stream().anyMatch(key -> key.id().equals(id))) {
                part.lacks("same-key-id", "there are two keys `" + id + "`", "each key has an `id` of its own");
            } else if (!part.has("secret")) {
                part.lacks("no-secret", "the key `" + id + "` has no `secret`", "make one: openssl rand -hex 32");
            } else if (secret.isPresent() && secret.get().reveal().length() < SHORTEST_KEY) {
                part.wrong(
                        "secret",
                        "weak-key",
                        "the key `" + id + "` has less than " + SHORTEST_KEY
                                + " characters; make one: openssl rand -hex 32");
            } else {
                secret.ifPresent(found -> keys.add(new Key(id, found)));
            }
        }
        return keys;
    }
}
