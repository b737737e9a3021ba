package io.carom.standalone.verb;

import io.carom.standalone.cli.LineSource;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.feed.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

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
