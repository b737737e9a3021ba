package io.carom.standalone.serve;

import io.carom.api.CaromException;
import io.carom.api.Event;
import io.carom.api.JournalException;
import io.carom.engine.work.Worker;
import io.carom.intake.mail.MailReader;
import io.carom.intake.verp.ProvenReports;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the mails that are delivered into a Maildir, as they arrive: each is read in {@code new}, decided and made durable, then moved to
 * {@code cur} as seen. A mail that was decided but not moved, because the machine went down between, is found again and counts once.
 */
final class MaildirWorker implements Worker {
    private static final Logger LOG = LoggerFactory.getLogger(MaildirWorker.class);
    private static final int AT_ONCE = 100;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final Path folder;
    private final Readers readers;
    private final Acceptance acceptance;
    private final ProvenReports proven;
    private final int mostBytes;

    MaildirWorker(Path folder, Readers readers, Acceptance acceptance, ProvenReports proven, int mostMiB) {
        this.folder = folder;
        this.readers = readers;
        this.acceptance = acceptance;
        this.proven = proven;
        this.mostBytes = mostMiB << 20;
    }

    @Override
    public String name() {
        return "maildir-" + folder.getFileName();
    }

    @Override
    public Step step(Instant now) {
        List<Path> mails = new ArrayList<>();
        boolean more = false;
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder.resolve("new"))) {
            for (Path mail : found) {
                if (mails.size() == AT_ONCE) {
                    more = true;
                    break;
                }
                if (Files.isRegularFile(mail)
                        && !String.valueOf(mail.getFileName()).startsWith(".")) {
                    mails.add(mail);
                }
            }
            mails.sort(null);
            MailReader reader = readers.current();
            for (Path mail : mails) {
                take(reader, mail);
            }
        } catch (IOException e) {
            throw new IllegalStateException(folder + " is no Maildir that can be read and written: " + e, e);
        }
        return new Step(mails.size(), more ? 1 : 0, more ? Duration.ZERO : LOOK_EVERY);
    }

    private void take(MailReader reader, Path mail) throws IOException {
        Instant received = Files.getLastModifiedTime(mail).toInstant();
        byte[] bytes;
        try (InputStream in = Files.newInputStream(mail)) {
            // Of a mail that is too large, the beginning says what there is to say
            bytes = in.readNBytes(mostBytes);
        }
        List<Event> events = proven.events(reader.read(bytes), List.of(), received);
        String flags = "S";
        try {
            acceptance.take(events);
        } catch (JournalException e) {
            throw e;
        } catch (CaromException e) {
            // It would fail each time: put aside, so that the others are not kept waiting
            LOG.error("{} cannot be decided and is put aside as flagged: {}", mail, e.getMessage());
            flags = "FS";
        }
        Path seen = folder.resolve("cur").resolve(mail.getFileName() + ":2," + flags);
        Files.move(mail, seen, StandardCopyOption.ATOMIC_MOVE);
        LOG.debug("{}: {} events", mail, events.size());
    }
}
