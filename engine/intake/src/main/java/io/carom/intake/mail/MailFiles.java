package io.carom.intake.mail;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Hands over the mails in files, folders, Maildirs and mbox files, one at a time, in the order of their names. Memory is bounded by
 * one mail's cap and one folder's names, whatever the size of an mbox file. Links are followed, but no folder is entered twice. For one
 * thread.
 */
public final class MailFiles {
    private static final int DEEPEST = 100;
    private static final int LONGEST_FROM_LINE = 300;

    private final int cap;
    private final Sink sink;
    private final Set<Object> entered = new HashSet<>();

    /** Takes the mails. */
    public interface Sink {
        /**
         * Takes one mail.
         *
         * @param file its file's name relative to the given folder, with forward slashes
         * @param mail its bytes, at most as many as the cap
         * @return whether to go on
         * @throws IOException when the taker cannot write what it makes of it: the walk ends with it
         */
        boolean mail(String file, byte[] mail) throws IOException;

        /** Is told of a file or folder that could not be read; the walk goes on. */
        void bad(String file, String why);
    }

    private MailFiles(int cap, Sink sink) {
        this.cap = cap;
        this.sink = sink;
    }

    /**
     * Walks {@code given}, a file or a folder.
     *
     * @return whether the sink wanted all of it
     * @throws IOException only what the sink throws
     */
    public static boolean walk(Path given, ReadLimits limits, Sink sink) throws IOException {
        MailFiles files = new MailFiles(limits.mime().bytes(), sink);
        if (Files.isDirectory(given)) {
            return files.folder(given, given, 0);
        }
        Path name = given.getFileName();
        return files.file(given, name == null ? given.toString() : name.toString());
    }

    /** Reads a stream that holds one mail or an mbox; {@code name} is what to call it. */
    public static boolean read(InputStream in, String name, ReadLimits limits, Sink sink) throws IOException {
        return new MailFiles(limits.mime().bytes(), sink).stream(in, name);
    }

