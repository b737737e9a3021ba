package io.carom.spi;

import java.net.IDN;
import java.util.Locale;

/**
 * An address within a scope: what history belongs to. Immutable.
 *
 * @param scope the tenant; empty for a store with one
 * @param address the address, lower case, its domain as the DNS has it ({@code xn--bcher-kva.example})
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5890#section-2.3.2.1">RFC 5890, 2.3.2.1 (A-labels)</a>
 */
public record AddressKey(String scope, String address) implements Comparable<AddressKey> {
    /** The key of an address as it is written somewhere. */
    public static AddressKey of(String scope, String written) {
        String address = written.strip().toLowerCase(Locale.ROOT);
        int at = address.lastIndexOf('@') + 1;
        return new AddressKey(
                scope, usual(address, at) ? address : address.substring(0, at) + domain(address.substring(at)));
    }

    /** A domain as keys have it: lower case, as the DNS has it, without a dot at its end; what is no domain stays as it is. */
    public static String domain(String written) {
        String domain = written.strip().toLowerCase(Locale.ROOT);
        if (usual(domain, 0)) {
            return domain;
        }
        try {
            String ascii = IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
            return ascii.length() > 1 && ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
        } catch (IllegalArgumentException e) {
            // No name that a DNS could hold: it is compared as it is written
            return domain;
        }
    }

    private static boolean usual(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return from >= text.length() || text.charAt(text.length() - 1) != '.';
    }

    /** What stands behind the last {@code @}, or empty. */
    public String domain() {
        return address.substring(address.lastIndexOf('@') + 1);
    }

    @Override
    public int compareTo(AddressKey other) {
        int byScope = scope.compareTo(other.scope);
        return byScope != 0 ? byScope : address.compareTo(other.address);
    }
}
