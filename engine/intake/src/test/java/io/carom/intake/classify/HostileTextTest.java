package io.carom.intake.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.BounceType;
import io.carom.api.Reason;
import io.carom.spi.Classifier;
import io.carom.spi.Evidence;
import io.carom.spi.Reading;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileTextTest {
    private static final Classifier STOCK = new SignalClassifiers().stock();

    static Stream<String> texts() {
        return Stream.of(
                "",
                " ",
                "\u0000\u0001\u007f",
                "@".repeat(200_000),
                "a@".repeat(100_000),
                "n't".repeat(70_000),
                "'".repeat(100_000),
                "mailbox ".repeat(20_000),
                "user recipient mailbox account ".repeat(5_000),
                "5.1.1".repeat(30_000),
                "1.".repeat(70_000),
                "550 ".repeat(30_000),
                "\ud800".repeat(1_000),
                "\udc00\ud800 user unknown",
                "\u00df".repeat(100_000),
                "\uffff\u4e2d\u6587".repeat(30_000),
                "e\u0301".repeat(10_000),
                "x".repeat(1_000_000),
                "in 99999999999999999999 hours",
                "in 999999999 days 999999999 days",
                "450 4.7.1 for 00:00:00:00:00:00:00");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void no_text_fails_and_the_answer_is_the_same_each_time(String text) {
        Reading first = STOCK.read(Evidence.ofReply(text));

        assertThat(STOCK.read(Evidence.ofReply(text))).isEqualTo(first);
    }

    @Test
    void random_text_never_fails() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<String> words = List.of(
                "user",
                "unknown",
                "mailbox",
                "full",
                "5.1.1",
                "550-",
                "n't",
                "@",
                "<a@b.c>",
                "\u00fc",
                "\u90ae",
                "'",
                ".",
                "-",
                "blocked",
                "using",
                "zen.spamhaus.org",
                "\n",
                "in 5 minutes",
                "192.0.2.1",
                "not",
                "*",
                "\ufeff");
        for (int round = 0; round < 3_000; round++) {
            StringBuilder text = new StringBuilder();
            IntStream.range(0, random.nextInt(40))
                    .forEach(i -> text.append(words.get(random.nextInt(words.size())))
                            .append(random.nextBoolean() ? " " : ""));
            try {
                STOCK.read(Evidence.ofReply(text.toString()));
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", text `" + text + "`", e);
            }
        }
    }

    @Test
    void what_stands_behind_64_kib_is_not_read() {
        String text = "550 " + "x ".repeat(40_000) + "user unknown";

        assertThat(STOCK.read(Evidence.ofReply(text)).reason()).isEqualTo(Reason.UNKNOWN);
    }

    @Test
    void a_phrase_in_the_middle_of_a_long_text_is_found() {
        String text = "550 " + "x ".repeat(10_000) + "user unknown" + " y".repeat(10_000);

        assertThat(STOCK.read(Evidence.ofReply(text)).reason()).isEqualTo(Reason.USER_UNKNOWN);
    }

    @Test
    void odd_hosts_are_ignored() {
        Evidence odd =
                new Evidence("550 no", 99_999, null, "\u0000", ".", "..", "x".repeat(100_000), BounceType.HARD, null);

        assertThat(STOCK.read(odd).reason()).isEqualTo(Reason.UNKNOWN);
    }
}
