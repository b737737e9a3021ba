package io.carom.standalone.verb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carom.api.Event;
import io.carom.api.Input;
import io.carom.engine.policy.Policy;
import io.carom.engine.simulate.Gate;
import io.carom.engine.simulate.Simulation;
import io.carom.engine.simulate.SimulationReport;
import io.carom.engine.simulate.SimulationSettings;
import io.carom.intake.log.LogOptions;
import io.carom.intake.webhook.Webhooks;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.cli.Wrong;
import io.carom.standalone.feed.FeedOptions;
import io.carom.standalone.logging.Logging;
import io.carom.standalone.simulate.CaseText;
import io.carom.standalone.simulate.GivenHistory;
import io.carom.standalone.simulate.HtmlReport;
import io.carom.standalone.simulate.RecordedHistory;
import io.carom.standalone.simulate.TextReport;
import io.carom.standalone.simulate.XmlReport;
import io.carom.store.jdbc.JdbcJournal;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code simulate}: a history under two policies, and how they differ. Stores nothing; the history's times are the only clock. */
public final class SimulateVerb implements Verb {
    /** How the report is printed. */
    enum Shape {
        TABLE,
        JSON,
        HTML,
        JUNIT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Loudness loudness = new Loudness();
    private final Stores stores = new Stores();
    private final List<String> events = new ArrayList<>();
    private final List<Gate> gates = new ArrayList<>();
    private @Nullable Shape shape;
    private @Nullable String baseline;
    private @Nullable String candidate;
    private @Nullable Instant from;
    private @Nullable Instant to;
    private long seed = 1;
    private long samples = 3;
    private long threads = SimulationSettings.DEFAULT.threads();
    private @Nullable String wanted;
    private @Nullable String cases;
    private boolean asRecorded;
    private boolean vouched;

    @Override
    public String description() {
        return "Leads two policies through one history and reports where they decide otherwise, what that does to subscribers and "
                + "messages, and how each rule fares. What a policy changes also changes what comes next: mail that the candidate "
                + "would not have sent is left out, retries that only it makes are modelled on the history. Nothing is stored or done. "
                + "The exit status is 1 when a gate fails.";
    }

    @Override
    public void declare(Options options) {
        options.rest("[FILE...]", "more of the history, as behind --events", 0, Integer.MAX_VALUE)
                .value("--candidate", "DIR", "the policy folder to try", value -> candidate = value)
                .value(
                        "--baseline",
                        "DIR",
                        "the policy folder that the history was recorded under; the stock policy unless given",
                        value -> baseline = value)
                .value(
                        "--events",
                        "FILE...",
                        "the history: event files, mails, mail servers' logs, webhook bodies, folders of them, or -; in this order",
                        events::add);
        stores.declare(options, "takes the history from there");
        options.value(
                        "--from",
                        "TIME",
                        "from this instant on (2026-01-05 or with a time); what comes before warms histories and windows under the baseline",
                        value -> from = time("--from", value))
                .value("--to", "TIME", "before this instant", value -> to = time("--to", value))
                .value(
                        "--seed",
                        "N",
                        "decides what becomes of modelled retries; 1 unless given",
                        value -> seed = GenerateVerb.number("--seed", value, Long.MIN_VALUE))
                .value(
                        "--samples",
                        "N",
                        "examples of each kind of difference; 3 unless given, at most 1000",
                        value -> samples = GenerateVerb.number("--samples", value, 0))
                .value(
                        "--case",
                        "ID",
                        "opens one case instead of the report: both explanations side by side, whether or not they differ",
                        value -> wanted = value)
                .value(
                        "--cases",
                        "FILE",
                        "writes every case that differs there, one JSON line each",
                        value -> cases = value)
                .value(
                        "--threads",
                        "N",
                        "how many threads may work; 3 unless given. The report is the same",
                        value -> threads = GenerateVerb.number("--threads", value, 1))
                .flag("--as-recorded", "show the candidate every event and model nothing", () -> asRecorded = true)
                .value(
                        "--trust",
                        "operator|none",
                        "operator: you vouch for mails and webhook bodies, which anybody could have forged",
                        value -> vouched = ProcessVerb.trust(value))
                .value(
                        "--fail-if",
                        "CONDITION",
                        "a gate; may be given again: \"lost_subscribers > 0.5%\", \"changed(gmail.com) > 100\". There are "
                                + String.join(", ", Gate.names())
                                + "; .low and .high behind a name mean the end of its interval",
                        value -> gates.add(gate(value)))
                .choice(
                        "--format",
                        Shape.class,
                        "table for people (the default on a terminal), else json",
                        value -> shape = value)
                .example("carom simulate --candidate my-policy --events events.jsonl")
                .example("carom simulate --candidate my-policy --store carom-data/carom.db --format html > report.html")
                .example("carom simulate --candidate my-policy --events h.jsonl --fail-if \"lost_subscribers > 0.5%\"");
        loudness.declare(options);
    }

