package io.carom.intake.webhook;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Looks for the folder of public payloads that lies beside a checkout, at any level above. */
final class SharedFolder {
    private SharedFolder() {}

    static Optional<Path> webhooks() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path folder = at.resolve("shared/webhooks");
            if (Files.isDirectory(folder)) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }
}
