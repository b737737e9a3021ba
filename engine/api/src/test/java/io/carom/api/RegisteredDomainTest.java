package io.carom.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RegisteredDomainTest {
    @ParameterizedTest(name = "{0} belongs to {1}")
    @CsvSource({
        "example.com, example.com",
        "mail.example.com, example.com",
        "a.b.c.Example.COM., example.com",
        "example.co.uk, example.co.uk",
        "mx.example.co.uk, example.co.uk",
        "co.uk, co.uk",
        "com, com",
        "a.b.co.jp, b.co.jp",
        "co.de, co.de",
        "x.co.de, co.de",
        "192.0.2.1, 192.0.2.1",
        "[192.0.2.1], [192.0.2.1]",
        "., .",
        "'', ''",
        ".., .",
        "a..com, .com",
    })
    void a_name_belongs_to_what_somebody_registered(String name, String registered) {
        assertThat(RegisteredDomain.of(name)).isEqualTo(registered);
    }
}