    private static Gate gate(String text) {
        try {
            return Gate.of(text);
        } catch (IllegalArgumentException e) {
            throw new Wrong("--fail-if: " + e.getMessage());
        }
    }

    private static Instant time(String option, String text) {
        try {
            return text.length() > 10
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new Wrong(option + " `" + text + "` is no time such as 2026-01-05 or 2026-01-05T10:00:00Z");
        }
    }

    @Override
    public int run(Shell shell, List<String> words) {
        events.addAll(words);
        check();
        loudness.apply(Logging.Level.ERROR);
        Notices notices = new Notices(shell, loudness.quiet());
        SimulationReport report;
        try (PrintStream caseFile = caseFile();
                Policy before = Policies.open(baseline);
                Policy after = Policies.open(candidate);
                Simulation simulation = Simulation.of(before, after, settings(notices, caseFile))) {
            if (events.isEmpty()) {
                try (JdbcJournal journal = stores.openToRead(shell.environment())) {
                    RecordedHistory.read(journal, to, input -> {
                        simulation.take(input);
                        return !shell.stop().asked();
                    });
                }
            } else {
                FeedOptions how = new FeedOptions(
                        Optional.empty(), () -> new Webhooks(shell.clock()), LogOptions.defaults(), vouched);
                new GivenHistory(shell, notices, input -> early(input, simulation))
                        .read(events, before.classifier(), how);
            }
            report = simulation.report();
        }
        notices.clear();
        if (shell.stop().asked()) {
            notices.say("stopped: the report is about the history up to " + report.to());
        }
        List<Gate.Verdict> verdicts =
                gates.stream().map(gate -> gate.judge(report)).toList();
        if (wanted != null) {
            return open(shell, report);
        }
        print(shell, notices, report, verdicts);
        return verdicts.stream().anyMatch(Gate.Verdict::failed) ? 1 : notices.status();
    }

    private SimulationSettings settings(Notices notices, @Nullable PrintStream caseFile) {
        SimulationSettings settings = SimulationSettings.DEFAULT
                .seed(seed)
                .asRecorded(asRecorded)
                .samples((int) samples)
                .threads((int) threads)
                .from(from)
                .wanted(wanted)
                .progress(taken -> notices.progress(taken, 0, "events"));
        return caseFile == null ? settings : settings.cases(one -> caseFile.print(one.json() + "\n"));
    }

    private @Nullable PrintStream caseFile() {
        try {
            return cases == null
                    ? null
                    : new PrintStream(new BufferedOutputStream(Files.newOutputStream(Path.of(cases))), false, UTF_8);
        } catch (IOException e) {
            throw new Wrong("--cases " + cases + " cannot be written: " + e.getMessage());
        }
    }

    private int open(Shell shell, SimulationReport report) {
        if (report.wanted() == null) {
            throw new Wrong(
                    "--case " + wanted
                            + ": this history has no such decision; ids stand under `samples` of --format json and in --cases FILE");
        }
        boolean table = shape == Shape.TABLE || (shape == null && shell.outTerminal());
        if (table) {
            CaseText.lines(report.wanted(), shell.width())
                    .forEach(line -> shell.out().print(line + "\n"));
        } else {
            shell.out().print(report.wanted().json() + "\n");
        }
        return 0;
    }

    private void early(Input input, Simulation simulation) {
        boolean late = to != null && input instanceof Event event && !event.at().isBefore(to);
        if (!late) {
            simulation.take(input);
        }
    }

    private void check() {
        if (candidate == null) {
            throw new Wrong("--candidate DIR is missing: the policy folder to try");
        }
        if (events.isEmpty() == (stores.named() == null)) {
            throw new Wrong("name the history: either --events FILE... or --store FILE|URL");
        }
        if (events.isEmpty() && !stores.exists()) {
            throw new Wrong("--store " + stores.shown() + ": there is nothing recorded there");
        }
        if (threads > 64) {
            throw new Wrong("--threads " + threads + " is more than 64");
        }
        if (samples > 1_000) {
            throw new Wrong("--samples " + samples + " is more than 1000");
        }
    }

    private void print(Shell shell, Notices notices, SimulationReport report, List<Gate.Verdict> verdicts) {
        Shape wanted = shape != null ? shape : shell.outTerminal() ? Shape.TABLE : Shape.JSON;
        switch (wanted) {
            case TABLE ->
                TextReport.lines(report, verdicts).forEach(line -> shell.out().print(line + "\n"));
            case JSON -> shell.out().print(report.json() + "\n");
            case HTML -> shell.out().print(HtmlReport.of(report, verdicts));
            case JUNIT -> shell.out().print(XmlReport.of(report, verdicts));
        }
        if (wanted != Shape.TABLE) {
            verdicts.forEach(verdict -> notices.say(verdict.told()));
        }
    }
}
