package io.carom.standalone.feed;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Walks the files that a command line names, folders and Maildirs with all below them, in the order of their names. Links are followed,
 * but no folder is entered twice. For one thread.
 */
public final class Tree {
    /** Standard input. */
    public static final String STDIN = "-";

    private static final int DEEPEST = 100;

    private final Sink sink;
    private final Set<Path> entered = new HashSet<>();
    private final Deque<Path> above = new ArrayDeque<>();

    /** Takes what is found. */
    public interface Sink {
        /**
         * Takes a file.
         *
         * @param name its name relative to the folder that was given
         * @return whether to go on
         */
        boolean file(String name, Path file);

        /** Takes standard input; answers whether to go on. */
        boolean standardInput();

        /** Is told of what cannot be read. */
        void bad(String place, String why);
    }

    private Tree(Sink sink) {
        this.sink = sink;
    }

    /** Walks all of {@code given}, in its order. */
    public static void walk(List<String> given, Sink sink) {
        Tree tree = new Tree(sink);
        for (String name : given) {
            if (!tree.begin(name)) {
                return;
            }
        }
    }

    private boolean begin(String given) {
        if (given.equals(STDIN)) {
            return sink.standardInput();
        }
        try {
            Path path = Path.of(given);
            if (Files.isDirectory(path)) {
                return folder(path, path);
            }
            Path name = path.getFileName();
            return sink.file(name == null ? given : name.toString(), path);
        } catch (InvalidPathException e) {
            sink.bad(given, "is no name of a file (" + e.getReason() + "); check the path");
            return true;
        }
    }

    private boolean folder(Path top, Path folder) {
        List<Path> entries = new ArrayList<>();
        Path real;
        try {
            real = folder.toRealPath();
            if (!entered.add(real)) {
                if (above.contains(real)) {
                    sink.bad(
                            folder.toString(),
                            "this link leads back to a folder above it; passed over, remove the link");
                }
                return true;
            }
            if (above.size() == DEEPEST) {
                sink.bad(
                        folder.toString(),
                        "more than " + DEEPEST + " folders deep; name it on the command line to have it read");
                return true;
            }
            try (DirectoryStream<Path> listing = Files.newDirectoryStream(folder)) {
                listing.forEach(entries::add);
            }
        } catch (IOException | DirectoryIteratorException e) {
            sink.bad(folder.toString(), Trouble.with(e));
            return true;
        }
        entries.sort(null);
        above.push(real);
        try {
            return all(top, entries);
        } finally {
            above.pop();
        }
    }

    private boolean all(Path top, List<Path> entries) {
        boolean maildir = entries.stream().anyMatch(entry -> entry.endsWith("cur"))
                && entries.stream().anyMatch(entry -> entry.endsWith("new"));
        for (Path entry : entries) {
            boolean goOn = true;
            if (Files.isDirectory(entry)) {
                // What is being delivered into a Maildir is no mail yet
                goOn = (maildir && entry.endsWith("tmp")) || folder(top, entry);
            } else if (!passedOver(entry)) {
                goOn = sink.file(top.relativize(entry).toString().replace('\\', '/'), entry);
            }
            if (!goOn) {
                return false;
            }
        }
        return true;
    }

    /** Hidden files, a mail server's indexes, and what is no file: a socket would let us wait for ever. */
    private static boolean passedOver(Path entry) {
        String name = String.valueOf(entry.getFileName());
        return name.startsWith(".")
                || name.startsWith("dovecot")
                || (Files.exists(entry) && !Files.isRegularFile(entry));
    }
}
