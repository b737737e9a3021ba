package io.carom.store.jdbc;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A database's file as it begins: empty, which SQLite makes a database of, and readable to its owner only, for it will hold personal data. Stateless. */
final class OwnersFile {
    private OwnersFile() {}

    /** Makes it, unless it is there; where files have no such permissions, SQLite makes it. */
    static void create(Path file) throws IOException {
        if (Files.exists(file)
                || !file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            // Another process was faster
            return;
        }
    }
}
