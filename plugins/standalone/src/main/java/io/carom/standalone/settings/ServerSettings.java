package io.carom.standalone.settings;

import io.carom.engine.policy.Section;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Section {@code server}: where the program listens and whom it lets in. Immutable.
 *
 * @param address the address to listen at; {@code 127.0.0.1} unless said otherwise
 * @param port the port; 8025, 0 for any that is free
 * @param hosts further names that requests may call the server by, in lower case, without port; a proxy passes the outer name on
 * @param tokens who may write, by name; a request shows its token as {@code Authorization: Bearer ...}
 * @param open whether this machine's own users may write without a token; only at a loopback address
 */
public record ServerSettings(String address, int port, Set<String> hosts, Map<String, Secret> tokens, boolean open) {
    /** {@code 127.0.0.1:8025}, nobody may write. */
    public static final ServerSettings DEFAULT = new ServerSettings("127.0.0.1", 8025, Set.of(), Map.of(), false);

    private static final int SHORTEST_TOKEN = 16;
    private static final Pattern HOST = Pattern.compile("[a-z0-9.-]{1,253}|\\[[0-9a-f:.]{2,45}]");
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");

    /** Takes its own copies. */
    public ServerSettings {
        hosts = Set.copyOf(hosts);
        tokens = Map.copyOf(tokens);
    }

    /** Whether only this machine can reach the address. */
    public boolean loopback() {
        return LOOPBACK.contains(address);
    }

    static ServerSettings read(Section section, SecretReader secrets) {
        Set<String> hosts = new LinkedHashSet<>();
        for (String name : section.list("hosts")) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (HOST.matcher(lower).matches()) {
                hosts.add(lower);
            } else {
                section.wrong("hosts", "bad-host", "`" + name + "` is no host name; write it without scheme and port");
            }
        }
        ServerSettings read = new ServerSettings(
                section.text("address").orElse(DEFAULT.address),
                section.number("port", 0, 65_535).orElse(DEFAULT.port),
                hosts,
                tokens(section.section("tokens"), secrets),
                section.flag("open").orElse(DEFAULT.open));
        section.nothingElse();
        if (read.open && !read.loopback()) {
            section.wrong(
                    "open", "open-to-all", "`open` lets everybody write who reaches " + read.address + "; set tokens");
        }
        return read;
    }

    private static Map<String, Secret> tokens(Section section, SecretReader secrets) {
        Map<String, Secret> tokens = new LinkedHashMap<>();
        for (String name : section.names()) {
            secrets.secret(section, name).ifPresent(secret -> {
                if (secret.reveal().length() < SHORTEST_TOKEN) {
                    section.wrong(
                            name,
                            "weak-token",
                            "the token `" + name + "` has less than " + SHORTEST_TOKEN + " characters");
                } else {
                    tokens.put(name, secret);
                }
            });
        }
        return tokens;
    }
}
