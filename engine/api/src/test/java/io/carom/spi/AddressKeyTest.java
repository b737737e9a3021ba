package io.carom.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressKeyTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "Bob@Example.COM, bob@example.com",
        "bob@example.com., bob@example.com",
        "bob@bücher.example, bob@xn--bcher-kva.example",
        "bob@BÜCHER.example., bob@xn--bcher-kva.example",
        "bob@bu\u0308cher.example, bob@xn--bcher-kva.example",
        "bob@xn--BCHER-kva.example, bob@xn--bcher-kva.example",
        "jürgen@example.com, jürgen@example.com",
        "@bücher.example, @xn--bcher-kva.example",
        "no address., no address",
        "@, @",
        "., .",
    })
    void an_address_has_one_key_however_its_domain_is_written(String written, String key) {
        assertThat(AddressKey.of("", written).address()).isEqualTo(key);
    }

    @Test
    void what_no_dns_could_hold_is_kept_as_it_is_written() {
        String label = "ü".repeat(80);
        assertThat(AddressKey.of("", "bob@" + label + ".example").domain()).isEqualTo(label + ".example");
    }
}
