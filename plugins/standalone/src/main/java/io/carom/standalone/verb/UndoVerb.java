package io.carom.standalone.verb;

import io.carom.engine.policy.Policy;
import io.carom.engine.undo.Choice;
import io.carom.engine.undo.UndoDesk;
import io.carom.engine.undo.UndoFigures;
import io.carom.engine.undo.UndoSelection;
import io.carom.engine.undo.UndoWorker;
import io.carom.engine.work.Worker;
import io.carom.spi.Act;
import io.carom.spi.Incident;
import io.carom.spi.UndoRun;
import io.carom.spi.Undos;
import io.carom.standalone.cli.Format;
import io.carom.standalone.cli.Listing;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.cli.Wrong;
import io.carom.standalone.logging.Logging;
import io.carom.standalone.undo.ListedDecisions;
import io.carom.standalone.undo.PreviewText;
import io.carom.standalone.undo.SelectionOptions;
import io.carom.standalone.undo.UndoCells;
import io.carom.store.jdbc.JdbcJournal;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code undo}: looks at decisions that changed subscribers, and reverses them. */
public final class UndoVerb implements Verb {
    private static final int SAMPLES = 5;

    private final Loudness loudness = new Loudness();
    private final Stores stores = new Stores();
    private final SettingsOption settings = new SettingsOption();
    private final Acts acts = new Acts();
    private final SelectionOptions selecting = new SelectionOptions();
    private @Nullable Format format;
    private @Nullable String policyFolder;
    private @Nullable String input;
    private @Nullable Long undone;
    private @Nullable Long resumed;
    private @Nullable Long stopped;
    private @Nullable Long shown;
    private boolean listing;
    private boolean onlyDiffering;
    private boolean applies;
    private boolean dry;
    private int batch = 200;
    private int perMinute = 12_000;

    @Override
    public String description() {
        return "Reverses decisions that changed subscribers. Without --apply it only shows what that would be: how many by rule, domain "
                + "and change, samples, and what today's policy would decide about each. All that is chosen is reversed while the address "
                + "still is what the decision made it; it is left when another decision or a person changed it since, when the address "
                + "bounced again otherwise, or its owner asked out meanwhile. With --only-differing what today's policy would decide the "
                + "same is left, too. Status, counters and promotion go back to what they were before the bounce was counted; the host is "
                + "told to take the address back. A run is stored with its rows: Ctrl-C stops it, --resume goes on, --run undoes it, and "
                + "choosing the same again changes nothing.";
    }

    @Override
    public void declare(Options options) {
        stores.declare(options, Stores.USUAL + " unless given");
        settings.declare(options);
        selecting.declare(options);
        options.value(
                        "--input",
                        "FILE|-",
                        "among those that this CSV names by row, event or recipient, or this list of addresses",
                        value -> input = value)
                .value("--run", "N", "what run N has done: the undo of an undo", value -> undone = run("--run", value))
                .flag("--only-differing", "only what today's policy would decide otherwise", () -> onlyDiffering = true)
                .value(
                        "--policy",
                        "DIR",
                        "today's policy; the stock policy unless given",
                        value -> policyFolder = value)
                .flag("--apply", "do it", () -> applies = true)
                .flag("--dry-run", "only look, as without --apply", () -> dry = true)
                .value(
                        "--batch",
                        "N",
                        "so many in one commit: 1 to 10000; 200 unless given",
                        value -> batch = (int) Math.max(1, Math.min(10_000, Typed.number("--batch", value))))
                .value(
                        "--rate",
                        "N",
                        "at most so many a minute; 12000 unless given, 0 for as fast as it goes",
                        value -> perMinute = Typed.count("--rate", value))
                .flag("--runs", "list the runs", () -> listing = true)
                .value("--show", "N", "print the rows of run N", value -> shown = run("--show", value))
                .value("--resume", "N", "go on with run N", value -> resumed = run("--resume", value))
                .value(
                        "--stop",
                        "N",
                        "stop run N, wherever it is carried out",
                        value -> stopped = run("--stop", value));
        acts.declare(options);
        options.choice(
                        "--format",
                        Format.class,
                        "table: figures and samples; else every decision or row",
                        value -> format = value)
                .rest("", "", 0, 0)
                .example("carom undo --domain example.com --code 5.1.1 --from 2026-01-05T22:00:00Z --to 2026-01-06")
                .example(
                        "carom undo --rule acme/too-eager --policy my-policy --only-differing --apply --why 'rule fixed'")
                .example("carom undo --incident 7 --format csv > chosen.csv")
                .example("carom undo --input chosen.csv --apply --rate 1000")
                .example("carom undo --run 3 --apply --why 'they were dead after all'");
        loudness.declare(options);
    }

