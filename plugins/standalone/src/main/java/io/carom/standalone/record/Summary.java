package io.carom.standalone.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a run came to, in lines for people. Stateless. */
public final class Summary {
    private static final int TOP = 8;

    private Summary() {}

    /**
     * The lines.
     *
     * @param store where it is recorded, for people
     * @param dry whether nothing was stored
     * @param stopped whether somebody asked to stop before the end
     */
    public static List<String> of(Tally tally, String store, boolean dry, boolean stopped) {
        List<String> lines = new ArrayList<>();
        String read = tally.inputs().entrySet().stream()
                .map(entry -> count(entry.getValue(), entry.getKey()))
                .collect(Collectors.joining(", "));
        lines.add("read         " + (read.isEmpty() ? "nothing" : read)
                + (tally.mailsWithoutReport() == 0
                        ? ""
                        : number(", %,d of them no report of a bounce", tally.mailsWithoutReport()))
                + (tally.contextLines() == 0 ? "" : ", " + count(tally.contextLines(), "context line")));
        add(lines, "new events   ", tally.kinds());
        add(lines, "bounces      ", tally.types());
        add(lines, "reasons      ", tally.reasons());
        add(lines, "domains      ", tally.domains());
        add(lines, "subscribers  ", tally.subscribers());
        if (tally.held() > 0) {
            lines.add(number("held         %,d changes reach too far and wait for you: carom incidents", tally.held()));
        }
        if (tally.reviewed() > 0) {
            lines.add(number("waiting      %,d changes wait for a sign of life of the address", tally.reviewed()));
        }
        if (tally.alerts() > 0) {
            lines.add(number("alerts       %,d: carom incidents says what goes wrong", tally.alerts()));
        }
        if (tally.retries() > 0) {
            lines.add(number("retries      %,d due later", tally.retries()));
        }
        if (tally.duplicates() > 0) {
            lines.add(number("duplicates   %,d spoke of a failure that was counted already", tally.duplicates()));
        }
        if (tally.withoutProof() > 0) {
            lines.add(number(
                    "unproven     %,d changed nothing, for anybody can forge a mail; --trust operator if you vouch for them",
                    tally.withoutProof()));
        }
        if (tally.badInputs() > 0) {
            String more = tally.badInputs() > tally.badPlaces().size() ? " ..." : "";
            lines.add(number("bad          %,d: ", tally.badInputs()) + String.join(", ", tally.badPlaces()) + more);
        }
        lines.add(closing(tally, store, dry));
        if (stopped) {
            lines.add("stopped      before the end; run it again to go on, nothing is recorded twice");
        }
        return lines;
    }

    private static String closing(Tally tally, String store, boolean dry) {
        if (tally.recorded() == 0 && tally.recordedBefore() > 0) {
            return number("nothing new  all %,d events are recorded in ", tally.recordedBefore()) + store + " already";
        }
        String before = tally.recordedBefore() == 0 ? "" : number("; %,d were there before", tally.recordedBefore());
        return dry
                ? number("dry run      %,d events decided, nothing stored", tally.recorded()) + before
                : number("recorded     %,d events in ", tally.recorded()) + store + before;
    }

    private static void add(List<String> lines, String name, Map<String, Long> counts) {
        if (!counts.isEmpty()) {
            String top = counts.entrySet().stream()
                    .limit(TOP)
                    .map(entry -> entry.getKey() + number(" %,d", entry.getValue()))
                    .collect(Collectors.joining(" · "));
            lines.add(name + top + (counts.size() > TOP ? number(" · %,d more", counts.size() - TOP) : ""));
        }
    }

    private static String count(long number, String what) {
        String plural = what.endsWith("y") ? what.substring(0, what.length() - 1) + "ies" : what + "s";
        return number("%,d ", number) + (number == 1 ? what : plural);
    }

    private static String number(String format, long number) {
        return String.format(Locale.ROOT, format, number);
    }
}
