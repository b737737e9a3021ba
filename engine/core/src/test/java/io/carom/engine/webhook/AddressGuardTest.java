package io.carom.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
    private final AddressGuard strict = new AddressGuard(List.of(), InetAddress::getAllByName);

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "addresses.csv")
    void only_public_addresses_may_be_sent_to(String address, String may) throws IOException {
        if (may.equals("yes")) {
            assertThat(strict.addresses(address, List.of())).hasSize(1);
        } else {
            assertThatThrownBy(() -> strict.addresses(address, List.of()))
                    .isInstanceOf(AddressGuard.RefusedException.class)
                    .hasMessageContaining("allow its network in the settings");
        }
    }

    @Test
    void an_IPv6_address_in_brackets_is_one() throws IOException {
        assertThat(strict.addresses("[2606:4700:4700::1111]", List.of())).hasSize(1);
        assertThatThrownBy(() -> strict.addresses("[::1]", List.of()))
                .isInstanceOf(AddressGuard.RefusedException.class);
    }

    @Test
    void one_inner_address_among_public_ones_is_enough_to_refuse() {
        AddressGuard guard = new AddressGuard(List.of(), name ->
                new InetAddress[] {InetAddress.getByName("93.184.216.34"), InetAddress.getByName("10.0.0.1")});

        assertThatThrownBy(() -> guard.addresses("two-faced.example", List.of()))
                .hasMessageContaining("two-faced.example is 10.0.0.1, which is private");
    }

    @Test
    void what_is_allowed_may_be_sent_to_and_its_neighbours_may_not() throws IOException {
        AddressGuard guard = new AddressGuard(
                List.of(Network.of("10.1.0.0/16"), Network.of("fd00:1::/32")), InetAddress::getAllByName);

        assertThat(guard.addresses("10.1.255.1", List.of())).hasSize(1);
        assertThat(guard.addresses("[fd00:1::9]", List.of())).hasSize(1);
        assertThat(guard.addresses("64:ff9b::a01:1", List.of())).hasSize(1);
        assertThatThrownBy(() -> guard.addresses("10.2.0.1", List.of()))
                .isInstanceOf(AddressGuard.RefusedException.class);
    }

    @Test
    void what_one_endpoint_may_reach_no_other_one_may() throws IOException {
        assertThat(strict.addresses("10.1.0.1", List.of(Network.of("10.1.0.0/16"))))
                .hasSize(1);
        assertThatThrownBy(() -> strict.addresses("10.1.0.1", List.of(Network.of("10.2.0.0/16"))))
                .isInstanceOf(AddressGuard.RefusedException.class);
    }

    @Test
    void a_name_without_an_address_is_unknown() {
        AddressGuard guard = new AddressGuard(List.of(), name -> new InetAddress[0]);

        assertThatThrownBy(() -> guard.addresses("nobody.example", List.of())).isInstanceOf(UnknownHostException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "10.0.0.0/33",
                "10.0.0/8",
                "::/129",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "1.2.3.4.5",
                "a.b.c.d"
            })
    void what_is_no_network_is_said_to_be_none(String text) {
        assertThat(Network.parse(text)).isEmpty();
    }
}
