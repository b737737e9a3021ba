package io.carom.intake.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class DecodingTest {
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "encoded-words.csv", numLinesToSkip = 1)
    void encoded_words_are_decoded(String name, String text, String expected) {
        assertThat(EncodedWords.decode(text)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "parameters.csv", numLinesToSkip = 1)
    void parameters_are_joined_and_decoded(String name, String field, String parameter, String expected) {
        assertThat(Parameters.parse(field).names().get(parameter)).isEqualTo(expected);
    }

    @Test
    void broken_encodings_keep_what_can_be_read() {
        assertThat(text("a=3Db=\nc=ZZ=4", "quoted-printable")).isEqualTo("a=bc=ZZ=4");
        assertThat(text("aGVs\r\nbG8=\n!", "BASE64")).isEqualTo("hello");
        assertThat(text("aGVsbG8", "base64")).isEqualTo("hello");
        assertThat(text("begin 644 x\n%:&5L;&\\\n`\nend\n", "x-uuencode")).isEqualTo("hello");
        assertThat(text("plain", "8-bit-or-so")).isEqualTo("plain");
    }

    @Test
    void charsets_are_corrected_by_the_bytes() {
        assertThat(Charsets.decode("größe".getBytes(StandardCharsets.UTF_8), "us-ascii"))
                .isEqualTo("größe");
        assertThat(Charsets.decode("größe".getBytes(StandardCharsets.ISO_8859_1), "utf-8"))
                .isEqualTo("größe");
        assertThat(Charsets.decode("größe".getBytes(StandardCharsets.ISO_8859_1), null))
                .isEqualTo("größe");
        assertThat(Charsets.decode("größe".getBytes(StandardCharsets.UTF_8), "x-unknown"))
                .isEqualTo("größe");
        assertThat(Charsets.decode("宛先".getBytes(java.nio.charset.Charset.forName("ISO-2022-JP")), null))
                .isEqualTo("宛先");
        assertThat(Charsets.decode("退信".getBytes(java.nio.charset.Charset.forName("GB18030")), "gb2312"))
                .isEqualTo("退信");
    }

    @Test
    void headers_put_up_with_what_mails_do_to_them() {
        byte[] mail = "From x Mon Jan 1 2026\nSUBJECT : one\n\ttwo\r\n three\nno field here\nX-Last:\n\nbody"
                .getBytes(StandardCharsets.US_ASCII);
        Headers headers = Headers.read(mail, 0, mail.length, 10);
        assertThat(headers.raw("subject")).isEqualTo("one two three");
        assertThat(headers.has("x-last")).isTrue();
        assertThat(headers.raw("subj")).isNull();
        assertThat(new String(mail, headers.bodyStart(), mail.length - headers.bodyStart(), StandardCharsets.US_ASCII))
                .isEqualTo("body");
    }

    private static String text(String body, String encoding) {
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        return new String(Transfer.decode(bytes, 0, bytes.length, encoding), StandardCharsets.US_ASCII);
    }
}
