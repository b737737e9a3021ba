package io.carom.benchmarks.intake;

import com.sun.management.ThreadMXBean;
import io.carom.intake.classify.SignalClassifiers;
import io.carom.intake.mail.MailReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * Reading and classifying mails next to merely splitting them, in one run: both over the same mails, turn by turn, in CPU time of the
 * one thread, the best round of each. Usage: {@code MailSpeed [ROUNDS] FOLDER...}; every file of a folder whose name ends in
 * {@code .eml} is a mail, or every file when none does.
 */
public final class MailSpeed {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    /** A round goes over the mails so often that it takes tens of milliseconds, which the clock of a thread can tell. */
    private static final int BYTES_A_ROUND = 8_000_000;

    private MailSpeed() {}

    /** Measures and prints. */
    public static void main(String[] args) throws IOException {
        int from = args.length > 0 && args[0].matches("[0-9]+") ? 1 : 0;
        int rounds = from == 1 ? Integer.parseInt(args[0]) : 60;
        for (int i = from; i < args.length; i++) {
            List<byte[]> mails = mails(Path.of(args[i]));
            if (mails.isEmpty()) {
                throw new IllegalArgumentException(args[i] + " has no mails");
            }
            compare(args[i], mails, rounds);
        }
    }

    private static void compare(String name, List<byte[]> mails, int rounds) {
        MailReader reader = new MailReader(new SignalClassifiers().stock());
        ToIntFunction<byte[]> read = mail -> reader.read(mail).size();
        long bytes = mails.stream().mapToLong(mail -> mail.length).sum();
        int turns = (int) Math.max(1, BYTES_A_ROUND / bytes);
        long[] best = {Long.MAX_VALUE, Long.MAX_VALUE};
        long[] allocated = new long[2];
        for (int round = 0; round < rounds; round++) {
            best[0] = Math.min(best[0], time(mails, MailSpeed::split, turns, allocated, 0));
            best[1] = Math.min(best[1], time(mails, read, turns, allocated, 1));
        }
        double count = (double) mails.size() * turns;
        double split = best[0] / count / 1_000;
        double all = best[1] / count / 1_000;
        System.out.printf(
                Locale.ROOT,
                "%s: %d mails of %d bytes on average%n"
                        + "  split            %8.2f us a mail %9.0f a CPU second %8.0f bytes allocated%n"
                        + "  read + classify  %8.2f us a mail %9.0f a CPU second %8.0f bytes allocated%n"
                        + "  ratio            %8.2f%n",
                name,
                mails.size(),
                bytes / mails.size(),
                split,
                1e6 / split,
                allocated[0] / count,
                all,
                1e6 / all,
                allocated[1] / count,
                all / split);
    }

    private static long time(List<byte[]> mails, ToIntFunction<byte[]> work, int turns, long[] allocated, int slot) {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long start = THREADS.getCurrentThreadCpuTime();
        int sum = 0;
        for (int turn = 0; turn < turns; turn++) {
            for (byte[] mail : mails) {
                sum += work.applyAsInt(mail);
            }
        }
        long spent = THREADS.getCurrentThreadCpuTime() - start;
        allocated[slot] = THREADS.getCurrentThreadAllocatedBytes() - bytes;
        if (sum == Integer.MIN_VALUE) {
            throw new IllegalStateException("this sum only keeps the work from being left out");
        }
        return spent;
    }

    /** A header field: its name as it stands and its value, unfolded. */
    private record Field(String name, String value) {}

    /**
     * The header and the body of a mail, as any mail program needs them: each field's name and unfolded value as texts, and the body as
     * one text. Nothing is decoded, no parts are looked for, all line ends are known.
     */
    private static int split(byte[] mail) {
        List<Field> fields = new ArrayList<>();
        int at = 0;
        while (at < mail.length) {
            int end = lineEnd(mail, at);
            int next = afterLine(mail, end);
            if (end == at) {
                at = next;
                break;
            }
            int last = end;
            boolean folded = false;
            while (next < mail.length && (mail[next] == ' ' || mail[next] == '\t')) {
                folded = true;
                last = lineEnd(mail, next);
                next = afterLine(mail, last);
            }
            int colon = at;
            while (colon < end && mail[colon] != ':') {
                colon++;
            }
            if (colon < end) {
                int from = colon + 1;
                while (from < end && mail[from] == ' ') {
                    from++;
                }
                fields.add(
                        new Field(text(mail, at, colon), folded ? unfolded(mail, from, last) : text(mail, from, last)));
            }
            at = next;
        }
        return fields.size() + text(mail, at, mail.length).length();
    }

    private static String unfolded(byte[] mail, int from, int to) {
        byte[] value = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            byte b = mail[i];
            if (b != '\n' && b != '\r') {
                value[length++] = b;
            }
        }
        return text(value, 0, length);
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static int lineEnd(byte[] mail, int from) {
        int at = from;
        while (at < mail.length && mail[at] != '\n' && mail[at] != '\r') {
            at++;
        }
        return at;
    }

    private static int afterLine(byte[] mail, int end) {
        boolean two = end + 1 < mail.length && mail[end] == '\r' && mail[end + 1] == '\n';
        return Math.min(mail.length, two ? end + 2 : end + 1);
    }

    private static List<byte[]> mails(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.filter(Files::isRegularFile).sorted().toList();
            List<Path> named = all.stream()
                    .filter(file -> file.toString().endsWith(".eml"))
                    .toList();
            List<byte[]> mails = new ArrayList<>();
            for (Path file : named.isEmpty() ? all : named) {
                mails.add(Files.readAllBytes(file));
            }
            return mails;
        }
    }
}
