package io.carom.intake.classify;

import io.carom.api.EnhancedStatus;
import io.carom.spi.Classifier;
import io.carom.spi.Evidence;
import io.carom.spi.Reading;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * Reads reply lines from standard input and prints, for each, what the stock tables say: tab-separated, for scoring by other programs.
 * With {@code --fields} a line is action, status, receiving host, domain and text, parted by tabs.
 */
final class LineScore {
    private LineScore() {}

    public static void main(String[] args) throws IOException {
        Classifier classifier = new SignalClassifiers().stock();
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Reading reading = classifier.read(args.length > 0 ? fields(line) : Evidence.ofReply(line));
                out.println(row(reading) + '\t' + line);
            }
        }
        out.flush();
    }

    private static Evidence fields(String line) {
        String[] field = line.split("\t", 5);
        boolean said = EnhancedStatus.find(field[4]).isPresent();
        EnhancedStatus status = said ? null : EnhancedStatus.parse(field[1]).orElse(null);
        return new Evidence(field[4], null, status, field[0], field[3], field[2], null, null, null);
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
