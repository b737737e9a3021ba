package io.carom.standalone.server;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What every request must pass and every answer carries. A page of another site may point a name of its own at this machine's address
 * (DNS rebinding) and read along: so only this machine's own names are answered.
 */
final class Guard {
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> METHODS = Set.of("GET", "HEAD");
    private static final String CONTENT_POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
                    + "base-uri 'none'; frame-ancestors 'none'";

    private Guard() {}

    static void check(Context context) {
        context.header("Content-Security-Policy", CONTENT_POLICY);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("X-Frame-Options", "DENY");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        context.header("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        context.header("Cache-Control", "no-store");
        if (!isOurs(context.header("Host"))) {
            refuse(context, 421, "This server answers to localhost and 127.0.0.1 only.");
        } else if (!METHODS.contains(context.method().name())) {
            context.header("Allow", "GET, HEAD");
            refuse(context, 405, "This server only reads.");
        }
    }

    /** Whether a Host header names this machine by a name that no other site can own. */
    static boolean isOurs(@Nullable String host) {
        if (host == null) {
            return false;
        }
        String name = host.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]{1,5}$", "");
        return NAMES.contains(name);
    }

    private static void refuse(Context context, int status, String why) {
        context.status(status).contentType("text/plain; charset=utf-8").result(why + "\n");
        context.skipRemainingHandlers();
    }
}
