package io.carom.intake.classify;

import io.carom.spi.Classifier;
import io.carom.spi.Evidence;
import io.carom.spi.Reading;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** Reads reply lines from standard input and prints, for each, what the stock tables say: tab-separated, for scoring by other programs. */
final class LineScore {
    private LineScore() {}

    public static void main(String[] args) throws IOException {
        Classifier classifier = new SignalClassifiers().stock();
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Reading reading = classifier.read(Evidence.ofReply(line));
                out.println(row(reading) + '\t' + line);
            }
        }
        out.flush();
    }

    private static String row(Reading reading) {
        return reading.bounceType().word()
                + '\t'
                + reading.fault().word()
                + '\t'
                + reading.reason().word()
                + '\t'
                + reading.status()
                + '\t'
                + reading.replyCode()
                + '\t'
                + reading.disagreement()
                + '\t'
                + reading.signals().stream().sorted().collect(Collectors.joining(","))
                + '\t'
                + reading.family()
                + '\t'
                + reading.retryAfter();
    }
}
