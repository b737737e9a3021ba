package io.carom.intake.mime;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The scanner and jakarta.mail find the same leaf parts with the same bytes in sound mails and in mails changed at random. */
class SecondOpinionTest {
    private static final Session SESSION = Session.getInstance(new Properties());

    @Test
    void both_find_the_same_parts_in_sound_mails() throws Exception {
        int compared = 0;
        for (Path file : fixtures()) {
            byte[] mail = crlf(Files.readAllBytes(file));
            List<String> theirs = angus(mail);
            if (theirs != null) {
                assertThat(ours(mail)).as(file.toString()).isEqualTo(theirs);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(20);
    }

    @Test
    void both_find_the_same_parts_when_bodies_are_changed_at_random() throws Exception {
        long seed = 42;
        Random random = new Random(seed);
        int compared = 0;
        for (Path file : fixtures()) {
            for (int round = 0; round < 20; round++) {
                byte[] mail = crlf(Files.readAllBytes(file));
                int body = bodyStart(mail);
                for (int change = 0; change < 8; change++) {
                    int at = body + random.nextInt(Math.max(1, mail.length - body));
                    if (at < mail.length && mail[at] > ' ' && mail[at] != '-' && mail[at] != ':' && mail[at] != '=') {
                        mail[at] = (byte) ('a' + random.nextInt(26));
                    }
                }
                List<String> theirs = angus(mail);
                if (theirs != null) {
                    assertThat(ours(mail))
                            .as("%s, seed %d, round %d", file, seed, round)
                            .isEqualTo(theirs);
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(300);
    }

    private static List<Path> fixtures() throws Exception {
        Path folder =
                Path.of(Objects.requireNonNull(SecondOpinionTest.class.getResource("/io/carom/intake/mail/fixtures"))
                        .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".eml") && !file.endsWith("missing-boundary.eml"))
                    .sorted()
                    .toList();
        }
    }

    private static byte[] crlf(byte[] mail) {
        return new String(mail, StandardCharsets.ISO_8859_1)
                .replace("\r\n", "\n")
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int bodyStart(byte[] mail) {
        return new String(mail, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
    }

    private static List<String> ours(byte[] mail) {
        List<String> leaves = new ArrayList<>();
        collect(MimeScanner.scan(mail, MimeLimits.DEFAULT), leaves);
        return leaves;
    }

    private static void collect(MimePart part, List<String> leaves) {
        if (part.children().isEmpty()) {
            leaves.add(part.type() + "\n" + tidy(part.decoded()));
        } else if (part.type().startsWith("multipart/")) {
            part.children().forEach(child -> collect(child, leaves));
        } else {
            leaves.add(part.type());
        }
    }

    /** What jakarta.mail makes of it, or null when it gives up on the mail. */
    private static List<String> angus(byte[] mail) {
        List<String> leaves = new ArrayList<>();
        try {
            collect(new MimeMessage(SESSION, new ByteArrayInputStream(mail)), leaves);
            return leaves;
        } catch (MessagingException | IOException | RuntimeException givenUp) {
            return null;
        }
    }

    private static void collect(Part part, List<String> leaves) throws MessagingException, IOException {
        String said = Parameters.parse(part.getContentType()).value();
        String type = said.indexOf('/') < 0 ? "text/plain" : said;
        if (type.startsWith("multipart/")) {
            Multipart parts = part.getContent() instanceof Multipart multipart ? multipart : null;
            if (parts == null) {
                throw new MessagingException("no parts");
            }
            for (int i = 0; i < parts.getCount(); i++) {
                collect(parts.getBodyPart(i), leaves);
            }
        } else if (type.equals("message/rfc822")
                || type.equals("text/rfc822-headers")
                || type.equals("message/global-headers")) {
            leaves.add(type);
        } else {
            leaves.add(type + "\n" + tidy(part.getInputStream().readAllBytes()));
        }
    }

    private static String tidy(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
