package io.carom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnhancedStatusTest {
    @ParameterizedTest
    @CsvSource({
        "550 5.1.1 User unknown,5.1.1",
        "(#5.1.1),5.1.1",
        "smtp;550-5.7.26 unauthenticated,5.7.26",
        "the mailbox is full (5.2.2).,5.2.2",
        "host 192.0.2.5 said 4.7.0,4.7.0"
    })
    void a_code_is_found_where_it_stands_alone(String text, String code) {
        assertThat(EnhancedStatus.find(text)).map(EnhancedStatus::toString).hasValue(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "550 no such user",
                "from 5.1.1.9",
                "version 4.2.1-5",
                "mail-5.1.1",
                "5.1",
                "5.1.1000",
                "3.1.1",
                "5.1.1a"
            })
    void an_address_a_version_or_a_longer_number_is_no_code(String text) {
        assertThat(EnhancedStatus.find(text)).isEmpty();
    }

    @Test
    void a_code_is_the_whole_text_or_none() {
        assertThat(EnhancedStatus.parse("5.7.509")).hasValue(new EnhancedStatus(5, 7, 509));
        assertThat(EnhancedStatus.parse("5.1.1 ")).isEmpty();
    }

    @Test
    void a_class_that_rfc_3463_does_not_have_is_refused_with_its_value() {
        assertThatThrownBy(() -> new EnhancedStatus(3, 1, 1)).hasMessageContaining("`3.1.1`");
    }
}
