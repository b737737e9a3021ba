package io.carom.intake.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * How far a log was read, kept in a folder: a small file with the position, and one with what joins lines, which is written less
 * often. Each is written beside its place and then moved there, so that a kill leaves the one or the other whole. For one thread.
 */
final class LogPositions {
    private final Path folder;
    private final String stem;

    LogPositions(Path folder, Path log) {
        this.folder = folder;
        CRC32 crc = new CRC32();
        crc.update(log.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8));
        this.stem = log.getFileName() + "-" + Long.toHexString(crc.getValue());
    }

    /**
     * A position. Immutable.
     *
     * @param key what told the file apart on its file system
     * @param head how its content began
     * @param offset the byte of its content behind the last line whose events are recorded
     * @param line how many lines lie before it
     * @param joins which state of the joins belongs to it
     * @param joinsOffset the byte that the state of the joins stands at, not behind {@code offset}
     * @param joinsLine how many lines lie before that
     * @param rotated when the newest of the files that were rotated before was written last
     */
    record Position(
            String key,
            Fingerprint head,
            long offset,
            long line,
            int joins,
            long joinsOffset,
            long joinsLine,
            Instant rotated) {}

    /** The position saved last; empty when there is none. Fails when there is one that cannot be read. */
    Optional<Position> load() throws IOException {
        Path file = file();
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String text = Files.readString(file);
        int sum = text.lastIndexOf("sum=");
        if (sum < 0 || !text.substring(sum).strip().equals("sum=" + checksum(text.substring(0, sum)))) {
            throw new IOException(file + " is damaged: its checksum is wrong");
        }
        Map<String, String> values = new HashMap<>();
        text.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        try {
            return Optional.of(new Position(
                    values.getOrDefault("key", ""),
                    new Fingerprint(number(values, "headLength").intValue(), values.getOrDefault("headHash", "")),
                    number(values, "offset"),
                    number(values, "line"),
                    number(values, "joins").intValue(),
                    number(values, "joinsOffset"),
                    number(values, "joinsLine"),
                    Instant.parse(values.getOrDefault("rotated", ""))));
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    void save(Position position) throws IOException {
        String text = "key=" + position.key() + "\nheadLength="
                + position.head().length() + "\nheadHash=" + position.head().hash() + "\noffset=" + position.offset()
                + "\nline=" + position.line() + "\njoins=" + position.joins() + "\njoinsOffset="
                + position.joinsOffset() + "\njoinsLine=" + position.joinsLine() + "\nrotated="
                + position.rotated() + "\n";
        put(file(), (text + "sum=" + checksum(text) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    byte[] joins(int number) throws IOException {
        return Files.readAllBytes(joinsFile(number));
    }

    void saveJoins(int number, byte[] state) throws IOException {
        put(joinsFile(number), state);
    }

    /** Deletes the states of the joins that belong to no position any more: those below {@code first}. */
    void dropJoins(int first) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, stem + ".*.joins")) {
            for (Path file : files) {
                String number = file.getFileName().toString().substring(stem.length() + 1);
                if (Fields.number(number, 0, Integer.MAX_VALUE) < first) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private Path file() {
        return folder.resolve(stem + ".position");
    }

    private Path joinsFile(int number) {
        return folder.resolve(stem + "." + number + ".joins");
    }

    private static void put(Path file, byte[] bytes) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel out = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
            out.force(false);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Long number(Map<String, String> values, String name) {
        return Long.valueOf(values.getOrDefault(name, "missing " + name));
    }

    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }
}
