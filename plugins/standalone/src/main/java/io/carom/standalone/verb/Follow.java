package io.carom.standalone.verb;

import io.carom.api.CaromException;
import io.carom.intake.log.FollowOptions;
import io.carom.intake.log.LogFollower;
import io.carom.intake.log.LogOptions;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Wrong;
import io.carom.standalone.feed.Tree;
import io.carom.standalone.feed.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code --follow}: which logs are followed, and where their positions are kept. For one thread. */
final class Follow {
    private boolean wanted;
    private boolean fromEnd;
    private @Nullable String state;

    void declare(Options options) {
        options.flag(
                        "--follow",
                        "the files are mail servers' logs that grow: read on through their rotations until Ctrl-C; a restart goes on where "
                                + "the last run ended, however it ended",
                        () -> wanted = true)
                .value(
                        "--state",
                        "DIR",
                        "with --follow: keeps how far the logs are recorded; STORE.follow unless given",
                        value -> state = value)
                .flag(
                        "--from-end",
                        "with --follow: begin a log that was never followed at its end",
                        () -> fromEnd = true);
    }

    boolean wanted() {
        return wanted;
    }

    /** Where positions are kept. Two stores never share a folder unless somebody says so. */
    Path state(Stores stores) {
        String given = state;
        if (given != null) {
            return Path.of(given);
        }
        String file = stores.file();
        if (file != null) {
            return Path.of(file + ".follow");
        }
        String name = stores.shown();
        return Path.of(
                "carom-data",
                name.replaceAll("[^A-Za-z0-9.-]+", "_") + "-"
                        + Integer.toHexString(name.toLowerCase(Locale.ROOT).hashCode()) + ".follow");
    }

    /** The logs by their absolute paths. Fails with {@link Wrong} when the command line does not go together. */
    List<Path> logs(List<String> words, boolean dry) {
        if (dry) {
            throw new Wrong(
                    "--follow keeps how far it has recorded, and --dry-run records nothing; leave one of them out");
        }
        Map<Path, Path> logs = new LinkedHashMap<>();
        for (String word : words) {
            if (word.equals(Tree.STDIN)) {
                throw new Wrong("--follow takes files, not standard input; leave out --follow to read `-` to its end");
            }
            Path log = Path.of(word);
            check(word, log);
            logs.putIfAbsent(log.toAbsolutePath().normalize(), log);
        }
        return new ArrayList<>(logs.values());
    }

    /** Fails with {@link Wrong} when --state or --from-end were given for nothing. */
    void checkUnwanted() {
        if (state != null || fromEnd) {
            throw new Wrong(
                    (state != null ? "--state" : "--from-end") + " belongs to --follow; add --follow or leave it out");
        }
    }

    /** Positions without the store that they speak of would pass over what the new store has not got. */
    void check(Stores stores) {
        Path folder = state(stores);
        if (stores.exists() || !Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> positions = Files.newDirectoryStream(folder, "*.position")) {
            if (positions.iterator().hasNext()) {
                throw new CaromException(
                        folder + " says how far logs are recorded in " + stores.shown()
                                + ", which is not there; bring the store back, or delete the folder to read the logs from their "
                                + "beginning",
                        null);
            }
        } catch (IOException e) {
            throw new CaromException(folder + ": " + Trouble.with(e), e);
        }
    }

    List<LogFollower> open(List<Path> logs, LogOptions options, Stores stores, Clock clock) {
        FollowOptions how = FollowOptions.keeping(state(stores)).withFromEnd(fromEnd);
        return logs.stream()
                .map(log -> LogFollower.of(log, options, how, clock))
                .toList();
    }

    private static void check(String word, Path log) {
        Path folder = log.toAbsolutePath().getParent();
        if (Files.isDirectory(log)) {
            throw new Wrong("--follow `" + word + "` is a folder; name the log in it");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new Wrong("--follow `" + word + "`: there is no folder " + folder + "; check the path");
        }
        try (InputStream in = Files.newInputStream(log)) {
            byte[] head = in.readNBytes(2);
            if (head.length == 2 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b) {
                throw new Wrong(
                        "--follow `" + word + "` is compressed and will not grow; leave out --follow to read it");
            }
        } catch (IOException e) {
            // Not there yet, or not readable: the follower says so and waits for it
        }
    }
}
