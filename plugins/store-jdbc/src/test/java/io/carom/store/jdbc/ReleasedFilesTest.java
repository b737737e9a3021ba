package io.carom.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What stores in the field were made with never changes: a new version of the tables is a new file. */
final class ReleasedFilesTest {
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "released/files.csv")
    void a_released_file_is_as_it_was_released(String file, String sha256) throws Exception {
        try (InputStream in =
                Objects.requireNonNull(ReleasedFilesTest.class.getResourceAsStream(file), file + " is not there")) {
            byte[] found = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
            assertThat(HexFormat.of().formatHex(found)).isEqualTo(sha256);
        }
    }
}
