package io.carom.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpReplyTest {
    @ParameterizedTest
    @CsvSource({
        "550 5.1.1 <bob@example.com>: User unknown,550,5.1.1",
        "550-5.7.1 not welcome,550,5.7.1",
        "' 452 4.2.2 over quota',452,4.2.2",
        "421 try later,421,",
        "5.1.1 gone,0,5.1.1",
        "5501 no,0,",
        "554,554,",
        "550.5 no,0,",
        "'',0,"
    })
    void codes_are_read_from_the_beginning_and_only_there(String line, int code, String status) {
        SmtpReply reply = SmtpReply.parse(line);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.status() == null ? null : reply.status().toString()).isEqualTo(status);
        assertThat(reply.text()).isEqualTo(line);
    }
}
