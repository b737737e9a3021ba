package io.carom.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RecordTextTest {
    private static final String[] PIECES = {
        "{\"id\":\"",
        "\",\"recipient\":\"",
        "bob@example.com",
        "\\\"",
        "\\\\",
        "ü✓\ud83d\ude00",
        "\n",
        "\t",
        " ",
        "null",
        "\u0001",
        "\u000e",
        "\u000f",
        "550 5.1.1 <bob@example.com>: \"unknown\"",
        "\"because\":[{\"phase\":\"classify\","
    };

    private final RecordText texts = new RecordText();

    @AfterEach
    void close() {
        texts.close();
    }

    @Test
    void what_was_packed_comes_out_character_for_character() throws SQLException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int packed = 0;
        for (int i = 0; i < 20_000; i++) {
            List<@Nullable String> values = new ArrayList<>();
            for (int column = 0; column < 10; column++) {
                values.add(random.nextInt(4) == 0 ? null : text(random, 3));
            }
            RecordText.Columns columns = new RecordText.Columns(values);
            String event = random.nextInt(5) == 0 ? null : text(random, 12);
            String decision = random.nextInt(5) == 0 ? null : text(random, 12);
            byte[] record = texts.pack(columns, event, decision);
            if (record != null) {
                packed++;
                assertThat(RecordText.hasEvent(record)).isEqualTo(event != null);
                assertThat(RecordText.hasDecision(record)).isEqualTo(decision != null);
                assertThat(texts.unpack(columns, record))
                        .as("seed %d, round %d", seed, i)
                        .isEqualTo(new RecordText.Texts(event, decision));
            }
        }
        assertThat(packed).isGreaterThan(1_000);
    }

    @Test
    void a_text_with_characters_that_json_does_not_have_is_not_packed() {
        RecordText.Columns none = new RecordText.Columns(Arrays.asList(new String[10]));
        assertThat(texts.pack(none, "a\u0001", null)).isNull();
        assertThat(texts.pack(none, null, "a\u000eb")).isNull();
        assertThat(texts.pack(none, "a\n\t\r", "b")).isNotNull();
    }

    @Test
    void an_ordinary_decision_takes_a_tenth_of_its_length() {
        String event =
                "{\"id\":\"g3-363\",\"event\":\"bounce\",\"at\":\"2026-01-05T04:07:14.715Z\",\"recipient\":\"pat@firm5.example\","
                        + "\"reply\":\"451 4.7.1 Come back in 300 seconds\",\"message\":\"<m180@send.example>\",\"attempt\":1}";
        String decision =
                "{\"event\":\"g3-363\",\"recipient\":\"pat@firm5.example\",\"at\":\"2026-01-05T04:07:14.715Z\","
                        + "\"policy\":\"376613e9da5c3460\",\"classification\":{\"event\":\"bounce\",\"bounceType\":\"soft\","
                        + "\"fault\":\"receiver\",\"reason\":\"greylisted\",\"status\":\"4.7.1\",\"replyCode\":451,\"promoted\":null,"
                        + "\"disagreement\":false},\"subscriber\":null,\"retry\":null,\"actions\":[],\"refused\":[],\"because\":[],"
                        + "\"duplicate\":false}";
        byte[] record = texts.pack(
                new RecordText.Columns(Arrays.asList(
                        "451 4.7.1 Come back in 300 seconds",
                        "<m180@send.example>",
                        "pat@firm5.example",
                        "g3-363",
                        "2026-01-05T04:07:14.715Z",
                        "376613e9da5c3460",
                        null,
                        null,
                        null,
                        null)),
                event,
                decision);
        assertThat(record).isNotNull().hasSizeLessThan((event.length() + decision.length()) / 10);
    }

    @Test
    void damaged_bytes_are_a_failure_of_the_store() {
        RecordText.Columns columns = new RecordText.Columns(Arrays.asList(new String[10]));
        byte[] record = texts.pack(columns, "{\"a\":\"bcdefghijklmnop\"}", null);
        assertThat(record).isNotNull();
        for (int length = 0; length < record.length; length++) {
            byte[] cut = Arrays.copyOf(record, length);
            assertThatThrownBy(() -> texts.unpack(columns, cut)).isInstanceOf(SQLException.class);
        }
        record[0] = 0x7f;
        assertThatThrownBy(() -> texts.unpack(columns, record))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("newer program");
    }

    private static String text(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            boolean odd = random.nextInt(40) != 0;
            String piece = PIECES[random.nextInt(PIECES.length)];
            text.append(odd && piece.length() == 1 && piece.charAt(0) < ' ' ? "x" : piece);
        }
        return text.toString();
    }
}
