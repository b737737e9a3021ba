package io.carom.standalone.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carom.engine.policy.Section;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the secrets that settings name: {@code env:NAME} in the environment, {@code file:PATH} in a file of its own (relative to the
 * settings), anything else as it is written. For one thread.
 */
final class SecretReader {
    private static final int LONGEST = 64 * 1024;

    private final Map<String, String> environment;
    private final Path folder;

    /** Relative paths begin in {@code folder}. */
    SecretReader(Map<String, String> environment, Path folder) {
        this.environment = environment;
        this.folder = folder;
    }

    /** The secret under a name of {@code section}, or empty when it is not there or cannot be had. */
    Optional<Secret> secret(Section section, String name) {
        return section.text(name).flatMap(text -> find(section, name, text));
    }

    /** A list of secrets under a name. */
    List<Secret> secrets(Section section, String name) {
        return section.list(name).stream()
                .flatMap(text -> find(section, name, text).stream())
                .toList();
    }

    /** A path under a name; a relative one begins beside the settings. */
    Optional<Path> path(Section section, String name) {
        return section.text(name).flatMap(text -> path(section, name, text));
    }

    /** Paths under a name. */
    List<Path> paths(Section section, String name) {
        return section.list(name).stream()
                .flatMap(text -> path(section, name, text).stream())
                .toList();
    }

    private Optional<Path> path(Section section, String name, String text) {
        try {
            return Optional.of(folder.resolve(text));
        } catch (InvalidPathException e) {
            section.wrong(name, "bad-path", "`" + name + "` is `" + text + "`, which is no path");
            return Optional.empty();
        }
    }

    private Optional<Secret> find(Section section, String name, String text) {
        if (text.startsWith("env:")) {
            String value = environment.get(text.substring(4));
            if (value == null || value.isBlank()) {
                section.wrong(name, "no-secret", "`" + name + "` is in `" + text + "`, and the environment has none");
                return Optional.empty();
            }
            return Optional.of(Secret.of(value.strip(), text));
        }
        if (text.startsWith("file:")) {
            return ofFile(section, name, text);
        }
        if (text.isBlank()) {
            section.wrong(name, "no-secret", "`" + name + "` is empty");
            return Optional.empty();
        }
        return Optional.of(Secret.of(text, "written"));
    }

    private Optional<Secret> ofFile(Section section, String name, String text) {
        try {
            Path path = folder.resolve(text.substring("file:".length()));
            try (InputStream in = Files.newInputStream(path)) {
                byte[] bytes = in.readNBytes(LONGEST + 1);
                String value = new String(bytes, UTF_8).strip();
                if (bytes.length > LONGEST || value.isEmpty()) {
                    section.wrong(
                            name,
                            "no-secret",
                            "`" + name + "` is in `" + path + "`, which is "
                                    + (value.isEmpty() ? "empty" : "too large"));
                    return Optional.empty();
                }
                return Optional.of(Secret.of(value, "file:" + path));
            }
        } catch (IOException | InvalidPathException e) {
            section.wrong(
                    name,
                    "no-secret",
                    "`" + name + "` is in `" + text + "`, which cannot be read ("
                            + e.getClass().getSimpleName() + ")");
            return Optional.empty();
        }
    }
}