    @Override
    public int run(Shell shell, List<String> words) {
        loudness.apply(Logging.Level.WARN);
        Notices notices = new Notices(shell, loudness.quiet());
        if (applies && dry) {
            throw new Wrong("--apply and --dry-run exclude each other");
        }
        boolean chooses = !listing && shown == null && stopped == null && resumed == null;
        if (chooses && undone == null && input == null && selecting.none()) {
            throw new Wrong("nothing says which decisions; `carom undo --help` lists what they can be chosen by");
        }
        boolean writes = applies || resumed != null || stopped != null;
        try (Stores.Opened opened = stores.desk(shell, writes)) {
            JdbcJournal journal = opened.journal();
            Undos undos = journal.undos().orElseThrow();
            if (listing) {
                runs(shell, undos);
            } else if (shown != null) {
                show(shell, undos, shown);
            } else if (stopped != null) {
                stop(shell, undos, stopped, notices);
            } else if (resumed != null) {
                resume(shell, journal, resumed, notices);
            } else {
                chosen(shell, journal, notices);
            }
        }
        return notices.status();
    }

    private void chosen(Shell shell, JdbcJournal journal, Notices notices) {
        ListedDecisions listed = input == null ? null : ListedDecisions.read(input, shell.in(), notices);
        UndoSelection selection =
                selecting.selection(incident(journal), listed == null ? null : (Integer) listed.size());
        if (undone != null && !selection.isEverything()) {
            throw new Wrong("--run means all that the run has done; it goes with no other choice");
        }
        try (Policy policy = Policies.open(policyFolder)) {
            UndoDesk desk = new UndoDesk(journal, policy);
            UndoDesk.Order order =
                    new UndoDesk.Order(selection, listed == null ? change -> true : listed, onlyDiffering);
            String words = undone == null ? selection.words() : "made by run " + undone;
            if (!applies) {
                preview(shell, desk, order, words, notices);
                return;
            }
            try (ByHand hand = ByHand.open(settings.load(stores, shell), journal, shell)) {
                Act act = acts.act(shell);
                long run = undone == null
                        ? desk.order(order, act, batch, perMinute)
                        : desk.orderUndoOf(existing(journal, undone), act, batch, perMinute);
                notices.say("run " + run + ": " + words);
                carryOut(shell, journal, run, hand, notices);
            }
        }
    }

    private @Nullable Incident incident(JdbcJournal journal) {
        Long number = selecting.incident();
        if (number == null) {
            return null;
        }
        return journal.incidents()
                .flatMap(incidents -> incidents.find(number))
                .orElseThrow(() -> new Wrong("there is no incident " + number + "; `carom incidents` lists them"));
    }

    private void preview(Shell shell, UndoDesk desk, UndoDesk.Order order, String words, Notices notices) {
        boolean table = Listing.resolve(shell, format) == Format.TABLE;
        UndoFigures figures = new UndoFigures(SAMPLES);
        try (Listing rows = table ? Listing.none(shell) : Listing.of(shell, format, UndoCells.CHOICES)) {
            Predicate<Choice> sink = choice -> {
                figures.add(choice);
                rows.print(
                        () -> UndoCells.json(UndoCells.CHOICES, name -> UndoCells.of(choice, name)),
                        column -> UndoCells.of(choice, column.name()));
                notices.progress(figures.chosen(), 0, "decisions");
                return !shell.stop().asked() && ((figures.chosen() & 255) != 0 || !rows.readerGone());
            };
            if (undone == null) {
                desk.choices(order, sink);
            } else {
                desk.choicesOfRun(undone, sink);
            }
        }
        notices.clear();
        List<String> lines = PreviewText.of(figures, words);
        if (table) {
            lines.forEach(line -> shell.out().print(line + "\n"));
            shell.out().flush();
        } else {
            notices.say(lines.get(0));
        }
        notices.say("nothing is changed; --apply does it");
    }