    private boolean folder(Path top, Path folder, int depth) throws IOException {
        List<Path> entries = new ArrayList<>();
        try {
            if (depth > DEEPEST || !entered.add(folder.toRealPath())) {
                return true;
            }
            try (DirectoryStream<Path> listing = Files.newDirectoryStream(folder)) {
                listing.forEach(entries::add);
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException unreadable) {
            sink.bad(relative(top, folder), "the folder cannot be read: " + unreadable.getMessage());
            return true;
        }
        entries.sort(null);
        boolean maildir = entries.stream().anyMatch(entry -> entry.endsWith("cur"))
                && entries.stream().anyMatch(entry -> entry.endsWith("new"));
        for (Path entry : entries) {
            boolean goOn = true;
            if (Files.isDirectory(entry)) {
                goOn = (maildir && entry.endsWith("tmp")) || folder(top, entry, depth + 1);
            } else if (Files.isRegularFile(entry) && !hidden(entry, maildir)) {
                goOn = file(entry, relative(top, entry));
            }
            if (!goOn) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is none of a person's files: beside the folders of a Maildir, Dovecot keeps its own. */
    private static boolean hidden(Path entry, boolean maildir) {
        Path name = entry.getFileName();
        return name != null
                && (name.toString().startsWith(".")
                        || (maildir && name.toString().startsWith("dovecot")));
    }

    private static String relative(Path top, Path entry) {
        return top.relativize(entry).toString().replace('\\', '/');
    }

    private boolean file(Path file, String name) throws IOException {
        InputStream in;
        try {
            in = Files.newInputStream(file);
        } catch (IOException unreadable) {
            sink.bad(name, "the file cannot be read: " + unreadable.getMessage());
            return true;
        }
        try (in) {
            return stream(in, name);
        }
    }

    private boolean stream(InputStream raw, String name) throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw, 1 << 16);
        in.mark(8);
        byte[] start;
        try {
            start = in.readNBytes(5);
            in.reset();
        } catch (IOException unreadable) {
            sink.bad(name, "the file cannot be read: " + unreadable.getMessage());
            return true;
        }
        if (start.length == 0) {
            return true;
        }
        if (isFrom(start, start.length)) {
            return new Mbox(in, name).read();
        }
        byte[] mail;
        try {
            mail = in.readNBytes(cap);
        } catch (IOException unreadable) {
            sink.bad(name, "the file cannot be read: " + unreadable.getMessage());
            return true;
        }
        return sink.mail(name, mail);
    }

    private static boolean isFrom(byte[] line, int length) {
        return length >= 5 && line[0] == 'F' && line[1] == 'r' && line[2] == 'o' && line[3] == 'm' && line[4] == ' ';
    }

    /** Cuts an mbox into mails at From lines, which follow a blank line, carry a date, and belong to no mail. For one file. */
    private final class Mbox {
        private final InputStream in;
        private final String name;
        private final ByteArrayOutputStream mail = new ByteArrayOutputStream();
        private final byte[] line = new byte[LONGEST_FROM_LINE];
        private int lineLength;
        private boolean afterBlank = true;

        Mbox(InputStream in, String name) {
            this.in = in;
            this.name = name;
        }

        boolean read() throws IOException {
            int previous = -1;
            while (true) {
                int b;
                try {
                    b = in.read();
                } catch (IOException unreadable) {
                    sink.bad(name, "the file breaks off: " + unreadable.getMessage());
                    b = -1;
                }
                boolean ends = b == '\n' || b == -1 || (previous == '\r' && b != '\r');
                boolean crOnly = previous == '\r' && b != '\n' && b != -1;
                if (crOnly && !lineDone()) {
                    return false;
                }
                if (b == -1) {
                    return (lineLength == 0 || lineDone()) && flush();
                }
                put(b);
                if (ends && !crOnly && !lineDone()) {
                    return false;
                }
                previous = b;
            }
        }

        private void put(int b) {
            if (lineLength < line.length) {
                line[lineLength] = (byte) b;
            } else {
                if (lineLength == line.length) {
                    keep(line.length);
                }
                if (mail.size() < cap) {
                    mail.write(b);
                }
            }
            lineLength++;
        }

        private void keep(int length) {
            mail.write(line, 0, Math.max(0, Math.min(length, cap - mail.size())));
        }

        /** Ends a line; begins the next mail when it is a From line. */
        private boolean lineDone() throws IOException {
            boolean goOn = true;
            int held = Math.min(lineLength, line.length);
            if (lineLength <= line.length) {
                if (afterBlank && isFrom(line, held) && dated(held)) {
                    goOn = flush();
                } else if (mail.size() < cap) {
                    keep(held);
                }
            }
            afterBlank = blank(held);
            lineLength = 0;
            return goOn;
        }

        private boolean blank(int length) {
            for (int i = 0; i < length; i++) {
                if (line[i] != '\r' && line[i] != '\n') {
                    return false;
                }
            }
            return lineLength <= line.length;
        }

        /** {@code 12:30} and four digits of a year somewhere behind: what a From line has and a sentence has not. */
        private boolean dated(int length) {
            boolean time = false;
            int digits = 0;
            boolean year = false;
            for (int i = 5; i < length; i++) {
                boolean digit = line[i] >= '0' && line[i] <= '9';
                time |= line[i] == ':'
                        && i + 2 < length
                        && line[i - 1] >= '0'
                        && line[i - 1] <= '9'
                        && line[i + 1] >= '0'
                        && line[i + 1] <= '9';
                digits = digit ? digits + 1 : 0;
                year |= digits == 4;
            }
            return time && year;
        }

        private boolean flush() throws IOException {
            if (mail.size() == 0) {
                return true;
            }
            byte[] bytes = mail.toByteArray();
            mail.reset();
            return sink.mail(name, bytes);
        }
    }
}
