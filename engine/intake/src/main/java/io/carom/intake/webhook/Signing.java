package io.carom.intake.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A way to prove a request with one key. Safe for any number of threads. */
interface Signing {
    /** Proves {@code in} with {@code key}, or says why not; never fails. */
    Verdict verify(Incoming in, String key, Instant now);

    /** Whether a request is proven. */
    sealed interface Verdict {}

    /**
     * It is.
     *
     * @param once what may be used once only, or null when the proof is a password
     * @param signedAt the time that was signed, or null when none was
     */
    record Proven(@Nullable String once, @Nullable Instant signedAt) implements Verdict {}

    /** It is not. */
    record Doubtful(String place, String message, String remedy) implements Verdict {}

    /** A header that must be there is not. */
    static Doubtful missing(String header) {
        return new Doubtful(
                "header " + header,
                "it is missing",
                "switch on signing at the provider, and let no proxy in front remove the header");
    }

    /** A signature that does not fit. */
    static Doubtful wrong(String place) {
        return new Doubtful(
                place,
                "the signature does not fit body and key",
                "check that the key is this endpoint's own and that the body is passed on byte for byte");
    }

    /** A key that is none. */
    static Doubtful badKey(String what) {
        return new Doubtful("configuration", "the key is no " + what, "copy it from the provider's settings again");
    }
}
