package io.carom.engine.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses may be sent to: a URL that somebody else chose must not reach this machine, its neighbours or a cloud's metadata.
 * What it hands out is what is connected to, so that a name cannot mean something else a moment later. Safe for any number of threads.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA, special IPv4 addresses</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IANA, special IPv6 addresses</a>
 */
public final class AddressGuard {
    private record Closed(Network network, String what) {}

    private static final List<Closed> CLOSED = List.of(
            closed("0.0.0.0/8", "this machine"),
            closed("10.0.0.0/8", "private"),
            closed("100.64.0.0/10", "a provider's inner network"),
            closed("127.0.0.0/8", "this machine"),
            closed("168.63.129.16/32", "a cloud's metadata"),
            closed("169.254.0.0/16", "link-local or a cloud's metadata"),
            closed("172.16.0.0/12", "private"),
            closed("192.0.0.0/24", "reserved"),
            closed("192.0.2.0/24", "for documentation"),
            closed("192.88.99.0/24", "a relay"),
            closed("192.168.0.0/16", "private"),
            closed("198.18.0.0/15", "for measurements"),
            closed("198.51.100.0/24", "for documentation"),
            closed("203.0.113.0/24", "for documentation"),
            closed("224.0.0.0/4", "multicast"),
            closed("240.0.0.0/4", "reserved"),
            closed("::/8", "this machine or reserved"),
            closed("64:ff9b:1::/48", "translated locally"),
            closed("100::/64", "discarded"),
            closed("2001::/23", "a tunnel or reserved"),
            closed("2001:db8::/32", "for documentation"),
            closed("3fff::/20", "for documentation"),
            closed("5f00::/16", "for segment routing"),
            closed("fc00::/7", "private"),
            closed("fe80::/10", "link-local"),
            closed("fec0::/10", "private"),
            closed("ff00::/8", "multicast"));
    private static final Network TRANSLATED = Network.of("64:ff9b::/96");
    private static final Network MAPPED = Network.of("::/80");
    private static final Network SIX_TO_FOUR = Network.of("2002::/16");

    private final List<Network> allowed;
    private final Names names;

    /** Finds the addresses of a name. */
    @FunctionalInterface
    public interface Names {
        /** All of them, as a name server gives them. */
        InetAddress[] of(String name) throws UnknownHostException;
    }

    /** An address that may not be sent to. */
    public static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    /** Refuses everything that is not public but for {@code allowed}. */
    public AddressGuard(List<Network> allowed, Names names) {
        this.allowed = List.copyOf(allowed);
        this.names = names;
    }

    private static Closed closed(String network, String what) {
        return new Closed(Network.of(network), what);
    }

    /**
     * The addresses of a host that may be connected to.
     *
     * @param host a name, or an address (IPv6 in brackets)
     * @param besides networks that are allowed for this host, besides those that are allowed for all
     * @throws RefusedException when one of its addresses may not be sent to
     * @throws UnknownHostException when it has none
     */
    public List<InetAddress> addresses(String host, List<Network> besides) throws IOException {
        String name = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        List<InetAddress> found = new ArrayList<>(Arrays.asList(names.of(name)));
        for (InetAddress address : found) {
            Optional<String> why = refusal(address.getAddress(), besides);
            if (why.isPresent()) {
                throw new RefusedException(host + " is " + address.getHostAddress() + ", which is " + why.get()
                        + "; allow its network in the settings if that is meant");
            }
        }
        if (found.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return found;
    }

    /** Why an address may not be sent to, or empty when it may. */
    private Optional<String> refusal(byte[] address, List<Network> besides) {
        if (within(allowed, address) || within(besides, address)) {
            return Optional.empty();
        }
        byte[] inner = inner(address);
        if (inner != null) {
            return refusal(inner, besides);
        }
        for (Closed closed : CLOSED) {
            if (closed.network.contains(address)) {
                return Optional.of(closed.what);
            }
        }
        return Optional.empty();
    }

    private static boolean within(List<Network> networks, byte[] address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    /** The IPv4 address that an IPv6 address leads to, or null. */
    private static byte @Nullable [] inner(byte[] address) {
        if (address.length != 16) {
            return null;
        }
        boolean mapped = MAPPED.contains(address) && address[10] == (byte) 0xff && address[11] == (byte) 0xff;
        if (mapped || TRANSLATED.contains(address)) {
            return Arrays.copyOfRange(address, 12, 16);
        }
        return SIX_TO_FOUR.contains(address) ? Arrays.copyOfRange(address, 2, 6) : null;
    }
}
