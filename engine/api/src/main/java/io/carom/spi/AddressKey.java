package io.carom.spi;

import java.util.Locale;

/**
 * An address within a scope: what history belongs to. Immutable.
 *
 * @param scope the tenant; empty for a store with one
 * @param address the address, lower case
 */
public record AddressKey(String scope, String address) implements Comparable<AddressKey> {
    /** The key of an address as it is written somewhere. */
    public static AddressKey of(String scope, String written) {
        return new AddressKey(scope, written.strip().toLowerCase(Locale.ROOT));
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
