package io.carom.intake.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.intake.mime.MimeLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailFilesTest {
    private static final String FIRST =
            "From a@b.example Mon Jan  5 10:00:00 2026\nSubject: one\n\nFrom here it goes on.\n\nFrom there, too.\n\n";
    private static final String SECOND = "From c@d.example Tue Jan  6 11:00:00 2026\nSubject: two\n\nbody\n";

    @TempDir
    Path folder;

    private final List<String> mails = new ArrayList<>();
    private final List<String> bad = new ArrayList<>();
    private int most = Integer.MAX_VALUE;

    private final MailFiles.Sink sink = new MailFiles.Sink() {
        @Override
        public boolean mail(String file, byte[] mail) {
            mails.add(file + "|" + new String(mail, StandardCharsets.ISO_8859_1));
            return mails.size() < most;
        }

        @Override
        public void bad(String file, String why) {
            bad.add(file + "|" + why);
        }
    };

    @Test
    void an_mbox_is_cut_at_its_from_lines_only() throws IOException {
        Files.writeString(folder.resolve("box"), FIRST + SECOND);
        MailFiles.walk(folder, ReadLimits.DEFAULT, sink);
        assertThat(mails).containsExactly("box|" + body(FIRST), "box|" + body(SECOND));
    }

    @Test
    void a_file_that_is_named_like_those_of_dovecot_is_hidden_only_in_a_maildir() throws IOException {
        Files.createDirectories(folder.resolve("box/cur"));
        Files.createDirectories(folder.resolve("box/new"));
        Files.writeString(folder.resolve("box/dovecot-uidlist"), "1 V1");
        Files.writeString(folder.resolve("dovecot-quota.eml"), "Subject: x\n\n");
        MailFiles.walk(folder, ReadLimits.DEFAULT, sink);
        assertThat(mails).containsExactly("dovecot-quota.eml|Subject: x\n\n");
    }

    private static String body(String mail) {
        return mail.substring(mail.indexOf('\n') + 1);
    }

    @Test
    void an_mbox_with_other_line_ends_is_cut_the_same() throws IOException {
        for (String end : List.of("\r\n", "\r")) {
            mails.clear();
            byte[] box = (FIRST + SECOND).replace("\n", end).getBytes(StandardCharsets.US_ASCII);
            MailFiles.read(new ByteArrayInputStream(box), "-", ReadLimits.DEFAULT, sink);
            assertThat(mails)
                    .containsExactly(
                            "-|" + body(FIRST).replace("\n", end),
                            "-|" + body(SECOND).replace("\n", end));
        }
    }

    @Test
    void folders_and_maildirs_are_walked_by_name() throws IOException {
        for (String name :
                List.of("z.eml", "a/2.eml", "a/1.eml", "box/cur/m1:2,S", "box/new/m2", "box/tmp/half", "a/.hidden")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "Subject: x\n\n");
        }
        MailFiles.walk(folder, ReadLimits.DEFAULT, sink);
        assertThat(mails.stream().map(mail -> mail.substring(0, mail.indexOf('|'))))
                .containsExactly("a/1.eml", "a/2.eml", "box/cur/m1:2,S", "box/new/m2", "z.eml");
    }

    @Test
    void a_loop_of_links_ends() throws IOException {
        Files.createDirectories(folder.resolve("a"));
        Files.writeString(folder.resolve("a/1.eml"), "Subject: x\n\n");
        Files.createSymbolicLink(folder.resolve("a/again"), folder);
        MailFiles.walk(folder, ReadLimits.DEFAULT, sink);
        assertThat(mails).hasSize(1);
    }

    @Test
    void a_taker_may_stop_the_walk() throws IOException {
        Files.writeString(folder.resolve("box"), FIRST + SECOND + FIRST);
        most = 2;
        assertThat(MailFiles.walk(folder, ReadLimits.DEFAULT, sink)).isFalse();
        assertThat(mails).hasSize(2);
    }

    @Test
    void mails_are_cut_at_the_limit_and_the_next_one_is_found() throws IOException {
        ReadLimits limits = new ReadLimits(new MimeLimits(60, 5, 10, 20, 100), 10, 100, 10, 50);
        String box = FIRST + "x".repeat(100_000) + "\n\n" + SECOND;
        MailFiles.read(new ByteArrayInputStream(box.getBytes(StandardCharsets.US_ASCII)), "-", limits, sink);
        assertThat(mails).hasSize(2).allMatch(mail -> mail.length() <= 62);
        assertThat(mails.get(1)).contains("two");
    }

    @Test
    void a_stream_that_breaks_off_is_told_of() throws IOException {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }
        };
        assertThat(MailFiles.read(broken, "x", ReadLimits.DEFAULT, sink)).isTrue();
        assertThat(bad).containsExactly("x|the file cannot be read: the disk is gone");
        MailFiles.walk(folder.resolve("nowhere"), ReadLimits.DEFAULT, sink);
        assertThat(bad).hasSize(2);
    }
}
