package io.carom.intake.classify;

import io.carom.api.EventKind;
import io.carom.api.Reason;
import io.carom.spi.Classifier;
import io.carom.spi.Evidence;
import io.carom.spi.Reading;
import java.io.IOException;
import java.io.Reader;
import java.util.function.Consumer;

/** Classifies SMTP reply lines, one a line of text. Immutable; safe for any number of threads, each with a reader of its own. */
public final class LineClassifier {
    /** How much of a line is read; the rest is skipped. */
    public static final int MAX_LINE = 64 * 1024;

    private final Classifier classifier;

    /** Reads lines with {@code classifier}, for instance {@link SignalClassifiers#stock()}. */
    public LineClassifier(Classifier classifier) {
        this.classifier = classifier;
    }

    /** What one line says. Never fails. */
    public ClassifiedLine read(String line) {
        Reading reading = classifier.read(Evidence.ofReply(line));
        EventKind event = reading.reason() == Reason.DELIVERED ? EventKind.DELIVERY : EventKind.BOUNCE;
        return new ClassifiedLine(line, event, reading);
    }

    /**
     * Gives {@code each} what every line of {@code lines} says, in order; blank lines are skipped. Lines end with LF, CR or both. Does not close
     * the reader; buffers by itself.
     *
     * @throws IOException when the reader fails
     */
    public void readAll(Reader lines, Consumer<ClassifiedLine> each) throws IOException {
        char[] buffer = new char[16 * 1024];
        StringBuilder line = new StringBuilder();
        for (int count = lines.read(buffer); count >= 0; count = lines.read(buffer)) {
            int from = 0;
            for (int at = 0; at < count; at++) {
                if (buffer[at] == '\n' || buffer[at] == '\r') {
                    append(line, buffer, from, at);
                    give(line, each);
                    from = at + 1;
                }
            }
            append(line, buffer, from, count);
        }
        give(line, each);
    }

    private static void append(StringBuilder line, char[] buffer, int from, int to) {
        line.append(buffer, from, Math.min(to - from, MAX_LINE - line.length()));
    }

    private void give(StringBuilder line, Consumer<ClassifiedLine> each) {
        String text = line.toString();
        line.setLength(0);
        if (!text.isBlank()) {
            each.accept(read(text));
        }
    }
}
