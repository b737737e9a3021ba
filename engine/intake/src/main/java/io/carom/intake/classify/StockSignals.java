package io.carom.intake.classify;

import io.carom.api.PolicyException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The tables that come with the program, as resources. No instances. */
final class StockSignals {
    static final String FOLDER = "/io/carom/intake/signals/";
    static final List<String> FILES = List.of(
            "codes.yml",
            "hosts.yml",
            "recipient.yml",
            "mailbox.yml",
            "sender.yml",
            "reputation.yml",
            "content.yml",
            "receivers.yml",
            "network.yml",
            "languages.yml");

    private StockSignals() {}

    /** Reads all of them; a fault in them is a fault of the build. */
    static SignalReader read() {
        SignalReader reader = new SignalReader();
        for (String file : FILES) {
            reader.read(file, PlainYaml.read(file, text(file)));
        }
        reader.checkPlaces();
        if (!reader.problems().isEmpty()) {
            throw new PolicyException(reader.problems());
        }
        return reader;
    }

    static String text(String file) {
        try (InputStream in = StockSignals.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("the resource `" + FOLDER + file + "` is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource `" + FOLDER + file + "`", e);
        }
    }
}
