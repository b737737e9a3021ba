package io.carom.engine.simulate.generate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Receivers and what they say. Immutable and safe for any number of threads. */
final class Tables {
    private static final int SMALL_DOMAINS = 400;

    /** One receiving domain with its share of the addresses. */
    record Receiver(String domain, String host, double share, double greylists) {}

    private final List<Receiver> receivers = new ArrayList<>();
    private final Map<String, String> replies = new HashMap<>();
    private final double[] upTo;

    Tables() {
        for (String[] row : rows("receivers.csv")) {
            double share = Double.parseDouble(row[2]);
            double greylists = Double.parseDouble(row[3]);
            if (row[0].equals("*")) {
                addSmall(row[1], share, greylists);
            } else {
                receivers.add(new Receiver(row[0], row[1], share, greylists));
            }
        }
        upTo = new double[receivers.size()];
        double sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += receivers.get(i).share();
            upTo[i] = sum;
        }
        rows("replies.csv").forEach(row -> replies.put(row[0] + " " + row[1], row[2]));
    }

    private void addSmall(String host, double share, double greylists) {
        double weights = 0;
        for (int i = 1; i <= SMALL_DOMAINS; i++) {
            weights += 1.0 / i;
        }
        for (int i = 1; i <= SMALL_DOMAINS; i++) {
            String domain = "firm" + i + ".example";
            // Whether a small receiver greylists is a property of the receiver: some do it to everybody, most never
            double own = i % 5 == 0 ? Math.min(1, greylists * 5) : 0;
            receivers.add(new Receiver(domain, host.replace("%s", domain), share / i / weights, own));
        }
    }

    private static List<String[]> rows(String name) {
        try (InputStream in = Tables.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in this jar");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> Arrays.stream(line.split("\\|", -1))
                            .map(String::strip)
                            .toArray(String[]::new))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }

    List<Receiver> receivers() {
        return receivers;
    }

    /** The receiver at {@code place}, 0 to 1, of all addresses. */
    Receiver at(double place) {
        int found = Arrays.binarySearch(upTo, place * upTo[upTo.length - 1]);
        return receivers.get(Math.min(upTo.length - 1, found < 0 ? -found - 1 : found));
    }

    String reply(String what, String recipient, Receiver receiver, String ip) {
        String own = replies.get(what + " " + receiver.domain());
        String words = own == null ? replies.get(what + " *") : own;
        if (words == null) {
            throw new IllegalStateException("replies.csv has no words for " + what);
        }
        return words.replace("%s", recipient).replace("%d", receiver.domain()).replace("%i", ip);
    }
}
