package io.carom.standalone.verb;

import io.carom.engine.policy.Policy;
import io.carom.engine.readd.Readmitting;
import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.Readmission;
import io.carom.spi.Readmissions;
import io.carom.standalone.cli.Column;
import io.carom.standalone.cli.Format;
import io.carom.standalone.cli.JsonLine;
import io.carom.standalone.cli.Listing;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.cli.Wrong;
import io.carom.standalone.decision.Times;
import io.carom.standalone.logging.Logging;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code readd}: lets one address back, with the evidence that its owner wants the mail. */
public final class ReaddVerb implements Verb {
    private static final List<Column> COLUMNS = List.of(
            Column.of("id", "NO", 6).ofNumbers(),
            Column.csvOnly("at"),
            Column.tableOnly("time", "ASKED (UTC)", 16),
            Column.of("address", "ADDRESS", 36),
            Column.csvOnly("scope"),
            Column.of("was", "WAS", 12),
            Column.of("state", "STATE", 10),
            Column.of("who", "BY", 14),
            Column.csvOnly("why"),
            Column.of("decidedBy", "DECIDED BY", 14),
            Column.csvOnly("decidedAt"),
            Column.csvOnly("decidedWhy"),
            Column.of("evidence", "EVIDENCE", 8),
            Column.of("reference", "REFERENCE", 0));
    private static final int PAGE = 500;

    private final Loudness loudness = new Loudness();
    private final Stores stores = new Stores();
    private final SettingsOption settings = new SettingsOption();
    private final Acts acts = new Acts();
    private Readmission.@Nullable Evidence evidence;
    private @Nullable String reference;
    private @Nullable String policyFolder;
    private @Nullable Long approved;
    private @Nullable Long refused;
    private @Nullable Format format;
    private String scope = "";
    private boolean requests;
    private boolean all;

    @Override
    public String description() {
        return "Lets one address back that bounced or left, with the evidence that its owner confirmed. It is on trial then: the next "
                + "message is a probe, it counts as proven after the deliveries that the policy asks for (two), and the next bounce of its "
                + "own ends it. Whoever complained or hit a trap comes back only when a second operator approves. There is no way to do it "
                + "in bulk.";
    }

    @Override
    public void declare(Options options) {
        stores.declare(options, Stores.USUAL + " unless given");
        settings.declare(options);
        options.value(
                        "--evidence",
                        "form|mail",
                        "how the owner confirmed: by a form, or by a mail from that address",
                        value -> evidence = evidence(value))
                .value(
                        "--reference",
                        "TEXT",
                        "where the confirmation is recorded: the form's entry, the mail's Message-ID",
                        value -> reference = value)
                .value("--tenant", "NAME", "the tenant whose address it is", value -> scope = value)
                .value(
                        "--policy",
                        "DIR",
                        "the policy in force; the stock policy unless given",
                        value -> policyFolder = value)
                .flag("--requests", "list what waits for a second operator", () -> requests = true)
                .flag("--all", "list everything that was asked for", () -> all = true)
                .value(
                        "--approve",
                        "N",
                        "approve request N, as another person",
                        value -> approved = number("--approve", value))
                .value("--refuse", "N", "refuse request N", value -> refused = number("--refuse", value));
        acts.declare(options);
        options.choice("--format", Format.class, "how requests are listed", value -> format = value)
                .rest("[ADDRESS]", "whom", 0, Integer.MAX_VALUE)
                .example("carom readd bob@example.com --evidence form --reference 'entry 4711 of 2026-01-05'")
                .example("carom readd --requests")
                .example("carom readd --approve 3 --who eve --why 'talked to him'");
        loudness.declare(options);
    }

    @Override
    public int run(Shell shell, List<String> words) {
        loudness.apply(Logging.Level.WARN);
        Notices notices = new Notices(shell, loudness.quiet());
        if (words.size() > 1) {
            throw new Wrong(
                    "addresses are let back one at a time, each with its own evidence; `carom undo` reverses what a rule did");
        }
        boolean lists = requests || all;
        if (lists == (!words.isEmpty() || approved != null || refused != null)) {
            throw new Wrong("name one address, or --approve N, --refuse N, --requests or --all");
        }
        try (Stores.Opened opened = stores.desk(shell, !lists)) {
            if (lists) {
                list(shell, opened.journal().readmissions().orElseThrow());
            } else {
                tell(change(shell, opened, words, notices), shell, notices);
            }
        }
        return notices.status();
    }

    private Readmitting.Answer change(Shell shell, Stores.Opened opened, List<String> words, Notices notices) {
        try (ByHand hand = ByHand.open(settings.load(stores, shell), opened.journal(), shell)) {
            Readmitting.Answer answer = change(shell, opened, words, hand);
            hand.carryOut(notices);
            return answer;
        }
    }

    private Readmitting.Answer change(Shell shell, Stores.Opened opened, List<String> words, ByHand hand) {
        Act act = acts.act(shell);
        try (Policy policy = Policies.open(policyFolder)) {
            Readmitting readmitting = new Readmitting(opened.journal(), hand.amending(), policy);
            if (approved != null) {
                return readmitting.approve(approved, act);
            }
            if (refused != null) {
                return readmitting.refuse(refused, act);
            }
            if (evidence == null || reference == null) {
                throw new Wrong("an address comes back with evidence only: --evidence form|mail and --reference TEXT");
            }
            return readmitting.readd(AddressKey.of(scope, words.get(0)), evidence, reference, act);
        }
    }

    private static void tell(Readmitting.Answer answer, Shell shell, Notices notices) {
        if (answer.state() == Readmission.State.REFUSED) {
            notices.bad("", answer.words());
        } else {
            shell.out().print(answer.words() + "\n");
            shell.out().flush();
        }
    }

    private void list(Shell shell, Readmissions readmissions) {
        Readmission.State state = all ? null : Readmission.State.REQUESTED;
        try (Listing listing = Listing.of(shell, format, COLUMNS)) {
            long offset = 0;
            List<Readmission> page;
            do {
                page = readmissions.list(state, PAGE, offset);
                offset += page.size();
                for (Readmission one : page) {
                    Function<String, @Nullable String> cells = name -> cell(one, name);
                    listing.print(() -> json(cells), column -> cells.apply(column.name()));
                }
            } while (page.size() == PAGE && !shell.stop().asked());
        }
    }

    private static String json(Function<String, @Nullable String> cells) {
        return JsonLine.of(json -> {
            for (Column column : COLUMNS) {
                if (column.inCsv()) {
                    JsonLine.cell(json, column, cells.apply(column.name()));
                }
            }
        });
    }

    private static @Nullable String cell(Readmission one, String name) {
        Act decided = one.decided();
        return switch (name) {
            case "id" -> Long.toString(one.id());
            case "at" -> one.act().at().toString();
            case "time" -> Times.column(one.act().at());
            case "address" -> one.address().address();
            case "scope" -> one.address().scope();
            case "was" -> one.was().word();
            case "state" -> one.state().word();
            case "who" -> one.act().who();
            case "why" -> one.act().why();
            case "decidedBy" -> decided == null ? null : decided.who();
            case "decidedAt" -> decided == null ? null : decided.at().toString();
            case "decidedWhy" -> decided == null ? null : decided.why();
            case "evidence" -> one.evidence().word();
            case "reference" -> one.reference();
            default -> null;
        };
    }

    private static Readmission.Evidence evidence(String word) {
        return Readmission.Evidence.of(word.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new Wrong("--evidence `" + word + "` is neither form nor mail"));
    }

    private static long number(String option, String text) {
        return Typed.number(option, text);
    }
}
