package io.carom.standalone.settings;

import io.carom.engine.policy.Section;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code incidents}: who is told when an incident opens and closes. Immutable.
 *
 * @param log whether the log is told; {@code true}
 * @param webhooks addresses that are told
 * @param mail how people are told by mail, or null
 * @param plugins what plugins that are told by are to know, by their names
 */
public record IncidentSettings(
        boolean log, List<Hook> webhooks, @Nullable Mail mail, Map<String, Map<String, String>> plugins) {
    /** The log alone. */
    public static final IncidentSettings DEFAULT = new IncidentSettings(true, List.of(), null, Map.of());

    /** Takes its own copy. */
    public IncidentSettings {
        webhooks = List.copyOf(webhooks);
        plugins = Map.copyOf(plugins);
    }

    /**
     * An address that is told.
     *
     * @param url where
     * @param key what requests are signed with, or null
     * @param allow networks that are not public and may be sent to all the same: {@code 10.1.0.0/16}
     */
    public record Hook(URI url, @Nullable Secret key, List<String> allow) {
        /** Takes its own copy. */
        public Hook {
            allow = List.copyOf(allow);
        }
    }

    /**
     * How people are told by mail.
     *
     * @param host the mail server; {@code localhost}
     * @param port its port; 25
     * @param tls {@code none}, {@code starttls} or {@code tls}; {@code none}
     * @param user for the mail server, or null
     * @param password for the mail server, or null
     * @param from the sender
     * @param to the recipients
     */
    public record Mail(
            String host,
            int port,
            String tls,
            @Nullable String user,
            @Nullable Secret password,
            String from,
            List<String> to) {
        /** Takes its own copy. */
        public Mail {
            to = List.copyOf(to);
        }
    }

    static IncidentSettings read(Section section, SecretReader secrets) {
        List<Hook> hooks = new ArrayList<>();
        for (Section part : section.sections("webhooks")) {
            Optional<URI> url = Urls.of(part, "url");
            Secret key = secrets.secret(part, "key").orElse(null);
            List<String> allow = part.list("allow");
            part.nothingElse();
            if (!part.has("url")) {
                part.lacks("no-url", "an address of `webhooks` has no `url`", null);
            }
            url.ifPresent(where -> hooks.add(new Hook(where, key, allow)));
        }
        Section mail = section.section("mail");
        IncidentSettings read = new IncidentSettings(
                section.flag("log").orElse(DEFAULT.log),
                hooks,
                mail.exists() ? mail(mail, secrets).orElse(null) : null,
                plugins(section.section("plugins")));
        section.nothingElse();
        return read;
    }

    private static Map<String, Map<String, String>> plugins(Section section) {
        Map<String, Map<String, String>> plugins = new LinkedHashMap<>();
        for (String name : section.names()) {
            Section own = section.section(name);
            Map<String, String> values = new LinkedHashMap<>();
            own.names().forEach(key -> own.text(key).ifPresent(value -> values.put(key, value)));
            plugins.put(name, values);
        }
        return plugins;
    }

    private static Optional<Mail> mail(Section section, SecretReader secrets) {
        Optional<String> from = section.text("from");
        List<String> to = section.list("to");
        Mail read = new Mail(
                section.text("host").orElse("localhost"),
                section.number("port", 1, 65_535).orElse(25),
                section.choice("tls", List.of("none", "starttls", "tls")).orElse("none"),
                section.text("user").orElse(null),
                secrets.secret(section, "password").orElse(null),
                from.orElse(""),
                to);
        section.nothingElse();
        if (from.isEmpty() || to.isEmpty()) {
            section.lacks(
                    "no-address", "`mail` needs `from` and `to`", "from: carom@example.net, to: [ops@example.net]");
            return Optional.empty();
        }
        return Optional.of(read);
    }
}
