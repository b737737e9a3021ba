package io.carom.engine.policy;

import io.carom.api.InputException;
import io.carom.spi.SourceFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files of a policy folder, and their digest. Reads only what belongs to a policy; follows no links out of the folder. */
final class PolicyFiles {
    private static final long LARGEST = 16L << 20;
    private static final int MOST = 20_000;
    private static final Set<String> FOLDERS = Set.of("rules", "scripts", "signals", "traps", "tests");

    private PolicyFiles() {}

    /** {@code policy.yml} and the files of the known sub-folders, sorted by path. */
    static List<SourceFile> read(Path folder) {
        if (!Files.isDirectory(folder)) {
            String remedy = Files.exists(folder)
                    ? "it is a file; name the folder that policy.yml is in"
                    : "there is no such folder; check the path";
            throw new InputException(folder.toString(), remedy, null);
        }
        List<SourceFile> files = new ArrayList<>();
        try (Stream<Path> tree = Files.walk(folder, 2)) {
            for (Path path : tree.sorted(Comparator.comparing(Path::toString)).toList()) {
                String relative = folder.relativize(path).toString().replace('\\', '/');
                if (belongs(relative) && Files.isRegularFile(path)) {
                    if (files.size() == MOST) {
                        throw new InputException(folder.toString(), "a policy has at most " + MOST + " files", null);
                    }
                    files.add(new SourceFile(relative, text(path)));
                }
            }
        } catch (IOException e) {
            throw new InputException(folder.toString(), "the folder cannot be read: " + e, e);
        }
        return files;
    }

    private static boolean belongs(String relative) {
        int slash = relative.indexOf('/');
        String name = relative.substring(slash + 1);
        boolean hidden = name.startsWith(".") || name.endsWith("~");
        return relative.equals("policy.yml")
                || (slash > 0 && !hidden && FOLDERS.contains(relative.substring(0, slash)));
    }

    private static String text(Path path) throws IOException {
        if (Files.size(path) > LARGEST) {
            throw new InputException(path.toString(), "the file is larger than 16 MiB", null);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InputException(path.toString(), "the file is not UTF-8", e);
        }
    }

    /** The first 64 bits of SHA-256 over paths and contents, in hex; the tests of a policy decide nothing and do not count. */
    static String digest(List<SourceFile> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (SourceFile file : files) {
                if (!file.path().startsWith("tests/")) {
                    byte[] text = file.text().getBytes(StandardCharsets.UTF_8);
                    digest.update((file.path() + "\n" + text.length + "\n").getBytes(StandardCharsets.UTF_8));
                    digest.update(text);
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
