package io.carom.intake.mail;

import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Mails changed at random, spliced and repeated: no exception leaves the reader. The short run is fixed; the long one (tag
 * {@code long}) goes on for {@code -Dcarom.fuzz.seconds}, 300 by default, and prints the seed of what it finds.
 */
class MutatedMailTest {
    private static final byte[][] TOKENS = Stream.of(
                    "\r",
                    "\n",
                    "\r\n",
                    "\n\n",
                    ":",
                    "@",
                    "<",
                    ">",
                    "\"",
                    "--",
                    "=?utf-8?b?",
                    "?=",
                    "=",
                    "\0",
                    "\u001b$B",
                    "(",
                    "&#x",
                    "<style>",
                    "550 5.1.1 ",
                    "Final-Recipient: rfc822;",
                    "Content-Type: multipart/mixed; boundary=",
                    "Content-Transfer-Encoding: base64",
                    "From a Mon Jan 5 10:00:00 2026\n",
                    "\\x{",
                    "+40",
                    ">>> RCPT TO:<",
                    "<<< ",
                    "(expanded from: <",
                    "\n\nReceived: ",
                    "Feedback-Type: ")
            .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
            .toArray(byte[][]::new);
    private final MailReader reader = new MailReader(new CodesOnly());

    @Test
    void mails_changed_at_random_never_break_the_reader() throws Exception {
        List<byte[]> seeds = seeds();
        for (long seed = 0; seed < 4_000; seed++) {
            tryOne(seeds, seed);
        }
    }

    @Test
    @Tag("long")
    void mails_changed_at_random_for_minutes_never_break_the_reader() throws Exception {
        List<byte[]> seeds = seeds();
        long end = System.nanoTime()
                + Duration.ofSeconds(Integer.getInteger("carom.fuzz.seconds", 300))
                        .toNanos();
        for (long seed = 1_000_000; System.nanoTime() < end; seed++) {
            tryOne(seeds, seed);
        }
    }

    private void tryOne(List<byte[]> seeds, long seed) {
        Random random = new Random(seed);
        byte[] mail = seeds.get(random.nextInt(seeds.size()));
        for (int change = 1 + random.nextInt(6); change > 0; change--) {
            mail = changed(mail, seeds, random);
        }
        try {
            for (Report report : reader.read(mail)) {
                report.toEvent(io.carom.api.Proof.NONE, java.time.Instant.EPOCH);
                ReportJson.write(new java.io.StringWriter(), "x", report);
            }
        } catch (RuntimeException | StackOverflowError broken) {
            fail("seed " + seed, broken);
        }
    }

    private static byte[] changed(byte[] mail, List<byte[]> seeds, Random random) {
        int at = random.nextInt(mail.length + 1);
        int length = Math.min(random.nextInt(200), mail.length - at);
        byte[] middle = switch (random.nextInt(6)) {
            case 0 -> new byte[0];
            case 1 -> TOKENS[random.nextInt(TOKENS.length)];
            case 2 -> repeated(Arrays.copyOfRange(mail, at, at + Math.min(length, 40)), random.nextInt(50));
            case 3 -> slice(seeds.get(random.nextInt(seeds.size())), random);
            case 4 -> noise(random);
            default ->
                new String(mail, at, length, StandardCharsets.ISO_8859_1)
                        .replace('\n', '\r')
                        .getBytes(StandardCharsets.ISO_8859_1);
        };
        byte[] out = new byte[Math.min(200_000, mail.length - length + middle.length)];
        byte[] all = new byte[mail.length - length + middle.length];
        System.arraycopy(mail, 0, all, 0, at);
        System.arraycopy(middle, 0, all, at, middle.length);
        System.arraycopy(mail, at + length, all, at + middle.length, mail.length - at - length);
        System.arraycopy(all, 0, out, 0, out.length);
        return out;
    }

    private static byte[] repeated(byte[] piece, int times) {
        byte[] out = new byte[piece.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(piece, 0, out, i * piece.length, piece.length);
        }
        return out;
    }

    private static byte[] slice(byte[] other, Random random) {
        int from = random.nextInt(other.length);
        return Arrays.copyOfRange(other, from, Math.min(other.length, from + random.nextInt(2_000)));
    }

    private static byte[] noise(Random random) {
        byte[] noise = new byte[random.nextInt(60)];
        random.nextBytes(noise);
        return noise;
    }

    private static List<byte[]> seeds() throws Exception {
        List<byte[]> seeds = new ArrayList<>();
        try (Stream<Path> files = Files.list(FixtureTest.folder())) {
            for (Path file : files.filter(each -> each.toString().endsWith(".eml"))
                    .sorted()
                    .toList()) {
                seeds.add(Files.readAllBytes(file));
            }
        }
        return seeds;
    }
}
