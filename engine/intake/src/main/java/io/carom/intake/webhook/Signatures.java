package io.carom.intake.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The arithmetic of signatures; comparisons take the same time wherever the difference is. */
final class Signatures {
    private Signatures() {}

    /** The HMAC of {@code parts}, one after the other. */
    static byte[] hmac(String algorithm, byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + algorithm, e);
        }
    }

    /** SHA-256 of {@code parts}, as Base64: stands for what was signed in the memory of replays. */
    static String digest(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return Base64.getEncoder().encodeToString(digest.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    static boolean same(byte[] expected, byte @Nullable [] given) {
        return given != null && MessageDigest.isEqual(expected, given);
    }

    static boolean same(String expected, @Nullable String given) {
        return given != null && MessageDigest.isEqual(utf8(expected), utf8(given));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The bytes of hexadecimal digits in lower case, or null: one signature has one spelling. */
    static byte @Nullable [] hex(@Nullable String digits) {
        if (digits == null || digits.length() > 1_024) {
            return null;
        }
        String bare = digits.strip();
        try {
            byte[] bytes = HexFormat.of().parseHex(bare);
            return HexFormat.of().formatHex(bytes).equals(bare) ? bytes : null;
        } catch (IllegalArgumentException notHex) {
            return null;
        }
    }

    /** The bytes of Base64, or null; also for the spellings of the same bytes that differ in unused bits. */
    static byte @Nullable [] base64(@Nullable String text) {
        if (text == null || text.length() > 8_192) {
            return null;
        }
        String bare = text.strip();
        try {
            byte[] bytes = Base64.getDecoder().decode(bare);
            return Base64.getEncoder().encodeToString(bytes).equals(bare) ? bytes : null;
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    /** A public key: PEM, or the Base64 of its SubjectPublicKeyInfo. */
    static Optional<PublicKey> publicKey(String algorithm, String text) {
        String bare = text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        byte[] der = base64(bare);
        if (der == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der)));
        } catch (GeneralSecurityException noKey) {
            return Optional.empty();
        }
    }

    /** Whether a signature of a public key fits; what is no signature at all does not. */
    static boolean fits(String algorithm, PublicKey key, byte @Nullable [] signature, byte[]... parts) {
        if (signature == null) {
            return false;
        }
        try {
            Signature check = Signature.getInstance(algorithm);
            check.initVerify(key);
            for (byte[] part : parts) {
                check.update(part);
            }
            return check.verify(signature);
        } catch (GeneralSecurityException noSignature) {
            return false;
        }
    }
}
