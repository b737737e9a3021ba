package io.carom.standalone.policy;

import io.carom.api.InputException;
import io.carom.standalone.feed.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Brings the files of a policy folder into one layout. For one thread. */
public final class Formatting {
    private static final List<String> FOLDERS = List.of("rules", "scripts", "signals", "traps", "tests");

    private final Map<Path, String> laid = new LinkedHashMap<>();

    /**
     * Looks at the files of {@code folder}; nothing is written yet.
     *
     * @throws InputException when one cannot be read
     */
    public Formatting(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InputException(folder.toString(), "there is no such folder; check the path", null);
        }
        look(folder.resolve("policy.yml"));
        for (String name : FOLDERS) {
            Path under = folder.resolve(name);
            if (Files.isDirectory(under)) {
                try (Stream<Path> files = Files.list(under)) {
                    files.filter(Files::isRegularFile).sorted().forEach(this::look);
                } catch (IOException | UncheckedIOException e) {
                    throw new InputException(under.toString(), Trouble.with(e), e);
                }
            }
        }
    }

    private void look(Path file) {
        String name = file.getFileName().toString();
        if (name.startsWith(".") || name.endsWith("~") || !Files.isRegularFile(file)) {
            return;
        }
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            String should = Layout.of(name, text);
            if (!should.equals(text)) {
                laid.put(file, should);
            }
        } catch (IOException e) {
            throw new InputException(file.toString(), Trouble.with(e), e);
        }
    }

    /** The files that have another layout. */
    public List<Path> files() {
        return List.copyOf(laid.keySet());
    }

    /**
     * Writes them.
     *
     * @throws InputException when one cannot be written; the ones before it are
     */
    public void write() {
        laid.forEach((file, text) -> {
            try {
                Files.writeString(file, text, StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new InputException(file.toString(), Trouble.with(e), e);
            }
        });
    }
}
