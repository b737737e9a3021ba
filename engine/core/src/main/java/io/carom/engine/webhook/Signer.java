package io.carom.engine.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what is sent, with every key of an endpoint: while keys are changed, the receiver may know the old or the new one. Safe for any
 * number of threads; never prints a key.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks</a>
 */
public final class Signer {
    private static final String PREFIX = "whsec_";
    private static final int SHORTEST = 16;

    private final List<SecretKeySpec> keys;

    private Signer(List<SecretKeySpec> keys) {
        this.keys = keys;
    }

    /**
     * Signs with {@code secrets}, the newest first: {@code whsec_} and base64, or any other text, whose UTF-8 bytes are the key. None:
     * nothing is signed.
     *
     * @throws IllegalArgumentException when one is no base64 or shorter than 16 bytes; it is not in the message
     */
    public static Signer of(List<String> secrets) {
        List<SecretKeySpec> keys = new ArrayList<>();
        for (String secret : secrets) {
            byte[] bytes = bytes(secret);
            if (bytes.length < SHORTEST) {
                throw new IllegalArgumentException("a key has " + bytes.length + " bytes, it needs " + SHORTEST
                        + " or more; make one: echo whsec_$(openssl rand -base64 32)");
            }
            keys.add(new SecretKeySpec(bytes, "HmacSHA256"));
        }
        return new Signer(List.copyOf(keys));
    }

    private static byte[] bytes(String secret) {
        if (!secret.startsWith(PREFIX)) {
            return secret.getBytes(UTF_8);
        }
        try {
            return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "a key begins with whsec_, and what follows is no base64; make one: echo whsec_$(openssl rand -base64 32)");
        }
    }

    /** Whether there is a key. */
    public boolean signs() {
        return !keys.isEmpty();
    }

    /** The header {@code webhook-signature}: one signature for each key, apart by blanks. */
    public String sign(String id, Instant at, String body) {
        byte[] signed = (id + "." + at.getEpochSecond() + "." + body).getBytes(UTF_8);
        List<String> signatures = new ArrayList<>();
        for (SecretKeySpec key : keys) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(key);
                signatures.add("v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed)));
            } catch (NoSuchAlgorithmException | InvalidKeyException e) {
                throw new IllegalStateException("every Java platform has HmacSHA256", e);
            }
        }
        return String.join(" ", signatures);
    }
}
