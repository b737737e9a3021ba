package io.carom.standalone.doctor;

import io.carom.api.CaromException;
import io.carom.api.JournalException;
import io.carom.spi.Backlog;
import io.carom.spi.DeadLetter;
import io.carom.spi.Desk;
import io.carom.spi.Incident;
import io.carom.spi.Incidents;
import io.carom.spi.Journal;
import io.carom.spi.LogFilter;
import io.carom.spi.LogRow;
import io.carom.standalone.settings.HostSettings;
import io.carom.standalone.settings.Settings;
import io.carom.store.jdbc.JdbcJournal;
import io.carom.store.jdbc.JournalOptions;
import io.carom.store.jdbc.StoreHealth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The store: whether it can be read and written, is whole, has room, and what waits in it for too long. For one thread. */
final class StoreCheck {
    private static final String AREA = "store";
    private static final String QUEUES = "queues";
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final Duration DATABASE_SKEW = Duration.ofSeconds(5);
    private static final Duration LATE = Duration.ofHours(1);

    private final List<Finding> findings;
    private final Settings settings;
    private final Clock clock;

    StoreCheck(List<Finding> findings, Settings settings, Clock clock) {
        this.findings = findings;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Looks at one store.
     *
     * @param file its file, or null for a database server
     * @return what is in it, for people; empty when it cannot be read
     */
    String look(String store, @Nullable Path file, JournalOptions options) {
        if (file != null && !file(file)) {
            return "";
        }
        try (JdbcJournal journal = JdbcJournal.open(store, options.onlyReading())) {
            health(StoreHealth.of(store, options));
            clock(journal);
            journal.desk().ifPresent(desk -> queues(journal, desk));
            journal.incidents().ifPresent(this::incidents);
            return String.format(
                    Locale.ROOT,
                    "%,d events, %,d addresses",
                    journal.reader().totals().events(),
                    journal.addresses("", null));
        } catch (JournalException e) {
            findings.add(Finding.error(
                    AREA,
                    "unreadable",
                    SettingsCheck.first(e),
                    e.transientFault()
                            ? "see that the database runs and can be reached, then try again"
                            : "put right what is said; a backup can be restored with `carom backup --restore`"));
            return "";
        } catch (CaromException e) {
            findings.add(Finding.error(AREA, "unreadable", SettingsCheck.first(e), "put right what is said"));
            return "";
        }
    }

    private boolean file(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.exists(file)) {
            findings.add(Finding.error(
                    AREA,
                    "missing",
                    "there is no store " + file,
                    "check --store; `carom serve` and `carom process` make one"));
            return false;
        }
        if (!Files.isWritable(file) || folder == null || !Files.isWritable(folder)) {
            findings.add(Finding.error(
                    AREA, "read-only", file + " or its folder cannot be written by this user", "chown or chmod them"));
        }
        if (Rights.everybodyReads(file) && (folder == null || Rights.everybodyReads(folder))) {
            findings.add(Finding.warning(
                    AREA,
                    "readable",
                    file + " holds personal data, and everybody on this machine may read it",
                    "chmod 600 " + file + ", or chmod 700 its folder"));
        }
        try {
            long free = Files.getFileStore(file).getUsableSpace() >> 20;
            if (free < settings.limits().freeDiskMiB()) {
                findings.add(Finding.error(
                        "disk",
                        "full",
                        String.format(
                                Locale.ROOT,
                                "%,d MiB are free where %s is; less than the %,d of `limits.freeDiskMiB`",
                                free,
                                file,
                                settings.limits().freeDiskMiB()),
                        "make room, or set `retention`"));
            }
        } catch (IOException e) {
            findings.add(Finding.error(
                    "disk", "unknown", "the free space at " + file + " cannot be read", "check the disk"));
        }
        return true;
    }

    private void health(StoreHealth health) {
        String damage = health.damage();
        if (damage != null) {
            findings.add(Finding.error(
                    AREA,
                    "damaged",
                    "the database says: " + damage,
                    "stop all writers, keep the file, restore the last backup: `carom backup --restore`"));
        }
        Instant theirs = health.databaseTime();
        if (theirs != null && Duration.between(theirs, clock.instant()).abs().compareTo(DATABASE_SKEW) > 0) {
            findings.add(Finding.error(
                    "clock",
                    "skew",
                    "the database's clock says " + theirs + ", this machine's " + clock.instant(),
                    "run a time service (chrony, systemd-timesyncd) on both"));
        }
    }

    private void clock(Journal journal) {
        List<LogRow> newest = new ArrayList<>();
        LogFilter filter =
                new LogFilter(null, null, null, null, null, null, null, null, null, null, null, true, true, 1, 0);
        journal.reader().log(filter, newest::add);
        Instant now = clock.instant();
        if (!newest.isEmpty() && newest.get(0).at().isAfter(now.plus(SKEW))) {
            findings.add(Finding.error(
                    "clock",
                    "future",
                    "the newest event is of " + newest.get(0).at() + ", and here it is " + now,
                    "check this machine's clock, and the clock of whoever sent event "
                            + newest.get(0).id()));
        }
    }

    private void queues(Journal journal, Desk desk) {
        Instant now = clock.instant();
        Backlog backlog = desk.backlog();
        if (backlog.dead() > 0) {
            List<DeadLetter> first = desk.deadLetters(1, 0);
            findings.add(Finding.error(
                    QUEUES,
                    "dead-letters",
                    String.format(
                            Locale.ROOT,
                            "%,d actions were given up%s",
                            backlog.dead(),
                            first.isEmpty()
                                    ? ""
                                    : "; the oldest because: " + first.get(0).why()),
                    "put right what the host refuses, then `carom deadletters` sends them again"));
        }
        Instant oldest = backlog.oldest();
        boolean hosted = !HostSettings.NONE.equals(settings.host().type());
        if (hosted && backlog.waiting() > 0 && oldest != null && oldest.isBefore(now.minus(LATE))) {
            findings.add(Finding.error(
                    QUEUES,
                    "outbox-late",
                    String.format(
                            Locale.ROOT,
                            "%,d actions wait for the host, the oldest since %s",
                            backlog.waiting(),
                            oldest),
                    "see that `carom serve` runs and that the host answers; its log tells what it says"));
        }
        Instant late = now.minus(LATE);
        if (hosted && !journal.retriesDue(late, 1).isEmpty()) {
            findings.add(Finding.error(
                    QUEUES,
                    "retries-late",
                    "messages should have been sent again more than an hour ago",
                    "see that `carom serve` runs with this store"));
        }
        if (!journal.timersDue(late, 1).isEmpty()) {
            findings.add(Finding.error(
                    QUEUES,
                    "timers-late",
                    "held changes came due more than an hour ago, and nobody has decided them",
                    "run `carom serve` with this store"));
        }
    }

    private void incidents(Incidents incidents) {
        List<Incident> open = incidents.open("");
        if (!open.isEmpty()) {
            findings.add(Finding.warning(
                    "incidents",
                    "open",
                    open.size() + (open.size() == 1 ? " incident is" : " incidents are") + " open",
                    "`carom incidents` shows cause and advice"));
        }
        boolean held = open.stream()
                .anyMatch(
                        incident -> !incidents.held(incident.number(), null, 1).isEmpty());
        if (held) {
            findings.add(Finding.warning(
                    QUEUES,
                    "held",
                    "changes of subscribers are held for review",
                    "`carom incidents` releases or discards them"));
        }
    }
}
