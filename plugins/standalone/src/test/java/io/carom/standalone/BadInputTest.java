package io.carom.standalone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carom.standalone.Program.Run;
import io.carom.store.jdbc.JdbcJournal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Input that is broken or hostile: one clear line with place and remedy, the rest goes on, nothing is half-written. */
class BadInputTest {
    @TempDir
    Path folder;

    private Path mails;
    private String store;

    @BeforeEach
    void begin() throws IOException {
        mails = Files.createDirectory(folder.resolve("mails"));
        store = folder.resolve("carom.db").toString();
        Files.copy(RoadTest.MAILS.resolve("gmail-01-user-unknown.eml"), mails.resolve("z-good.eml"));
    }

    private Run parse() {
        return Program.run("parse", mails.toString());
    }

    private void theGoodOneIsRead(Run run) {
        assertThat(run.out()).contains("\"file\":\"z-good.eml\",\"recipient\":\"quentin@people.example.com\"");
    }

    private static byte[] good() throws IOException {
        return Files.readAllBytes(RoadTest.MAILS.resolve("postfix-04-several-recipients.eml"));
    }

    @Test
    void an_empty_file_is_named_and_the_rest_is_read() throws IOException {
        Files.createFile(mails.resolve("empty.eml"));

        Run run = parse();

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.complaints()).containsExactly(mails.resolve("empty.eml") + ": is empty; nothing to read");
        theGoodOneIsRead(run);
    }

    @Test
    void a_truncated_mail_gives_what_is_there_and_never_fails() throws IOException {
        byte[] whole = good();
        for (int length = 1; length < whole.length; length += 97) {
            Files.write(mails.resolve("cut-" + length + ".eml"), Arrays.copyOf(whole, length));
        }

        Run run = parse();

        assertThat(run.status()).as(run.err()).isZero();
        theGoodOneIsRead(run);
    }

    @Test
    void binary_data_is_named_by_process_and_gives_no_record_in_parse() throws IOException {
        byte[] noise = new byte[200_000];
        new Random(7).nextBytes(noise);
        noise[0] = 0;
        Files.write(mails.resolve("noise.bin"), noise);

        Run run = parse();
        assertThat(run.status()).isZero();
        assertThat(run.lines()).hasSize(1);

        Run process = Program.run("process", "--trust", "operator", "--store", store, mails.toString());
        assertThat(process.status()).isEqualTo(1);
        assertThat(process.complaints())
                .contains(mails.resolve("noise.bin")
                        + ": is no mail, log, webhook body or event file (binary data); leave it out");
        assertThat(process.err()).contains("bad          1: " + mails.resolve("noise.bin"));
        assertThat(process.lines()).hasSize(1);
    }

    @Test
    void a_mail_of_50_MB_is_read_as_far_as_its_reports_go() throws IOException {
        ByteArrayOutputStream mail = new ByteArrayOutputStream(60 << 20);
        mail.write(good());
        byte[] line = "x".repeat(76).concat("\n").getBytes(UTF_8);
        while (mail.size() < 50_000_000) {
            mail.write(line);
        }
        Files.write(mails.resolve("huge.eml"), mail.toByteArray());

        Run run = parse();

        assertThat(run.status()).isZero();
        assertThat(run.lines()).hasSize(4);
        theGoodOneIsRead(run);
    }

    @Test
    void a_mail_of_ten_thousand_parts_and_one_of_ten_thousand_levels_are_read_in_bounds() throws IOException {
        String head =
                "From: MAILER-DAEMON@example.net\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"b%d\"\n\n";
        StringBuilder wide = new StringBuilder(String.format(head, 0));
        StringBuilder deep = new StringBuilder(String.format(head, 0));
        for (int i = 0; i < 10_000; i++) {
            wide.append("--b0\nContent-Type: text/plain\n\npart ").append(i).append('\n');
            deep.append("--b")
                    .append(i)
                    .append("\nContent-Type: multipart/mixed; boundary=\"b")
                    .append(i + 1)
                    .append("\"\n\n");
        }
        Files.writeString(mails.resolve("wide.eml"), wide + "--b0--\n");
        Files.writeString(mails.resolve("deep.eml"), deep);

        Run run = parse();

        assertThat(run.status()).isZero();
        theGoodOneIsRead(run);
    }

    @Test
    void a_charset_that_does_not_exist_or_does_not_fit_loses_no_report() throws IOException {
        String text = new String(good(), ISO_8859_1)
                .replace("charset=us-ascii", "charset=klingon-7")
                .replace("no such user here", "gel\u00f6scht \u00ff\u00fe");
        Files.write(mails.resolve("charset.eml"), text.getBytes(ISO_8859_1));

        Run run = parse();

        assertThat(run.status()).isZero();
        assertThat(run.lines()).hasSize(4);
    }

    @Test
    void what_cannot_be_opened_is_named_with_a_remedy() throws IOException {
        Files.createSymbolicLink(mails.resolve("dangling.eml"), mails.resolve("nowhere"));

        Run run =
                Program.run("parse", mails.toString(), folder.resolve("missing").toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.complaints())
                .containsExactly(
                        mails.resolve("dangling.eml") + ": there is no such file or folder; check the path",
                        folder.resolve("missing") + ": there is no such file or folder; check the path");
        theGoodOneIsRead(run);
    }

    @Test
    void a_file_that_breaks_off_while_it_is_read_is_named() throws IOException {
        Path breaking = Path.of("/proc/self/mem");
        assumeTrue(Files.exists(breaking), "only Linux has a file that opens and cannot be read");
        Files.createSymbolicLink(mails.resolve("breaking.eml"), breaking);

        Run run = parse();

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.complaints())
                .singleElement()
                .asString()
                .startsWith(mails.resolve("breaking.eml") + ": cannot be read (");
        theGoodOneIsRead(run);
    }

    @Test
    void a_circle_of_links_is_named_and_left() throws IOException {
        Path inner = Files.createDirectory(mails.resolve("inner"));
        Files.createSymbolicLink(inner.resolve("up"), mails);

        Run run = parse();

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.complaints())
                .containsExactly(inner.resolve("up")
                        + ": this link leads back to a folder above it; passed over, remove the link");
        assertThat(run.lines()).hasSize(1);
    }

    @Test
    void a_bad_line_of_an_event_file_is_named_with_file_and_line_and_the_rest_is_decided() throws IOException {
        Path events = folder.resolve("events.jsonl");
        String event =
                "{\"event\":\"bounce\",\"at\":\"2026-01-05T10:00:00Z\",\"recipient\":\"%s@example.com\",\"reply\":\"550 5.1.1 User unknown\"}\n";
        Files.writeString(
                events,
                String.format(event, "a")
                        + "not json\n\n{\"event\":\"bounce\"}\n{\"event\":\"bonce\",\"at\":\"2026-01-05T10:00:00Z\",\"recipient\":\"x@example.com\"}\n"
                        + String.format(event, "b"));

        Run decided = Program.run("decide", events.toString());
        Run processed = Program.run("process", "--store", store, events.toString());

        for (Run run : new Run[] {decided, processed}) {
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.lines()).hasSize(2);
            assertThat(run.complaints().subList(0, 3))
                    .satisfiesExactly(
                            line -> assertThat(line).startsWith(events + ":2: "),
                            line -> assertThat(line).startsWith(events + ":4: "),
                            line -> assertThat(line).startsWith(events + ":5: ").contains("bonce"));
        }
        assertThat(processed.err()).contains("bad          3: ");
    }

    @Test
    void a_broken_rule_is_shown_with_its_place_before_anything_is_stored() throws IOException {
        Path policy = folder.resolve("policy");
        Program.run("policy", "new", policy.toString());
        Files.writeString(
                policy.resolve("rules/broken.drl"),
                "package acme.action;\n\nrule \"acme/broken\"\n    @reason(\"Breaks\")\nwhen\n    Bounce(dsnCode == \"5.1.1\")\nthen\n    decide.keep();\nend\n");

        Run run = Program.run("process", "--policy", policy.toString(), "--store", store, mails.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains(policy + "/rules/broken.drl:6:", "Bounce has no field 'dsnCode'");
        assertThat(Path.of(store)).doesNotExist();

        Run check = Program.run("policy", "check", policy.toString());
        assertThat(check.status()).isEqualTo(1);
        assertThat(check.out()).contains("        Bounce(dsnCode == \"5.1.1\")\n               ^\n");
        Run json = Program.run("policy", "check", "--format", "json", policy.toString());
        assertThat(json.out())
                .startsWith(
                        "{\"problems\":[{\"file\":\"rules/broken.drl\",\"line\":6,\"col\":12,\"severity\":\"error\",\"code\":\"unknown-field\"");
    }

    @Test
    void a_policy_folder_that_is_none_says_how_to_make_one() {
        Run run = Program.run("decide", "--policy", mails.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.complaints())
                .singleElement()
                .asString()
                .contains(mails.toString(), "`carom policy new DIR` makes one");
    }

    @Test
    void a_new_policy_does_not_overwrite_what_is_there() {
        Run run = Program.run("policy", "new", mails.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.complaints())
                .singleElement()
                .asString()
                .contains("there is something already; name a new or empty folder");
    }

    @Test
    void a_store_that_another_process_has_open_takes_what_both_write() {
        try (JdbcJournal other = JdbcJournal.open(store)) {
            Run run = Program.run("process", "--store", store, mails.toString());

            assertThat(run.status()).as(run.err()).isZero();
            assertThat(other.reader().totals().events()).isPositive();
        }
    }

    @Test
    void a_store_that_is_no_database_a_folder_or_not_there_is_named() throws IOException {
        Path text = Files.writeString(
                folder.resolve("notes.txt"),
                "these are notes, no database at all, and more than a few bytes\n".repeat(20));

        assertThat(Program.run("process", "--store", text.toString(), mails.toString())
                        .complaints())
                .singleElement()
                .asString()
                .contains(text + ": ", "no SQLite database; use --store with another file");
        assertThat(Program.run("process", "--store", mails.toString(), mails.toString())
                        .complaints())
                .singleElement()
                .asString()
                .contains("a folder, not a store");
        assertThat(Program.run("log", "--store", folder.resolve("none.db").toString())
                        .complaints())
                .singleElement()
                .asString()
                .contains("there is no store; check --store, or run `carom process` first");
    }

    @Test
    void a_store_that_may_not_be_written_is_named() throws IOException {
        Program.run("process", "--store", store, mails.toString());
        assertThat(Path.of(store).toFile().setWritable(false)).isTrue();
        assumeFalse(Files.isWritable(Path.of(store)), "this user may write everywhere (root)");

        Run run = Program.run("process", "--store", store, mails.toString());

        assertThat(run.complaints())
                .singleElement()
                .asString()
                .contains("it is read-only; make the file and its folder writable");
    }

    @Test
    void a_webhook_body_of_nobody_is_named() throws IOException {
        Path body = Files.writeString(folder.resolve("body.json"), "{\"hello\": \"world\"}");

        Run run = Program.run("process", "--store", store, body.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.complaints().get(0))
                .isEqualTo(
                        body
                                + ": is no event file, and no known provider's reader finds an event in it; if it is a provider's request, name it with --provider");
    }
}
