package io.carom.intake.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.EventKind;
import io.carom.api.Reason;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineClassifierTest {
    private static final LineClassifier LINES = new LineClassifier(new SignalClassifiers().stock());

    private static List<ClassifiedLine> readAll(String text) throws IOException {
        List<ClassifiedLine> all = new ArrayList<>();
        LINES.readAll(new StringReader(text), all::add);
        return all;
    }

    @Test
    void every_line_is_read_in_order_whatever_ends_it() throws IOException {
        List<ClassifiedLine> all = readAll("550 user unknown\r\n\r\n452 4.2.2 full\r250 2.1.5 Ok\n  \n554 virus found");

        assertThat(all)
                .extracting(ClassifiedLine::line)
                .containsExactly("550 user unknown", "452 4.2.2 full", "250 2.1.5 Ok", "554 virus found");
        assertThat(all)
                .extracting(line -> line.reading().reason())
                .containsExactly(Reason.USER_UNKNOWN, Reason.MAILBOX_FULL, Reason.DELIVERED, Reason.VIRUS);
    }

    @Test
    void a_success_is_a_delivery_and_all_else_a_bounce() {
        assertThat(LINES.read("250 2.0.0 Ok").event()).isEqualTo(EventKind.DELIVERY);
        assertThat(LINES.read("550 no").event()).isEqualTo(EventKind.BOUNCE);
    }

    @Test
    void a_line_without_end_is_cut() throws IOException {
        List<ClassifiedLine> all = readAll("550 " + "x".repeat(1_000_000) + "\n550 no");

        assertThat(all).hasSize(2);
        assertThat(all.get(0).line()).hasSize(LineClassifier.MAX_LINE);
    }
}
