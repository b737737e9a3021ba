package io.carom.standalone.demo;

import io.carom.api.CaromException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The sample mails, which stand in the program's own jar. Stateless. */
final class DemoMails {
    private static final String FOLDER = "/io/carom/standalone/demo/mails";

    private DemoMails() {}

    /** Copies the mails into {@code folder}; answers how many there are. Fails with {@link CaromException} when it cannot. */
    static int copyTo(Path folder) {
        URL mails = DemoMails.class.getResource(FOLDER);
        if (mails == null) {
            throw new CaromException("the program's jar has no sample mails; build it again", null);
        }
        try {
            URI uri = mails.toURI();
            if (!uri.getScheme().equals("jar")) {
                return copy(Path.of(uri), folder);
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return copy(jar.getPath(FOLDER), folder);
            }
        } catch (IOException | URISyntaxException e) {
            throw new CaromException(
                    "the sample mails cannot be copied to " + folder + " (" + e.getMessage()
                            + "); free some space there, or point -Djava.io.tmpdir elsewhere with CAROM_JAVA_OPTS",
                    e);
        }
    }

    private static int copy(Path from, Path to) throws IOException {
        List<Path> mails;
        try (Stream<Path> listing = Files.list(from)) {
            mails = listing.filter(mail -> mail.toString().endsWith(".eml"))
                    .sorted()
                    .toList();
        }
        for (Path mail : mails) {
            Files.copy(mail, to.resolve(String.valueOf(mail.getFileName())));
        }
        return mails.size();
    }
}
