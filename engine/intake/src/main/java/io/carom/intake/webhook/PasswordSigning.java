package io.carom.intake.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * For providers that sign nothing: HTTP basic authentication, a bearer token, a header of one's own, or a token that is a part of the
 * address. Also understood in front of any other way to sign.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7617">RFC 7617</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750, 2.1</a>
 */
final class PasswordSigning implements Signing {
    private static final List<String> PREFIXES = List.of("basic:", "bearer:", "header:", "url:");

    private final String usual;

    /**
     * With what a key means that has neither prefix nor colon: {@code basic:}, {@code bearer:}, {@code url:} or {@code header:NAME:}. One
     * with a colon is user and password.
     */
    PasswordSigning(String usual) {
        this.usual = usual;
    }

    static boolean isPrefixed(String key) {
        return PREFIXES.stream().anyMatch(key::startsWith);
    }

    @Override
    public Verdict verify(Incoming in, String key, Instant now) {
        String full = isPrefixed(key) ? key : (key.indexOf(':') > 0 ? "basic:" : usual) + key;
        String rest = full.substring(full.indexOf(':') + 1);
        WebhookRequest request = in.request();
        if (full.startsWith("basic:")) {
            return judge(basic(request), rest, "header Authorization");
        }
        if (full.startsWith("bearer:")) {
            return judge(after("Bearer ", request.header("Authorization")), rest, "header Authorization");
        }
        if (full.startsWith("header:")) {
            int colon = rest.indexOf(':');
            if (colon < 1) {
                return Signing.badKey("`header:NAME:VALUE`");
            }
            String name = rest.substring(0, colon);
            return judge(request.header(name), rest.substring(colon + 1), "header " + name);
        }
        return tokenInUrl(request.url(), rest);
    }

    private static Verdict judge(@Nullable String given, String expected, String place) {
        if (given == null) {
            return Signing.missing(place.substring(place.indexOf(' ') + 1));
        }
        return Signatures.same(expected, given)
                ? new Proven(null, null)
                : new Doubtful(
                        place, "user, password or token are wrong", "set the same ones here and at the provider");
    }

    private static Verdict tokenInUrl(@Nullable String url, String token) {
        boolean found = false;
        if (url != null) {
            for (String part : url.split("[/?&=#]", -1)) {
                found |= Signatures.same(token, part);
            }
        }
        return found
                ? new Proven(null, null)
                : new Doubtful(
                        "address",
                        url == null ? "it is not known" : "the token is not in it",
                        "register the address with the token in its path at the provider");
    }

    private static @Nullable String basic(WebhookRequest request) {
        byte[] decoded = Signatures.base64(after("Basic ", request.header("Authorization")));
        return decoded == null ? null : new String(decoded, StandardCharsets.UTF_8);
    }

    private static @Nullable String after(String scheme, @Nullable String header) {
        return header != null && header.regionMatches(true, 0, scheme, 0, scheme.length())
                ? header.substring(scheme.length()).strip()
                : null;
    }

    /** The value of a header that {@code user:password} gives. */
    static String basicHeader(String userAndPassword) {
        return "Basic " + Base64.getEncoder().encodeToString(Signatures.utf8(userAndPassword));
    }
}
