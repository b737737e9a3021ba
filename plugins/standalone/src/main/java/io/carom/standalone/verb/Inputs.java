package io.carom.standalone.verb;

import io.carom.standalone.cli.LineSource;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.feed.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Opens what the command line names. Stateless. */
final class Inputs {
    /** The name of standard input. */
    static final String STDIN = "-";

    private Inputs() {}

    /** Takes a file's lines. */
    @FunctionalInterface
    interface Lines {
        /** The line at {@code place}; {@code dry} says that the next one may let us wait. Answers whether to go on. */
        boolean take(String line, String place, boolean dry);
    }

    /** The lines of several files and of the folders' files, in order; of standard input when none is named. */
    static void lines(List<String> names, Shell shell, Notices notices, Lines sink) {
        boolean[] on = {true};
        Lines until = (line, place, dry) -> on[0] = sink.take(line, place, dry);
        for (String name : names.isEmpty() ? List.of(STDIN) : names) {
            for (String file : name.equals(STDIN) ? List.of(name) : files(name, notices)) {
                if (on[0] && !shell.stop().asked()) {
                    lines(file, shell, notices, until);
                }
            }
        }
    }

    /** The file itself; of a folder the files below it, by name. */
    private static List<String> files(String name, Notices notices) {
        Path path = Path.of(name);
        if (!Files.isDirectory(path)) {
            return List.of(name);
        }
        try (Stream<Path> tree = Files.walk(path)) {
            return tree.filter(Files::isRegularFile)
                    .map(Path::toString)
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            notices.bad(name, Trouble.with(Objects.requireNonNullElse(e.getCause(), new IOException(e))));
        } catch (IOException e) {
            notices.bad(name, Trouble.with(e));
        }
        return List.of();
    }

    /** Hands over the lines of a file or of standard input, blank ones left out; what cannot be read is complained about. */
    static void lines(String name, Shell shell, Notices notices, Lines sink) {
        boolean standard = name.equals(STDIN);
        String shown = standard ? "stdin" : name;
        try (InputStream in = standard ? keepOpen(shell.in()) : Files.newInputStream(Path.of(name))) {
            LineSource lines = new LineSource(in);
            String line;
            while (!shell.stop().asked() && (line = lines.next()) != null) {
                String place = shown + ":" + lines.number();
                if (lines.tooLong()) {
                    notices.bad(place, "the line has more than " + (LineSource.LONGEST >> 20) + " MiB; split it");
                } else if (!line.isBlank() && !sink.take(line, place, lines.dry())) {
                    return;
                }
            }
        } catch (IOException e) {
            notices.bad(shown, Trouble.with(e));
        }
    }

    private static InputStream keepOpen(InputStream in) {
        return new java.io.FilterInputStream(in) {
            @Override
            public void close() {}

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return in.read(into, offset, length);
            }
        };
    }
}