    private void carryOut(Shell shell, JdbcJournal journal, long run, ByHand hand, Notices notices) {
        Undos undos = journal.undos().orElseThrow();
        UndoWorker worker = new UndoWorker(journal, hand.amending());
        UndoRun now = undos.run(run).orElseThrow();
        while (now.state() == UndoRun.State.APPLYING) {
            if (shell.stop().asked()) {
                undos.become(run, List.of(UndoRun.State.APPLYING), UndoRun.State.STOPPED, acts.act(shell));
                break;
            }
            Worker.Step step = worker.step(run, shell.clock().instant());
            now = undos.run(run).orElseThrow();
            notices.progress((now.done() + now.left()) / 16 * 16, now.rows(), "decisions");
            if (now.state() == UndoRun.State.APPLYING && !step.rest().isZero()) {
                shell.stop().askedWithin(step.rest());
            }
        }
        notices.clear();
        hand.carryOut(notices);
        tell(undos.run(run).orElseThrow(), notices);
    }

    private static void tell(UndoRun run, Notices notices) {
        notices.say(String.format(
                Locale.ROOT,
                "run %d is %s: %,d reversed, %,d left, %,d wait",
                run.id(),
                run.state().word(),
                run.done(),
                run.left(),
                run.waiting()));
        if (run.state() == UndoRun.State.STOPPED) {
            notices.say("carom undo --resume " + run.id() + " goes on");
        }
        if (run.left() > 0) {
            notices.say("carom undo --show " + run.id() + " says why each was left");
        }
    }

    private void resume(Shell shell, JdbcJournal journal, long run, Notices notices) {
        Undos undos = journal.undos().orElseThrow();
        UndoRun found = undos.run(existing(journal, run)).orElseThrow();
        if (found.state() == UndoRun.State.PREPARING) {
            throw new Wrong("run " + run + " was cut off before all of its rows were chosen; choose anew");
        }
        try (ByHand hand = ByHand.open(settings.load(stores, shell), journal, shell)) {
            undos.become(run, List.of(UndoRun.State.STOPPED), UndoRun.State.APPLYING, acts.act(shell));
            carryOut(shell, journal, run, hand, notices);
        }
    }

    private void stop(Shell shell, Undos undos, long run, Notices notices) {
        boolean done = undos.become(run, List.of(UndoRun.State.APPLYING), UndoRun.State.STOPPED, acts.act(shell));
        if (!done) {
            notices.bad("run " + run, "is not being applied; --runs lists the runs");
        } else {
            tell(undos.run(run).orElseThrow(), notices);
        }
    }

    private void runs(Shell shell, Undos undos) {
        try (Listing rows = Listing.of(shell, format, UndoCells.RUNS)) {
            long offset = 0;
            List<UndoRun> page;
            do {
                page = undos.runs(SAMPLES * 100, offset);
                offset += page.size();
                page.forEach(run -> rows.print(
                        () -> UndoCells.json(UndoCells.RUNS, name -> UndoCells.of(run, words(run), name)),
                        column -> UndoCells.of(run, words(run), column.name())));
            } while (!page.isEmpty() && !shell.stop().asked());
        }
    }

    private static String words(UndoRun run) {
        return run.undoes() != null
                ? "undoes run " + run.undoes()
                : UndoSelection.of(run.selection()).words();
    }

    private void show(Shell shell, Undos undos, long run) {
        if (undos.run(run).isEmpty()) {
            throw new Wrong("there is no run " + run + "; --runs lists them");
        }
        try (Listing rows = Listing.of(shell, format, UndoCells.ROWS)) {
            undos.rows(run, null, row -> {
                rows.print(
                        () -> UndoCells.json(UndoCells.ROWS, name -> UndoCells.of(row, name)),
                        column -> UndoCells.of(row, column.name()));
                return !shell.stop().asked();
            });
        }
    }

    private static long existing(JdbcJournal journal, long run) {
        if (journal.undos().orElseThrow().run(run).isEmpty()) {
            throw new Wrong("there is no run " + run + "; --runs lists them");
        }
        return run;
    }

    private static long run(String option, String text) {
        return Typed.number(option, text);
    }
}
