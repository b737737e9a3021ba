package io.carom.intake.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class MailDatesTest {
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "dates.csv", numLinesToSkip = 1)
    void a_date_is_read_whatever_its_form(String text, String expected) {
        assertThat(MailDates.parse(text)).isEqualTo(expected == null ? null : Instant.parse(expected));
    }
}
