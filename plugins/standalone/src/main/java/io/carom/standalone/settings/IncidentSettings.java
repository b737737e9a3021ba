package io.carom.standalone.settings;

import io.carom.engine.policy.Section;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code incidents}: who is told when an incident opens and closes. Immutable.
 *
 * @param log whether the log is told; {@code true}
 * @param webhooks addresses that are told
 * @param mail how people are told by mail, or null
 */
public record IncidentSettings(
        boolean log, List<Hook> webhooks, @Nullable Mail mail) {
    /** The log alone. */
    public static final IncidentSettings DEFAULT = new IncidentSettings(true, List.of(), null);

    /** Takes its own copy. */
    public IncidentSettings {
        webhooks = List.copyOf(webhooks);
    }

    /**
     * An address that is told.
     *
     * @param url where
     * @param key what requests are signed with, or null
     */
    public record Hook(URI url, @Nullable Secret key) {}

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
            part.nothingElse();
            if (!part.has("url")) {
                part.lacks("no-url", "an address of `webhooks` has no `url`", null);
            }
            url.ifPresent(where -> hooks.add(new Hook(where, key)));
        }
        Section mail = section.section("mail");
        IncidentSettings read = new IncidentSettings(
                section.flag("log").orElse(DEFAULT.log),
                hooks,
                mail.exists() ? mail(mail, secrets).orElse(null) : null);
        section.nothingElse();
        return read;
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
