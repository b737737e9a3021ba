package io.carom.intake.verp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carom.api.InputException;
import io.carom.intake.verp.Verdict.Doubtful;
import io.carom.intake.verp.Verdict.Genuine;
import io.carom.intake.verp.Verdict.Why;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes and checks signed return paths (variable envelope return paths with a signature). A report that arrives at one proves that its
 * writer has seen a message of ours to that recipient: nobody else knows the signature, and it is good for no other recipient. The first
 * key signs; each of them checks, so that keys can be exchanged. Immutable and safe for any number of threads.
 *
 * <p>The local part has at most 64 octets (RFC 5321, 4.5.3.1.1). A recipient that does not fit, or has characters that a local part may
 * not have, is left out: the signature still binds it, and checking needs to be told who it may be.
 */
public final class ReturnPaths {
    /** The most octets of a local part: RFC 5321, 4.5.3.1.1. */
    public static final int LONGEST_LOCAL_PART = 64;

    /** So many candidates are tried at most for one path. */
    public static final int MOST_CANDIDATES = 100;

    private static final int LONGEST_ADDRESS = 254;
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9_+-]+(\\.[a-z0-9_+-]+)*=[a-z0-9-]+(\\.[a-z0-9-]+)+");
    private static final Pattern DOMAIN = Pattern.compile("[a-zA-Z0-9-]{1,63}(\\.[a-zA-Z0-9-]{1,63})+");

    private final List<SigningKey> keys;
    private final Map<String, SigningKey> byId = new LinkedHashMap<>();
    private final Layout layout;
    private final Duration lifetime;

    /**
     * With keys, the newest first; fails with {@link IllegalArgumentException} when two have one id.
     *
     * @param layout how new ones are written; checked are all marks behind the same prefix
     * @param lifetime how long one is good, in whole days, at least one
     */
    public ReturnPaths(List<SigningKey> keys, Layout layout, Duration lifetime) {
        this.keys = List.copyOf(keys);
        this.layout = layout;
        this.lifetime = lifetime.toDays() < 1 ? Duration.ofDays(1) : lifetime;
        for (SigningKey key : keys) {
            if (byId.put(key.id(), key) != null) {
                throw new IllegalArgumentException("there are two keys `" + key.id() + "`");
            }
        }
    }

    /**
     * A return path for a message to {@code recipient}.
     *
     * @param domain the domain that bounces come back to
     * @throws InputException when there is no key, or recipient or domain are none
     */
    public String make(String recipient, String domain, Instant now) {
        return make(recipient, domain, now, null);
    }

    /** The same, signed by the key with this id; null for the newest one. */
    public String make(String recipient, String domain, Instant now, @Nullable String keyId) {
        String address = recipient.strip().toLowerCase(Locale.ROOT);
        int at = address.lastIndexOf('@');
        if (at <= 0 || at == address.length() - 1 || address.length() > 1_000 || hasBlank(address)) {
            throw new InputException("recipient", "`" + recipient + "` is no address such as bob@example.com", null);
        }
        if (!DOMAIN.matcher(domain).matches()) {
            throw new InputException("domain", "`" + domain + "` is no domain that bounces can come back to", null);
        }
        SigningKey key = keyId == null ? (keys.isEmpty() ? null : keys.get(0)) : byId.get(keyId);
        if (key == null) {
            throw new InputException(
                    "key",
                    keyId == null ? "there is none; set `verp.keys` in carom.yml" : "there is no key `" + keyId + "`",
                    null);
        }
        int day = Token.day(LocalDate.ofInstant(now.plus(lifetime), ZoneOffset.UTC));
        String mac = Token.sign(key, day, address);
        String named = address.substring(0, at) + "=" + address.substring(at + 1);
        String full = layout.head() + new Token(key.id(), day, mac, named).written();
        boolean fits = PLAIN.matcher(named).matches()
                && full.length() <= LONGEST_LOCAL_PART
                && full.length() + 1 + domain.length() <= LONGEST_ADDRESS;
        String local = fits ? full : layout.head() + new Token(key.id(), day, mac, null).written();
        return local + "@" + domain;
    }

    private static boolean hasBlank(String address) {
        return address.chars().anyMatch(c -> c <= ' ' || c == 0x7f);
    }

    /**
     * What {@code path} proves; never fails. A path whose recipient was left out is genuine for the first of {@code candidates} whose
     * signature it is.
     *
     * @param path the address that a mail came to, with or without domain and angle brackets
     * @param candidates who it may be about, as the mail says
     */
    public Verdict check(String path, Collection<String> candidates, Instant now) {
        Optional<Token> read = token(path);
        if (read.isEmpty()) {
            return new Doubtful(Why.NOT_OURS, "it has not the form of our signed return paths", null);
        }
        Token token = read.get();
        String named = token.recipient();
        SigningKey key = byId.get(token.key());
        if (key == null) {
            return new Doubtful(Why.UNKNOWN_KEY, "there is no key `" + token.key() + "`", named);
        }
        String recipient = signed(token, key, named, candidates);
        if (recipient == null) {
            return new Doubtful(
                    Why.FORGED,
                    named == null && candidates.isEmpty()
                            ? "it names no recipient: say whom it is to be about"
                            : "the signature fits neither recipient nor day",
                    named);
        }
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        if (today.isAfter(token.lastDay())) {
            return new Doubtful(Why.EXPIRED, "it was good until " + token.lastDay(), recipient);
        }
        return new Genuine(recipient, key.id(), token.lastDay());
    }

    private static @Nullable String signed(
            Token token, SigningKey key, @Nullable String named, Collection<String> candidates) {
        List<String> asked = new ArrayList<>();
        if (named != null) {
            asked.add(named);
        } else if (token.named() == null) {
            candidates.stream().limit(MOST_CANDIDATES).forEach(asked::add);
        }
        for (String address : asked) {
            String lower = address.strip().toLowerCase(Locale.ROOT);
            String expected = Token.sign(key, token.day(), lower);
            if (MessageDigest.isEqual(expected.getBytes(UTF_8), token.mac().getBytes(UTF_8))) {
                return lower;
            }
        }
        return null;
    }

    private Optional<Token> token(String path) {
        String bare = path.strip();
        if (bare.startsWith("<") && bare.endsWith(">")) {
            bare = bare.substring(1, bare.length() - 1);
        }
        int at = bare.lastIndexOf('@');
        String local = (at < 0 ? bare : bare.substring(0, at));
        int mark = layout.prefix().length();
        boolean ours = local.length() > mark
                && local.length() <= LONGEST_LOCAL_PART
                && local.regionMatches(true, 0, layout.prefix(), 0, mark)
                && Layout.MARKS.indexOf(local.charAt(mark)) >= 0;
        return ours ? Token.read(local.substring(mark + 1)) : Optional.empty();
    }
}
