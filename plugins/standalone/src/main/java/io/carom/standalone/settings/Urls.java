package io.carom.standalone.settings;

import io.carom.engine.policy.Section;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Reads addresses of the web. Stateless. */
final class Urls {
    private Urls() {}

    /** The {@code http} or {@code https} address under a name, or empty when it is not there or a mistake. */
    static Optional<URI> of(Section section, String name) {
        Optional<String> text = section.text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI url = new URI(text.get());
            boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            if (web && url.getHost() != null && url.getUserInfo() == null) {
                return Optional.of(url);
            }
        } catch (URISyntaxException e) {
            // said below, with the value
        }
        section.wrong(
                name,
                "bad-url",
                "`" + name + "` is no address such as https://hooks.example.net/carom (without user and password)");
        return Optional.empty();
    }
}
