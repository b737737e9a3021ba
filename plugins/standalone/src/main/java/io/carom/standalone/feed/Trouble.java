package io.carom.standalone.feed;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;

/** What keeps a file from being read, in words with the remedy. Stateless. */
public final class Trouble {
    private Trouble() {}

    /** The trouble behind {@code fault}. */
    public static String with(Exception fault) {
        if (fault instanceof DirectoryIteratorException && fault.getCause() instanceof IOException cause) {
            return with(cause);
        }
        if (fault instanceof NoSuchFileException) {
            return "there is no such file or folder; check the path";
        }
        if (fault instanceof AccessDeniedException) {
            return "this user may not read it; change its permissions or run as its owner";
        }
        if (fault instanceof FileSystemLoopException) {
            return "too many links lead in a circle; remove the link";
        }
        String message = fault.getMessage();
        if (message != null && message.contains("Is a directory")) {
            return "is a folder; name a file";
        }
        if (fault instanceof FileNotFoundException || message == null) {
            return "cannot be read (" + fault.getClass().getSimpleName() + "); check the path and its permissions";
        }
        return "cannot be read (" + message + "); check the file"
                + (fault instanceof IOException ? " and its disk" : "");
    }
}
