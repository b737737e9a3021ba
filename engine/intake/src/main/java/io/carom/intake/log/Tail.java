package io.carom.intake.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Looks at the ends of a file. */
final class Tail {
    private static final int LOOK = 1 << 20;

    private Tail() {}

    /** The byte behind the last line end; 0 when the last megabyte has none. */
    static long lastLineEnd(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            long from = Math.max(0, size - LOOK);
            ByteBuffer bytes = ByteBuffer.allocate((int) (size - from));
            int read = 0;
            while (bytes.hasRemaining() && read >= 0) {
                read = channel.read(bytes, from + bytes.position());
            }
            for (int i = bytes.position() - 1; i >= 0; i--) {
                if (bytes.get(i) == '\n') {
                    return from + i + 1;
                }
            }
            return 0;
        }
    }

    /** The first line, when it is not longer than 64 KiB. */
    static Optional<String> firstLine(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String head = new String(in.readNBytes(1 << 16), StandardCharsets.ISO_8859_1);
            int end = head.indexOf('\n');
            return end < 0
                    ? Optional.empty()
                    : Optional.of(head.substring(0, end).strip());
        }
    }
}
