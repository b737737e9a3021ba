package io.carom.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/** Standard output as buffered UTF-8, which notices when its reader is gone. For one thread. */
final class Output {
    private final PrintStream stream;
    private final BufferedWriter writer;

    Output(Shell shell) {
        stream = shell.out();
        writer = new BufferedWriter(new OutputStreamWriter(stream, UTF_8), 1 << 16);
    }

    Output line(String text) {
        return print(text).print("\n");
    }

    Output print(String text) {
        try {
            writer.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    void flush() {
        try {
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        stream.flush();
    }

    /** A {@link PrintStream} swallows failures and keeps a mark. */
    boolean readerGone() {
        return stream.checkError();
    }
}
