package io.carom.standalone.verb;

import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings that the command line names, else those beside the store. For one thread. */
final class SettingsOption {
    private @Nullable String named;

    void declare(Options options) {
        options.value(
                "--config",
                "FILE",
                "the settings; " + Settings.FILE + " beside the store unless given",
                value -> named = value);
    }

    /** The file, where there is one: the named one, or one that stands beside the store. */
    Optional<Path> file(Stores stores) {
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        String store = stores.file();
        Path beside = Path.of(store == null ? Stores.USUAL : store).resolveSibling(Settings.FILE);
        return Files.isRegularFile(beside) ? Optional.of(beside) : Optional.empty();
    }

    /** What it says; the defaults where there is none. Fails as {@link Settings#load} does. */
    Settings load(Stores stores, Shell shell) {
        return file(stores)
                .map(file -> Settings.load(file, shell.environment()))
                .orElse(Settings.DEFAULT);
    }
}
