package io.carom.intake.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One file of a followed log while it is read: the log itself, or a rotated one, which may be compressed. For one thread. */
final class Followed implements Closeable {
    private final Path path;
    private final String key;
    private final boolean live;
    private final @Nullable FileChannel channel;
    private final @Nullable InputStream stream;
    private final byte[] head = new byte[Fingerprint.FULL];
    private int headLength;
    private long position;
    private @Nullable Fingerprint print;
    private final Instant changed;
    private @Nullable FileTime checked;

    private Followed(
            Path path,
            String key,
            boolean live,
            @Nullable FileChannel channel,
            @Nullable InputStream stream,
            Instant changed) {
        this.path = path;
        this.key = key;
        this.live = live;
        this.channel = channel;
        this.stream = stream;
        this.changed = changed;
    }

    /** Opens {@code path} at {@code offset} of its content. */
    static Followed open(Path path, boolean live, long offset) throws IOException {
        if (path.getFileName().toString().endsWith(".gz")) {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            InputStream in = LogSource.plain(Files.newInputStream(path));
            Followed file = new Followed(path, key(attributes), live, null, in, changed(attributes));
            file.skip(in, offset);
            return file;
        }
        while (true) {
            String before = key(Files.readAttributes(path, BasicFileAttributes.class));
            FileChannel opened = FileChannel.open(path, StandardOpenOption.READ);
            BasicFileAttributes after = Files.readAttributes(path, BasicFileAttributes.class);
            if (!before.equals(key(after))) {
                opened.close(); // rotated between the two looks
                continue;
            }
            Followed file = new Followed(path, before, live, opened, null, changed(after));
            file.headLength = readHead(opened, file.head, (int) Math.min(offset, Fingerprint.FULL));
            file.position = offset;
            opened.position(offset);
            return file;
        }
    }

    private void skip(InputStream in, long offset) throws IOException {
        headLength = in.readNBytes(head, 0, (int) Math.min(offset, Fingerprint.FULL));
        in.skipNBytes(offset - headLength);
        position = offset;
    }

    private static Instant changed(BasicFileAttributes attributes) {
        return attributes.lastModifiedTime().toInstant();
    }

    /** What tells the file apart on its file system, or empty where the platform has no such thing. */
    static String key(BasicFileAttributes attributes) {
        return attributes.fileKey() == null ? "" : attributes.fileKey().toString();
    }

    Path path() {
        return path;
    }

    String key() {
        return key;
    }

    boolean live() {
        return live;
    }

    Instant changed() {
        return changed;
    }

    /** The beginning of its content, as much as was read of it: what is in the file by now may be another content. */
    Fingerprint head() {
        Fingerprint known = print;
        if (known == null || known.length() < headLength) {
            known = Fingerprint.of(head, headLength);
            print = known;
        }
        return known;
    }

    /** Whether nothing of it was read. */
    boolean untouched() {
        return position == 0;
    }

    /** Whether nothing can come behind its end any more. */
    boolean compressed() {
        return stream != null;
    }

    int read(byte[] into, int offset, int length) throws IOException {
        int read = stream != null
                ? stream.read(into, offset, length)
                : channel == null ? -1 : channel.read(ByteBuffer.wrap(into, offset, length));
        if (read > 0) {
            if (headLength == position && headLength < Fingerprint.FULL) {
                int more = Math.min(read, Fingerprint.FULL - headLength);
                System.arraycopy(into, offset, head, headLength, more);
                headLength += more;
            }
            position += read;
        }
        return read;
    }

    /** Whether the file still is what was read, up to {@code offset}: not shortened, not written anew. */
    boolean intact(long offset) throws IOException {
        FileChannel open = channel;
        if (open == null) {
            return true;
        }
        long size = open.size();
        if (size < offset) {
            return false;
        }
        FileTime now = live && Files.exists(path) ? Files.getLastModifiedTime(path) : null;
        if (now != null && now.equals(checked) && size == offset) {
            return true;
        }
        checked = now;
        byte[] bytes = new byte[headLength];
        return readHead(open, bytes, headLength) == headLength
                && Arrays.equals(bytes, 0, headLength, head, 0, headLength);
    }

    private static int readHead(FileChannel channel, byte[] bytes, int length) throws IOException {
        ByteBuffer into = ByteBuffer.wrap(bytes, 0, length);
        while (into.hasRemaining()) {
            int read = channel.read(into, into.position());
            if (read < 0) {
                break;
            }
        }
        return into.position();
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
        if (stream != null) {
            stream.close();
        }
    }
}
