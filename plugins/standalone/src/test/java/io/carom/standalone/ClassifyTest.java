package io.carom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.standalone.Program.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code carom classify} and the four formats. */
class ClassifyTest {
    private static final String LINES =
            "550 5.1.1 <bob@example.com>: User unknown\r\n\n452 4.2.2 Mailbox full\n250 2.0.0 Ok";

    private static final String NONE =
            ",\"action\":null,\"originalRecipient\":null,\"remoteMta\":null,\"reportingMta\":null,\"command\":null,\"arrivedAt\":null,\"messageId\":null,\"feedbackType\":null,\"sendingIp\":null";

    @Test
    void each_line_gives_one_object_and_blank_lines_give_none() {
        Run run = Program.piped(LINES).with("classify");

        assertThat(run.status()).isZero();
        assertThat(run.lines())
                .containsExactly(
                        "{\"line\":\"550 5.1.1 <bob@example.com>: User unknown\",\"event\":\"bounce\",\"bounceType\":\"hard\",\"fault\":\"recipient\","
                                + "\"reason\":\"user_unknown\",\"status\":\"5.1.1\",\"replyCode\":550,\"diagnostic\":\"550 5.1.1 <bob@example.com>: User unknown\","
                                + "\"source\":\"smtp\"" + NONE + ",\"disagreement\":false}",
                        "{\"line\":\"452 4.2.2 Mailbox full\",\"event\":\"bounce\",\"bounceType\":\"soft\",\"fault\":\"recipient\","
                                + "\"reason\":\"mailbox_full\",\"status\":\"4.2.2\",\"replyCode\":452,\"diagnostic\":\"452 4.2.2 Mailbox full\","
                                + "\"source\":\"smtp\"" + NONE + ",\"disagreement\":false}",
                        "{\"line\":\"250 2.0.0 Ok\",\"event\":\"delivery\",\"bounceType\":null,\"fault\":null,"
                                + "\"reason\":\"delivered\",\"status\":\"2.0.0\",\"replyCode\":250,\"diagnostic\":\"250 2.0.0 Ok\","
                                + "\"source\":\"smtp\"" + NONE + ",\"disagreement\":false}");
    }

    @Test
    void several_files_and_folders_are_read_in_order(@TempDir Path folder) throws IOException {
        Path inner = Files.createDirectories(folder.resolve("d/e"));
        Files.writeString(inner.resolve("b.txt"), "\uFEFF452 4.2.2 full\r\n");
        Files.writeString(folder.resolve("d/a.txt"), "550 5.1.1 gone");
        Path last = Files.writeString(folder.resolve("last.txt"), "250 2.0.0 ok\n");

        Run run = Program.piped("421 busy\n")
                .with(
                        "classify",
                        folder.resolve("d").toString(),
                        last.toString(),
                        "-",
                        folder + "/none",
                        "--format=csv");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.lines().stream().skip(1).map(line -> line.substring(line.lastIndexOf(',') + 1)))
                .containsExactly("550 5.1.1 gone", "452 4.2.2 full", "250 2.0.0 ok", "421 busy");
        assertThat(run.complaints()).containsExactly(folder + "/none: there is no such file or folder; check the path");
    }

    @Test
    void a_terminal_gets_a_table() {
        Run run = Program.atTerminal().with("classify", "/dev/null");
        assertThat(run.out()).isEmpty();

        Run table = Program.piped(LINES).with("classify", "--format", "table");
        assertThat(table.lines().get(0)).startsWith("EVENT     TYPE  FAULT      REASON        CODE   REPLY  LINE");
        assertThat(table.lines()).hasSize(4);
    }

    @Test
    void json_is_one_array_also_when_it_is_empty() {
        assertThat(Program.piped(LINES).with("classify", "--format", "json").out())
                .startsWith("[\n{")
                .endsWith("}\n]\n")
                .contains("},\n{");
        assertThat(Program.piped("").with("classify", "--format", "json").out()).isEqualTo("[]\n");
    }

    @Test
    void csv_quotes_and_disarms_formulas() {
        Run run = Program.piped("=1+1, \"x\"\n550 plain\n").with("classify", "--format", "csv");

        assertThat(run.lines().get(0)).isEqualTo("event,bounceType,fault,reason,status,replyCode,disagreement,line");
        assertThat(run.lines().get(1)).endsWith(",\"'=1+1, \"\"x\"\"\"");
        assertThat(run.lines().get(2)).endsWith(",550 plain");
    }

    @Test
    void what_could_steer_a_terminal_is_taken_out_of_a_table() {
        String out = Program.piped("550 \u001b[2J\u202egone\u0007\n")
                .with("classify", "--format", "table")
                .out();

        assertThat(out).contains("550 ?[2J?gone?").doesNotContain("\u001b", "\u202e", "\u0007");
    }

    @Test
    void a_line_beyond_all_measure_is_reported_and_passed_over() {
        Run run = Program.piped("5".repeat(5 << 20) + "\n550 5.1.1 User unknown\n")
                .with("classify");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("stdin:1: the line has more than 4 MiB; split it\n");
        assertThat(run.lines()).hasSize(1);
    }
}
