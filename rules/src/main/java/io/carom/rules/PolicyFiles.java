package io.carom.rules;

import io.carom.spi.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The policies that ship: the stock policy and the starter policy. A file {@code files.txt} in each lists what belongs to it. */
final class PolicyFiles {
    private static final String LIST = "files.txt";

    private PolicyFiles() {}

    static List<SourceFile> stock() {
        return all("stock/");
    }

    static List<SourceFile> starter() {
        return all("starter/");
    }

    private static List<SourceFile> all(String folder) {
        return read(folder + LIST)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(path -> new SourceFile(path, read(folder + path)))
                .toList();
    }

    private static String read(String resource) {
        try (InputStream in = PolicyFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(
                        "the file " + resource + " is missing from carom-rules: the jar is damaged");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + resource + " of carom-rules cannot be read", e);
        }
    }
}
