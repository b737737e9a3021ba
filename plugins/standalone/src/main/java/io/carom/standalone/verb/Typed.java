package io.carom.standalone.verb;

import io.carom.api.SubscriberStatus;
import io.carom.standalone.cli.Nearest;
import io.carom.standalone.cli.Wrong;
import io.carom.standalone.decision.Times;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;

/** The values of options as somebody types them; each fails with {@link Wrong}, which says what would do. Stateless. */
final class Typed {
    private Typed() {}

    /** An instant in UTC: a date, a date and a time, or RFC 3339. */
    static Instant time(String text) {
        return Times.typed(text)
                .orElseThrow(() -> new Wrong("`" + text + "` is no time; write 2026-01-05 or 2026-01-05T10:00:00Z"));
    }

    /** A whole number from 0 on. */
    static long number(String option, String text) {
        if (!text.matches("[0-9]{1,15}")) {
            throw new Wrong(option + " `" + text + "` is no whole number");
        }
        return Long.parseLong(text);
    }

    /** A whole number from 0 on that memory can hold rows of. */
    static int count(String option, String text) {
        return (int) Math.min(Integer.MAX_VALUE, number(option, text));
    }

    /** A status of a subscriber. */
    static SubscriberStatus status(String option, String text) {
        return SubscriberStatus.of(text)
                .orElseThrow(() -> new Wrong(option + " `" + text + "` is no status of a subscriber"
                        + near(
                                text,
                                Arrays.stream(SubscriberStatus.values())
                                        .map(SubscriberStatus::word)
                                        .toList())));
    }

    /** The end of a complaint about {@code word}: the one that was meant, or all of {@code words}. */
    static String near(String word, Collection<String> words) {
        return Nearest.to(word, words)
                .map(near -> "; did you mean `" + near + "`?")
                .orElse(": " + String.join(", ", words));
    }
}
