package io.carom.intake.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The files that a log was rotated to: in its folder, the log's name with a dot or hyphen and a number or date behind it
 * ({@code mail.log.1.gz}, {@code mail.log-20260101}), also in front of its ending ({@code acct-2026-01-01.csv}). Immutable.
 */
final class Rotated {
    private static final int MOST = 10_000;

    private final Path log;

    Rotated(Path log) {
        this.log = log.toAbsolutePath();
    }

    /**
     * One of them.
     *
     * @param path where it is
     * @param key what tells it apart on its file system
     * @param changed when it was written last; gzip keeps that
     * @param size its size in bytes, compressed or not
     */
    record Copy(Path path, String key, Instant changed, long size) {
        boolean compressed() {
            return path.getFileName().toString().endsWith(".gz");
        }
    }

    /** All of them, oldest first; a compressed one is left out while its source is still there. */
    List<Copy> all() throws IOException {
        List<Copy> found = new ArrayList<>();
        String name = log.getFileName().toString();
        Path folder = log.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return found;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                folder, file -> named(name, file.getFileName().toString()))) {
            for (Path file : files) {
                String other = file.getFileName().toString();
                boolean readable = !other.endsWith(".gz")
                        || !Files.exists(file.resolveSibling(other.substring(0, other.length() - 3)));
                if (readable && found.size() < MOST) {
                    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                    if (attributes.isRegularFile()) {
                        found.add(new Copy(
                                file,
                                Followed.key(attributes),
                                attributes.lastModifiedTime().toInstant(),
                                attributes.size()));
                    }
                }
            }
        }
        found.sort(Comparator.comparing(Copy::changed)
                .thenComparing(copy -> -number(name, copy.path().getFileName().toString()))
                .thenComparing(copy -> copy.path().toString()));
        return found;
    }

    /** The number of {@code mail.log.2.gz}, of which the higher is the older; 0 for a date. */
    private static long number(String log, String other) {
        int at = log.length();
        return other.startsWith(log) && other.charAt(at) == '.' ? Fields.number(other, at + 1, 1_000_000) : 0;
    }

    private static boolean named(String log, String other) {
        if (numbered(log, other)) {
            return true;
        }
        int dot = log.lastIndexOf('.');
        String plain = other.endsWith(".gz") ? other.substring(0, other.length() - 3) : other;
        return dot > 0 && plain.endsWith(log.substring(dot)) && numbered(log.substring(0, dot), plain);
    }

    private static boolean numbered(String stem, String other) {
        int at = stem.length();
        return other.length() > at + 1
                && other.startsWith(stem)
                && (other.charAt(at) == '.' || other.charAt(at) == '-')
                && other.charAt(at + 1) >= '0'
                && other.charAt(at + 1) <= '9';
    }

    /**
     * The rotated file that holds the content which began as {@code head} and was read up to {@code offset}: the same file under its
     * new name, else the oldest of those after {@code last} whose content fits.
     */
    Optional<Copy> holding(Fingerprint head, String key, long offset, Instant last, List<Fingerprint> known)
            throws IOException {
        for (Copy copy : all()) {
            if (!key.isEmpty() && copy.key().equals(key) && fits(copy, head, offset)) {
                return Optional.of(copy);
            }
        }
        for (Copy copy : after(last, known)) {
            if (head.length() > 0 && fits(copy, head, offset)) {
                return Optional.of(copy);
            }
        }
        return Optional.empty();
    }

    private static boolean fits(Copy copy, Fingerprint head, long offset) {
        return (head.length() == 0 || head.begins(beginning(copy)))
                && (copy.compressed() ? reaches(copy, offset) : copy.size() >= offset);
    }

    /** The rotated files not written before {@code last}, oldest first, without those that hold what one of {@code known} is of. */
    List<Copy> after(Instant last, List<Fingerprint> known) throws IOException {
        List<Copy> later = new ArrayList<>();
        for (Copy copy : all()) {
            if (copy.changed().isBefore(last)) {
                continue;
            }
            byte[] beginning = beginning(copy);
            boolean seen = beginning.length == 0;
            for (Fingerprint head : known) {
                seen |= head.identifies(beginning);
            }
            if (!seen) {
                later.add(copy);
            }
        }
        return later;
    }

    private static boolean reaches(Copy copy, long offset) {
        try (InputStream in = LogSource.plain(Files.newInputStream(copy.path()))) {
            in.skipNBytes(offset);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The first bytes of its content; none when it cannot be read. */
    static byte[] beginning(Copy copy) {
        try {
            return Fingerprint.head(copy.path());
        } catch (IOException e) {
            return new byte[0]; // gone, or no whole gzip yet
        }
    }
}
