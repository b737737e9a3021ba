package io.carom.standalone.server;

import io.carom.standalone.settings.Secret;
import io.carom.standalone.settings.ServerSettings;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What every request must pass and every answer carries. A page of another site may point a name of its own at this machine's address
 * (DNS rebinding) and read along, so only names that are ours are answered; it may also post here (cross-site requests), so a post of
 * another origin is refused. Who is not on this machine shows a token, except at the addresses of webhooks, which prove themselves, and
 * for {@code /health} and {@code /ready}, which tell nothing. Immutable.
 */
final class Guard {
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Set<String> FREE = Set.of("/health", "/ready");
    private static final String CONTENT_POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
                    + "base-uri 'none'; frame-ancestors 'none'";

    private final ServerSettings settings;
    private final boolean writes;

    /** With {@code writes} for a server that takes something in; else whatever would is refused. */
    Guard(ServerSettings settings, boolean writes) {
        this.settings = settings;
        this.writes = writes;
    }

    void check(Context context) {
        context.header("Content-Security-Policy", CONTENT_POLICY);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("X-Frame-Options", "DENY");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        context.header("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        context.header("Cache-Control", "no-store");
        boolean webhook = isWebhook(context.path());
        boolean reading = READING.contains(context.method().name());
        if (!webhook && !isOurs(context.header("Host"))) {
            refuse(context, 421, "This server does not answer to that name; `server.hosts` in carom.yml names others.");
        } else if (webhook ? !isPost(context) || !writes : !reading && !mayPost(context)) {
            context.header("Allow", webhook && writes ? "POST" : "GET, HEAD");
            refuse(context, 405, webhook && writes ? "Webhooks are posted." : "This address is only read.");
        } else if (!webhook && !reading && isForeign(context)) {
            refuse(context, 403, "A page of another site may not post here.");
        } else if (!webhook && !isFree(context, reading) && !hasToken(context)) {
            context.header("WWW-Authenticate", "Basic realm=\"Carom\", charset=\"UTF-8\"");
            refuse(
                    context,
                    401,
                    settings.tokens().isEmpty()
                            ? "Nobody may do this yet: set `server.tokens` in carom.yml."
                            : "Show a token of carom.yml: `Authorization: Bearer TOKEN`, or its name and itself as user and password.");
        }
    }

    static boolean isWebhook(String path) {
        return path.startsWith("/webhooks/");
    }

    private static boolean isPost(Context context) {
        return context.method().name().equals("POST");
    }

    private boolean mayPost(Context context) {
        return writes
                && isPost(context)
                && (context.path().equals("/events") || context.path().equals("/mail"));
    }

    private boolean isFree(Context context, boolean reading) {
        return reading
                ? FREE.contains(context.path()) || isInside(context)
                : settings.open() && settings.loopback() && isInside(context);
    }

    /** Whether the request comes from this machine, and not through a proxy on it. */
    private boolean isInside(Context context) {
        return settings.loopback()
                && NAMES.contains(name(context.header("Host")))
                && context.header("X-Forwarded-For") == null
                && context.header("Forwarded") == null;
    }

    private static boolean isForeign(Context context) {
        String origin = context.header("Origin");
        String site = context.header("Sec-Fetch-Site");
        return origin != null || (site != null && !site.equals("same-origin") && !site.equals("none"));
    }

    private boolean hasToken(Context context) {
        String shown = context.header("Authorization");
        boolean found = false;
        for (Map.Entry<String, Secret> token : settings.tokens().entrySet()) {
            found |= token.getValue().fits(after("Bearer ", shown));
            found |= Secret.of(token.getKey() + ":" + token.getValue().reveal(), "written")
                    .fits(basic(after("Basic ", shown)));
        }
        return found;
    }

    private static @Nullable String after(String scheme, @Nullable String header) {
        return header != null && header.regionMatches(true, 0, scheme, 0, scheme.length())
                ? header.substring(scheme.length()).strip()
                : null;
    }

    private static @Nullable String basic(@Nullable String encoded) {
        try {
            return encoded == null ? null : new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    /** Whether a Host header is a name that no other site can own, or one that the settings name. */
    private boolean isOurs(@Nullable String host) {
        String name = name(host);
        return NAMES.contains(name) || settings.hosts().contains(name);
    }

    private static String name(@Nullable String host) {
        return host == null ? "" : host.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]{1,5}$", "");
    }

    private static void refuse(Context context, int status, String why) {
        context.status(status).contentType("text/plain; charset=utf-8").result(why + "\n");
        context.skipRemainingHandlers();
    }
}
