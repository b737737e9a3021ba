package io.carom.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code process} into a file system of 2 MB: a mount of the test's own, in a name space that needs no rights. */
class FullStoreTest {
    private static final int EVENTS = 4_000;

    @TempDir
    Path folder;

    @BeforeEach
    void mountsAreAllowed() throws Exception {
        assumeTrue(run("unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", folder.toString()) == 0, "no mounts here");
    }

    @Test
    void a_store_that_is_full_ends_the_run_and_the_same_run_goes_through_when_there_is_space() throws Exception {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            events.add("{\"id\":\"e" + i + "\",\"event\":\"bounce\",\"at\":\"2026-11-28T10:00:00Z\",\"recipient\":\"u"
                    + i
                    + "@d" + i % 50 + ".example\",\"reply\":\"550 5.1.1 no such user " + i + "\",\"message\":\"<m" + i
                    + "@example.net>\"}");
        }
        Path input = Files.write(folder.resolve("events.jsonl"), events);
        Path disk = Files.createDirectory(folder.resolve("disk"));
        String carom = "\"$JAVA\" -XX:TieredStopAtLevel=1 -cp \"$CP\" io.carom.standalone.Main ";
        String store = " --store \"" + disk.resolve("carom.db") + "\"";
        Path script = Files.writeString(folder.resolve("script"), """
                mount -t tmpfs -o size=2m tmpfs '%1$s/disk' || exit 99
                cd '%1$s'
                %2$s process events.jsonl %3$s > first.out 2> first.err
                echo $? > first.status
                %2$s log --format csv %3$s > first.log 2>> first.err
                mount -o remount,size=64m '%1$s/disk' || exit 99
                %2$s process events.jsonl %3$s > second.out 2> second.err
                echo $? > second.status
                %2$s log --format csv %3$s > second.log 2>> second.err
                """.formatted(folder, carom, store));
        assertThat(run("unshare", "-rm", "sh", script.toString())).isZero();

        assertThat(Files.readString(folder.resolve("first.err"))).contains("the disk is full; free some space");
        assertThat(Files.readString(folder.resolve("first.status")).strip()).isNotEqualTo("0");
        List<String> recorded = ids("first.log");
        assertThat(recorded).hasSizeBetween(1, EVENTS - 1).doesNotHaveDuplicates();
        assertThat(Files.readString(folder.resolve("second.status")).strip())
                .as(Files.readString(folder.resolve("second.err")))
                .isEqualTo("0");
        assertThat(ids("second.log")).hasSize(EVENTS).doesNotHaveDuplicates().containsAll(new HashSet<>(recorded));
        assertThat(input).exists();
    }

    private List<String> ids(String log) throws IOException {
        return Files.readAllLines(folder.resolve(log)).stream()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(',')))
                .toList();
    }

    private int run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(folder.resolve("output").toFile());
        builder.environment().put("CP", System.getProperty("java.class.path"));
        builder.environment()
                .put(
                        "JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
        try {
            Process process = builder.start();
            assertThat(process.waitFor(15, TimeUnit.MINUTES)).isTrue();
            return process.exitValue();
        } catch (IOException e) {
            return -1;
        }
    }
}
