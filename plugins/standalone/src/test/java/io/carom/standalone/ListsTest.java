package io.carom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.standalone.Program.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists by the command line: addresses of a file, then what a bounce does to them. */
class ListsTest {
    @TempDir
    private Path folder;

    private String store;

    @BeforeEach
    void name() {
        store = folder.resolve("carom.db").toString();
    }

    private Run take(String csv) throws IOException {
        Path file = Files.writeString(folder.resolve("readers.csv"), csv);
        return Program.run("lists", "import", file.toString(), "--list", "news", "--store", store, "--why", "moved");
    }

    @Test
    void addresses_of_a_file_are_on_their_lists_until_they_bounce() throws IOException {
        Run run = take(
                "\ufeffSubscriber,EMAIL,list,status\ns1,Bob@Example.com,,\n\"s,2\",eve@example.com,\"of\"\"fers\",unsubscribed\n");
        assertThat(run.status()).isZero();
        assertThat(run.err()).contains("2 addresses were put on lists");
        assertThat(Program.run("lists", "--store", store).lines())
                .containsExactly(
                        "{\"list\":\"news\",\"status\":\"subscribed\",\"addresses\":1}",
                        "{\"list\":\"of\\\"fers\",\"status\":\"unsubscribed\",\"addresses\":1}");

        Path events = Files.writeString(folder.resolve("events.jsonl"), """
                {"id":"e1","event":"bounce","at":"2026-01-05T10:00:00Z","recipient":"bob@example.com","reply":"550 5.1.1 User unknown"}
                """);
        assertThat(Program.run("process", events.toString(), "--store", store).status())
                .isZero();

        assertThat(Program.run("lists", "news", "--status", "bounced", "--store", store)
                        .lines())
                .singleElement()
                .asString()
                .contains("\"address\":\"bob@example.com\"", "\"subscriber\":\"s1\"");
        assertThat(Program.run("lists", "news", "--status", "subscribed", "--store", store)
                        .out())
                .isEmpty();
    }

    @Test
    void a_bad_line_is_named_and_passed_over() throws IOException {
        Run run = take("email,status\nno address,\nbob@example.com,happy\neve@example.com,\n");

        assertThat(run.status()).isOne();
        assertThat(run.err())
                .contains("readers.csv:2: `no address` is no address", "readers.csv:3: `happy` is no status");
        assertThat(Program.run("lists", "news", "--store", store).lines()).hasSize(1);
    }

    @Test
    void a_file_without_titles_is_refused_and_wrong_words_too() throws IOException {
        assertThat(take("bob@example.com\n").err()).contains("readers.csv:1: no column is named `email`");
        assertThat(Program.run("lists", "import", "--store", store).status()).isEqualTo(2);
        assertThat(Program.run("lists", "a", "b", "--store", store).status()).isEqualTo(2);
        assertThat(Program.run("lists", "import", "no-such-file.csv", "--store", store)
                        .status())
                .isEqualTo(2);
    }
}
