package io.carom.standalone.settings;

import io.carom.engine.policy.Section;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code sources}: who may tell of what became of mails. Immutable.
 *
 * @param webhooks what is taken at {@code POST /webhooks/NAME}, by name
 * @param mappings files that map further providers
 * @param maildirs Maildirs from which mails are taken as they arrive
 * @param trustMails whether a person vouches for the origin of mails that nothing proves; {@code false} unless said otherwise
 */
public record SourceSettings(
        Map<String, Webhook> webhooks, List<Path> mappings, List<Path> maildirs, boolean trustMails) {
    /** Nothing is taken. */
    public static final SourceSettings DEFAULT = new SourceSettings(Map.of(), List.of(), List.of(), false);

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

    /** Takes its own copies. */
    public SourceSettings {
        webhooks = Map.copyOf(webhooks);
        mappings = List.copyOf(mappings);
        maildirs = List.copyOf(maildirs);
    }

    /**
     * One address that a provider posts to.
     *
     * @param provider whose requests these are; the name of the address unless said otherwise
     * @param keys any of them proves a request, in the forms that the intake's {@code Endpoint} takes
     * @param unsigned whether requests are taken though there is no key: their events prove nothing
     * @param url the address as it is registered with the provider, for those who sign it; or null
     * @param freshness how old a signed time may be; null: the provider's default
     */
    public record Webhook(
            String provider,
            List<Secret> keys,
            boolean unsigned,
            @Nullable String url,
            @Nullable Duration freshness) {
        /** Takes its own copy. */
        public Webhook {
            keys = List.copyOf(keys);
        }
    }

    static SourceSettings read(Section section, SecretReader secrets) {
        Map<String, Webhook> webhooks = new LinkedHashMap<>();
        Section named = section.section("webhooks");
        for (String name : named.names()) {
            if (NAME.matcher(name).matches()) {
                webhook(named.section(name), name, secrets).ifPresent(read -> webhooks.put(name, read));
            } else {
                named.wrong(
                        name, "bad-name", "`" + name + "` is no name for an address; use a-z, 0-9, hyphen, underscore");
            }
        }
        Section mail = section.section("mail");
        SourceSettings read = new SourceSettings(
                webhooks,
                secrets.paths(section, "mappings"),
                secrets.paths(mail, "maildirs"),
                mail.choice("trust", List.of("operator", "none"))
                        .map("operator"::equals)
                        .orElse(DEFAULT.trustMails));
        mail.nothingElse();
        section.nothingElse();
        return read;
    }

    private static Optional<Webhook> webhook(Section section, String name, SecretReader secrets) {
        Webhook read = new Webhook(
                section.text("provider").orElse(name),
                secrets.secrets(section, "keys"),
                section.flag("unsigned").orElse(false),
                section.text("url").orElse(null),
                section.length("freshness").orElse(null));
        section.nothingElse();
        if (!section.has("keys") && !read.unsigned) {
            section.lacks(
                    "no-key",
                    "`" + name + "` has no `keys`: anybody could send it bounces",
                    "set `keys`, or `unsigned: true` to take what proves nothing");
            return Optional.empty();
        }
        return Optional.of(read);
    }
}
