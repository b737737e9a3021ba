package io.carom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One sound installation, and as many as there are faults to plant in it. */
class DoctorTest {
    private static final String SETTINGS = """
            server:
              tokens: {mta: "token-of-the-mta-0123"}
            sources:
              webhooks:
                mailgun: {keys: ["key-of-mailgun"]}
              mail: {maildirs: [bounces]}
            verp:
              domain: bounces.example.net
              keys: [{id: a, secret: "file:verp.key"}]
            """;
    private static final String EVENTS = """
            {"event":"sent","at":"2026-11-30T09:00:00Z","recipient":"ann@example.com","message":"<m1@example.net>"}
            {"event":"bounce","at":"2026-11-30T10:00:00Z","recipient":"ann@example.com","message":"<m1@example.net>","reply":"550 5.1.1 User unknown"}
            """;

    @TempDir
    Path folder;

    private Path settings;
    private Path store;
    private final List<String> more = new ArrayList<>();

    @BeforeEach
    void soundInstallation() throws IOException {
        settings = folder.resolve("carom.yml");
        store = folder.resolve("carom.db");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        write(settings, SETTINGS);
        write(folder.resolve("verp.key"), "0123456789abcdef0123456789abcdef\n");
        Files.createDirectories(folder.resolve("bounces/new"));
        Files.createDirectories(folder.resolve("bounces/cur"));
        write(folder.resolve("events.jsonl"), EVENTS);
        process("events.jsonl");
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private void process(String events) {
        Program.Run run = Program.run("process", folder.resolve(events).toString(), "--store", store.toString());
        assertThat(run.status()).as(run.err()).isZero();
    }

    private void settings(String from, String to) throws IOException {
        String changed = SETTINGS.replace(from, to);
        assertThat(changed).isNotEqualTo(SETTINGS);
        write(settings, changed);
    }

    private void sql(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                assertThat(statement.executeUpdate(one)).as(one).isPositive();
            }
        }
    }

    private Program.Run examine() {
        List<String> words = new ArrayList<>(List.of("doctor", "--store", store.toString(), "--format", "csv"));
        words.addAll(more);
        return Program.run(words.toArray(String[]::new));
    }

    @Test
    void a_sound_installation_gives_no_finding() {
        Program.Run run = examine();

        assertThat(run.lines()).containsExactly("level,area,code,message,remedy");
        assertThat(run.status()).isZero();
        assertThat(Program.atTerminal()
                        .with("doctor", "--store", store.toString())
                        .lines())
                .hasSize(3)
                .satisfies(lines -> assertThat(lines.get(0)).endsWith(": 2 events, 1 addresses"))
                .satisfies(lines -> assertThat(lines.get(1)).startsWith("policy  stock "))
                .satisfies(lines -> assertThat(lines.get(2)).isEqualTo("nothing is wrong"));
    }

    @Test
    void people_read_each_finding_with_its_remedy() throws IOException {
        settings("tokens:", "tokns:");

        assertThat(Program.atTerminal()
                        .with("doctor", "--store", store.toString())
                        .lines())
                .anyMatch(line -> line.startsWith("error: settings: ") && line.endsWith("there is no setting `tokns`"))
                .contains("    did you mean `tokens`?");
    }

    /** Plants a fault. */
    @FunctionalInterface
    interface Planting {
        void in(DoctorTest installation) throws Exception;
    }

    /** A fault, and the area and code that it is to be found under. */
    record Fault(String name, String level, String area, String code, Planting planting) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Fault error(String name, String area, String code, Planting planting) {
        return new Fault(name, "error", area, code, planting);
    }

    static Stream<Fault> faults() {
        return Stream.of(
                error(
                        "a setting that there is not",
                        "settings",
                        "unknown-setting",
                        at -> at.settings("tokens:", "tokns:")),
                error(
                        "a secret that the environment has not",
                        "settings",
                        "no-secret",
                        at -> at.settings("\"key-of-mailgun\"", "env:NOT_THERE")),
                error("a weak token", "settings", "weak-token", at -> at.settings("token-of-the-mta-0123", "short")),
                error(
                        "open to other machines without a token",
                        "settings",
                        "no-tokens",
                        at -> at.settings("  tokens: {mta: \"token-of-the-mta-0123\"}", "  address: 0.0.0.0")),
                error(
                        "secrets that everybody may read",
                        "keys",
                        "readable",
                        at -> Files.setPosixFilePermissions(at.settings, PosixFilePermissions.fromString("rw-r--r--"))),
                error(
                        "a key's file that everybody may read",
                        "keys",
                        "readable",
                        at -> Files.setPosixFilePermissions(
                                at.folder.resolve("verp.key"), PosixFilePermissions.fromString("rw-r--r--"))),
                new Fault(
                        "one secret for two things",
                        "warning",
                        "keys",
                        "shared",
                        at -> at.settings("key-of-mailgun", "token-of-the-mta-0123")),
                new Fault(
                        "a webhook that nobody signs",
                        "warning",
                        "keys",
                        "unsigned",
                        at -> at.settings("{keys: [\"key-of-mailgun\"]}", "{unsigned: true}")),
                error("a webhook of nobody", "settings", "no-provider", at -> at.settings("mailgun:", "mailgnu:")),
                error(
                        "a mapping that is not there",
                        "settings",
                        "no-mapping",
                        at -> at.settings("sources:", "sources:\n  mappings: [acme.yml]")),
                error(
                        "a Maildir that is none",
                        "settings",
                        "no-maildir",
                        at -> Files.delete(at.folder.resolve("bounces/new"))),
                error(
                        "a host without its plugin",
                        "host",
                        "no-plugin",
                        at -> at.settings("verp:", "host: {type: sendmail-2000}\nverp:")),
                error(
                        "a webhook that nobody answers",
                        "network",
                        "unreachable",
                        at -> at.settings(
                                "verp:",
                                "webhooks: [{name: crm, url: \"http://127.0.0.1:" + freePort()
                                        + "/\", key: some-key-of-the-crm, allow: [127.0.0.1/32]}]\nverp:")),
                error("no store", "store", "missing", at -> Files.delete(at.store)),
                error(
                        "a store of a newer program",
                        "store",
                        "unreadable",
                        at -> at.sql(
                                "update flyway_schema_history set \"version\" = '999' where installed_rank = (select max(installed_rank) "
                                        + "from flyway_schema_history)")),
                error("a store that is no database", "store", "unreadable", at -> write(at.store, "x".repeat(10_000))),
                error("a damaged store", "store", "damaged", DoctorTest::damage),
                new Fault("personal data that everybody may read", "warning", "store", "readable", at -> {
                    Files.setPosixFilePermissions(at.folder, PosixFilePermissions.fromString("rwxr-xr-x"));
                    Files.setPosixFilePermissions(at.store, PosixFilePermissions.fromString("rw-r--r--"));
                }),
                error(
                        "a disk that is nearly full",
                        "disk",
                        "full",
                        at -> at.settings("verp:", "limits: {freeDiskMiB: 2000000000}\nverp:")),
                error("an event of the future", "clock", "future", at -> {
                    write(at.folder.resolve("late.jsonl"), EVENTS.replace("2026-11-30", "2027-11-30"));
                    at.process("late.jsonl");
                }),
                error("a policy that does not compile", "policy", "unknown-field", at -> {
                    at.policy("rules/partners.drl", "domain", "domian");
                }),
                error("a policy that fails its own tests", "policy", "test-fails", at -> {
                    at.policy("tests/cases.yml", "of: 3", "of: 7");
                }),
                error(
                        "actions that were given up",
                        "queues",
                        "dead-letters",
                        at -> at.sql(
                                "insert into outbox (pos, action_key, scope, address, action, at, dead, last_error) "
                                        + "values (1, 'k', '', 'ann@example.com', '{\"type\":\"mark_bounced\"}', 1, 1, 'no such list')")),
                error(
                        "actions that wait too long",
                        "queues",
                        "outbox-late",
                        at -> at.sql("insert into outbox (pos, action_key, scope, address, action, at) "
                                + "values (1, 'k', '', 'ann@example.com', '{\"type\":\"mark_bounced\"}', 1)")),
                error(
                        "a held change that nobody decides",
                        "queues",
                        "timers-late",
                        at -> at.sql(
                                "insert into timer (scope, address, kind, due) values ('', 'ann@example.com', 'hold', 1)")),
                error(
                        "a retry that nobody sends",
                        "queues",
                        "retries-late",
                        at -> at.sql("insert into retry (scope, address, message, policy, attempt, of_all, due) "
                                + "values ('', 'ann@example.com', '<m1@example.net>', 'default', 1, 3, 1)")),
                error("a server that does not run", "server", "not-running", at -> {
                    at.settings("server:", "server:\n  port: " + freePort());
                    at.more.add("--running");
                }));
    }

    /** Takes away the page that the index of times begins with. */
    private void damage() throws Exception {
        long page;
        long size;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
                Statement statement = connection.createStatement()) {
            page = statement
                    .executeQuery("select rootpage from sqlite_master where name = 'event_at'")
                    .getLong(1);
            size = statement.executeQuery("pragma page_size").getLong(1);
        }
        try (RandomAccessFile file = new RandomAccessFile(store.toFile(), "rw")) {
            file.seek((page - 1) * size);
            file.write(new byte[(int) size]);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    /** A starter policy with one word exchanged. */
    private void policy(String file, String from, String to) throws IOException {
        Path policy = folder.resolve("my-policy");
        assertThat(Program.run("policy", "new", policy.toString()).status()).isZero();
        Path changed = policy.resolve(file);
        Files.writeString(changed, Files.readString(changed).replace(from, to));
        more.addAll(List.of("--policy", policy.toString()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void a_planted_fault_is_found(Fault fault) throws Exception {
        fault.planting().in(this);

        Program.Run run = examine();

        assertThat(run.lines())
                .as(run.err())
                .anyMatch(line -> line.startsWith(fault.level() + "," + fault.area() + "," + fault.code() + ","));
        assertThat(run.status()).isEqualTo(fault.level().equals("error") ? 1 : 0);
        assertThat(run.out()).doesNotContain("0123456789abcdef", "token-of-the-mta-0123", "key-of-mailgun");
    }
}
