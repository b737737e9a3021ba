package io.carom.standalone.verb;

import io.carom.engine.Amending;
import io.carom.engine.JournalAmending;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.host.Hosting;
import io.carom.standalone.settings.Settings;
import io.carom.store.jdbc.JdbcJournal;

/**
 * Changes that a person makes by the command line: what follows from them goes into the same outbox as what the road decides, and is
 * carried out before the verb ends. Close it before the journal. For one thread.
 */
final class ByHand implements AutoCloseable {
    private final JdbcJournal journal;
    private final Hosting hosting;
    private final Shell shell;

    private ByHand(JdbcJournal journal, Hosting hosting, Shell shell) {
        this.journal = journal;
        this.hosting = hosting;
        this.shell = shell;
    }

    /**
     * With the host and the outgoing webhooks that the settings name.
     *
     * @throws io.carom.api.CaromException when there is no such host: nothing is changed then
     */
    static ByHand open(Settings settings, JdbcJournal journal, Shell shell) {
        return new ByHand(journal, Hosting.open(settings, journal, shell.clock()), shell);
    }

    /** Where addresses are changed. */
    Amending amending() {
        return new JournalAmending(journal, hosting.isAny());
    }

    /** Carries out what follows, as far as that goes at once. */
    void carryOut(Notices notices) {
        if (!hosting.carryOut(journal, () -> shell.stop().asked())) {
            notices.say(
                    "some of what follows waits for the host; `carom serve` or the next `carom process` goes on with it");
        }
    }

    @Override
    public void close() {
        hosting.close();
    }
}
