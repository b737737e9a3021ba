package io.carom.standalone.demo;

import io.carom.api.CaromException;
import io.carom.engine.Carom;
import io.carom.engine.policy.Policy;
import io.carom.spi.Journal;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.feed.Feed;
import io.carom.standalone.feed.FeedOptions;
import io.carom.standalone.record.Recorder;
import io.carom.standalone.record.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder of its own for one demo: the sample mails and a store. Close it to throw both away. For one thread. */
public final class Demo implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);

    private final Path folder;
    private final Path mails;
    private final int count;

    private Demo(Path folder, Path mails, int count) {
        this.folder = folder;
        this.mails = mails;
        this.count = count;
    }

    /** A new demo in the system's folder for temporary files. Fails with {@link CaromException} when there is no room. */
    public static Demo begin() {
        try {
            Path folder = Files.createTempDirectory("carom-demo-");
            Path mails = Files.createDirectory(folder.resolve("mails"));
            return new Demo(folder, mails, DemoMails.copyTo(mails));
        } catch (IOException e) {
            throw new CaromException(
                    "there is no place for the demo's files (" + e.getMessage()
                            + "); free some space in the folder for temporary files",
                    e);
        }
    }

    /** Where its store is to be, unless another is wanted. */
    public String store() {
        return folder.resolve("demo.db").toString();
    }

    /** Reads the mails, decides by {@code policy}, which is closed, and records in {@code journal}; answers a sentence for people. */
    public String process(Policy policy, Journal journal, Shell shell, Notices notices) {
        Tally tally;
        try (Carom carom = Carom.builder()
                .policy(policy)
                .journal(journal)
                .clock(shell.clock())
                .liveTimers(false)
                .build()) {
            Recorder recorder = new Recorder(carom, notices, shell.stop(), decision -> {});
            new Feed(policy.classifier(), FeedOptions.vouchedFor(shell.clock()), shell.clock(), recorder)
                    .readAll(List.of(mails.toString()), shell.in());
            tally = recorder.finish();
        }
        return String.format(
                Locale.ROOT,
                "%d sample mails in the shapes of Postfix, Exim, Exchange, Gmail, qmail and others were read just now, and "
                        + "the stock policy decided %d events in them. No mail was sent.",
                count,
                tally.recorded() + tally.recordedBefore());
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            LOG.warn("the demo's files stay behind in {}: {}", folder, e.getMessage());
        }
    }
}
