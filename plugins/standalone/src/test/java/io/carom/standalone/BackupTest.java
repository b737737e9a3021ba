package io.carom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups, the audit and the plugins by the command line. */
class BackupTest {
    @TempDir
    Path folder;

    private String store;
    private String backup;

    @BeforeEach
    void record() throws IOException {
        store = folder.resolve("carom.db").toString();
        backup = folder.resolve("carom.backup").toString();
        Path events = Files.writeString(folder.resolve("events.jsonl"), """
                {"event":"bounce","at":"2026-11-30T10:00:00Z","recipient":"ann@example.com","reply":"550 5.1.1 User unknown"}
                {"event":"bounce","at":"2026-11-30T10:00:01Z","recipient":"bob@example.com","reply":"452 4.2.2 Mailbox full"}
                """);
        assertThat(Program.run("process", events.toString(), "--store", store).status())
                .isZero();
    }

    @Test
    void a_backup_is_written_verified_and_restored() {
        Program.Run taken = Program.atTerminal().with("backup", backup, "--store", store);
        assertThat(taken.status()).as(taken.err()).isZero();
        assertThat(taken.out()).contains("written and verified", "2 rows of the log", "2 addresses");

        assertThat(Program.run("backup", "--verify", backup, "--store", store).out())
                .contains("\"last\":2", "\"event\":2");

        String restored = folder.resolve("restored.db").toString();
        assertThat(Program.run("backup", "--restore", backup, "--store", restored)
                        .status())
                .isZero();
        assertThat(Program.run("log", "--store", restored).out())
                .isEqualTo(Program.run("log", "--store", store).out());
    }

    @Test
    void wrong_use_says_what_is_right() throws IOException {
        assertThat(Program.run(
                                "backup",
                                backup,
                                "--store",
                                folder.resolve("none.db").toString())
                        .err())
                .contains("there is no store");
        assertThat(Program.run("backup", "--restore", backup).status()).isEqualTo(2);
        assertThat(Program.run("backup", "--restore", "--verify", backup).status())
                .isEqualTo(2);
        Files.writeString(Path.of(backup), "x");
        assertThat(Program.run("backup", backup, "--store", store).err()).contains("is there already");
        assertThat(Program.run("backup", "--verify", backup).status()).isEqualTo(1);
    }

    @Test
    void what_was_changed_by_hand_is_told_with_who_and_why() throws IOException {
        Path addresses = Files.writeString(folder.resolve("addresses.txt"), "ann@example.com\n");
        assertThat(Program.run(
                                "subscribers",
                                "--set",
                                "unsubscribed",
                                "--addresses",
                                addresses.toString(),
                                "--who",
                                "olga",
                                "--why",
                                "she called",
                                "--store",
                                store)
                        .status())
                .isZero();

        Program.Run run = Program.run("log", "--audit", "--store", store);

        assertThat(run.lines())
                .singleElement()
                .asString()
                .contains("\"who\":\"olga\"", "\"why\":\"she called\"", "\"what\":\"subscribers\"");
        assertThat(Program.atTerminal().with("log", "--audit", "--store", store).out())
                .contains("olga", "she called");
    }

    @Test
    void what_is_installed_is_listed() {
        Program.Run run = Program.run("plugins", "--format", "csv");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.lines())
                .anyMatch(line -> line.startsWith("store,sqlite,"))
                .anyMatch(line -> line.startsWith("store,postgresql,"))
                .anyMatch(line -> line.startsWith("rules,"))
                .anyMatch(line -> line.startsWith("scripts,"))
                .anyMatch(line -> line.startsWith("reading,"));
    }
}
