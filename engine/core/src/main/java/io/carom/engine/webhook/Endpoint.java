package io.carom.engine.webhook;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Somebody who is told. Immutable.
 *
 * @param name its name in logs, figures and the store: letters, digits, {@code . _ -}, at most 100
 * @param url where it listens: {@code http} or {@code https}
 * @param signer what requests are signed with
 * @param events what it is told of; empty for everything
 * @param allowed networks that are not public and may be sent to all the same
 * @param timeout how long a try may take in all, 100 ms to 5 minutes
 */
public record Endpoint(
        String name, URI url, Signer signer, Set<String> events, List<Network> allowed, Duration timeout) {
    /** Fails with {@link IllegalArgumentException} when a part is wrong. */
    public Endpoint {
        if (!name.matches("[A-Za-z0-9._-]{1,100}")) {
            throw new IllegalArgumentException(
                    "endpoint `" + name + "`: a name has 1 to 100 letters, digits, dots, hyphens and underscores");
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException(
                    "endpoint `" + name + "`: its URL begins neither with http:// nor with https://");
        }
        if (url.getHost() == null || url.getHost().isEmpty() || url.getPort() == 0 || url.getPort() > 65_535) {
            throw new IllegalArgumentException(
                    "endpoint `" + name + "`: its URL names no host, or a port that is none");
        }
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "endpoint `" + name + "`: its URL holds a user or password; requests are signed, it needs none");
        }
        if (timeout.compareTo(Duration.ofMillis(100)) < 0 || timeout.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException(
                    "endpoint `" + name + "`: timeout " + timeout + " is not between 100 ms and 5 minutes");
        }
        events = Set.copyOf(events);
        allowed = List.copyOf(allowed);
    }

    /** An endpoint with the keys {@code secrets}, as {@link Signer#of} takes them. */
    public static Endpoint of(String name, URI url, List<String> secrets, Set<String> events, Duration timeout) {
        return new Endpoint(name, url, Signer.of(secrets), events, List.of(), timeout);
    }

    /** The same, which may also be in these networks. */
    public Endpoint allowing(List<Network> networks) {
        return new Endpoint(name, url, signer, events, networks, timeout);
    }

    /** Whether it is told of {@code event}. */
    public boolean hears(String event) {
        return events.isEmpty() || events.contains(event);
    }

    boolean secure() {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    int port() {
        return url.getPort() > 0 ? url.getPort() : secure() ? 443 : 80;
    }
}
