package io.carom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signed return paths by the command line, and what a mail proves that comes to one. */
class VerpTest {
    private static final String MAIL = """
            Return-Path: <>
            Delivered-To: %s
            From: MAILER-DAEMON@mx.example.com
            To: %1$s
            Subject: Undelivered Mail Returned to Sender
            Date: Mon, 30 Nov 2026 09:59:00 +0000
            Message-ID: <%s@mx.example.com>
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="b"

            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.com

            Final-Recipient: rfc822; %s
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 User unknown

            --b--
            """;

    @TempDir
    Path folder;

    private String store;

    @BeforeEach
    void settings() throws IOException {
        store = folder.resolve("carom.db").toString();
        Files.writeString(folder.resolve("carom.yml"), """
                verp:
                  domain: bounces.example.net
                  keys:
                    - {id: b, secret: "fedcba98765432100123456789abcdef"}
                    - {id: a, secret: "0123456789abcdef0123456789abcdef"}
                """);
    }

    private String make(String recipient, String... more) {
        String[] words = new String[6 + more.length];
        System.arraycopy(new String[] {"verp", "make", recipient, "--store", store, "--format=csv"}, 0, words, 0, 6);
        System.arraycopy(more, 0, words, 6, more.length);
        Program.Run run = Program.run(words);
        assertThat(run.status()).as(run.err()).isZero();
        return run.lines().get(1).split(",")[0].replace("'", "");
    }

    @Test
    void what_is_made_is_found_genuine() {
        Program.Run made = Program.atTerminal().with("verp", "make", "bob@example.com", "--store", store);
        assertThat(made.lines())
                .hasSize(1)
                .first()
                .asString()
                .matches("b\\+b-[0-9a-z]{3}-[a-z2-7]{16}-bob=example.com@bounces.example.net");

        Program.Run checked = Program.run("verp", "check", made.lines().get(0), "--store", store);

        assertThat(checked.status()).isZero();
        assertThat(checked.lines())
                .singleElement()
                .asString()
                .contains(
                        "\"verdict\":\"genuine\"",
                        "\"recipient\":\"bob@example.com\"",
                        "\"key\":\"b\"",
                        "\"lastDay\":\"2026-12-15\"");
    }

    @Test
    void an_older_key_can_be_named_and_is_still_good() {
        String made = make("bob@example.com", "--key", "a");

        assertThat(made).startsWith("b+a-");
        assertThat(Program.run("verp", "check", made, "--store", store).status())
                .isZero();
    }

    @Test
    void a_key_need_not_stand_in_the_settings() throws IOException {
        Files.writeString(folder.resolve("verp.key"), "a key of more than sixteen letters\n");
        String key = "k:@" + folder.resolve("verp.key");
        String made =
                make("bob@example.com", "--key", key, "--domain", "example.org", "--layout", "hyphen", "--days", "1");

        assertThat(made).startsWith("b-k-").endsWith("-bob=example.com@example.org");
        assertThat(Program.run("verp", "check", made, "--store", store, "--key", key)
                        .status())
                .isZero();
        assertThat(Program.run("verp", "check", made, "--store", store).status())
                .isEqualTo(1);
    }

    @Test
    void the_recipient_that_a_return_path_has_no_room_for_is_found_among_the_recorded_ones() {
        String longer = "a.person.with.quite.a.long.name@a.department.of.example.com";
        Program.piped("{\"event\":\"sent\",\"at\":\"2026-11-30T10:00:00Z\",\"recipient\":\"" + longer
                        + "\",\"message\":\"<m1@example.net>\"}\n")
                .with("process", "--store", store, "-");
        String made = make(longer);
        assertThat(made).doesNotContain("person");

        Program.Run found = Program.run("verp", "check", made, "--store", store);
        assertThat(found.status()).isZero();
        assertThat(found.lines())
                .singleElement()
                .asString()
                .contains("\"verdict\":\"genuine\"", "\"recipient\":\"" + longer + "\"");

        String unknown = make("another." + longer);
        Program.Run run = Program.run("verp", "check", unknown, "--store", store);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("it names no recipient");
    }

    @Test
    void a_changed_one_is_refused_with_status_1() {
        Program.Run run =
                Program.run("verp", "check", make("eve@example.com").replace("eve=", "bob="), "--store", store);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.lines()).singleElement().asString().contains("\"verdict\":\"forged\"");
    }

    @Test
    void addresses_are_read_from_standard_input() {
        Program.Run run = Program.piped("bob@example.com\n\nno address\nann@example.com\n")
                .with("verp", "make", "-", "--store", store);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.lines()).hasSize(2);
        assertThat(run.complaints()).singleElement().asString().contains("`no address` is no address");
    }

    @Test
    void wrong_use_says_what_is_right() {
        assertThat(Program.run("verp", "mak", "bob@example.com", "--store", store)
                        .status())
                .isEqualTo(2);
        assertThat(Program.run("verp", "make", "--store", store).err()).contains("no address");
        assertThat(Program.run(
                                "verp",
                                "make",
                                "bob@example.com",
                                "--store",
                                folder.resolve("x/y.db").toString(),
                                "--domain",
                                "example.org")
                        .err())
                .contains("there is no key");
    }

    @Test
    void mails_to_signed_return_paths_change_subscribers_and_others_wait_for_review() throws IOException {
        Path mails = Files.createDirectory(folder.resolve("mails"));
        Files.writeString(
                mails.resolve("1.eml"), String.format(MAIL, make("bob@example.com"), "r1", "bob@example.com"));
        Files.writeString(
                mails.resolve("2.eml"), String.format(MAIL, "b@bounces.example.net", "r2", "ann@example.com"));
        Files.writeString(
                mails.resolve("3.eml"), String.format(MAIL, make("eve@example.com"), "r3", "ida@example.com"));

        Program.Run run = Program.run("process", mails.toString(), "--store", store);

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(Program.run("log", "--proof", "verp", "--store", store).out())
                .contains("bob@example.com", "\"to\":\"bounced\"")
                .doesNotContain("ann@", "ida@");
        assertThat(Program.run("log", "--proof", "none", "--store", store).lines())
                .hasSize(2)
                .allMatch(line -> line.contains("\"subscriber\":null"));
        assertThat(Program.atTerminal()
                        .with("log", "--proof", "none", "--limit", "1", "--store", store)
                        .complaints())
                .singleElement()
                .asString()
                .startsWith("1 to 1 of 2 rows; --limit 0 for all, --after ");
        assertThat(Program.run("log", "--proof", "nothing", "--store", store).status())
                .isEqualTo(2);
    }
}
