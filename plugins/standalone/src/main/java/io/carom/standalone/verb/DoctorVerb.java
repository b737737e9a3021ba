package io.carom.standalone.verb;

import io.carom.standalone.cli.Column;
import io.carom.standalone.cli.Format;
import io.carom.standalone.cli.JsonLine;
import io.carom.standalone.cli.Listing;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.cli.Text;
import io.carom.standalone.doctor.Doctor;
import io.carom.standalone.doctor.Finding;
import io.carom.standalone.logging.Logging;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code doctor}: what is wrong with this installation, each with a remedy. */
public final class DoctorVerb implements Verb {
    private static final List<Column> COLUMNS = List.of(
            Column.of("level", "LEVEL", 8),
            Column.of("area", "AREA", 10),
            Column.csvOnly("code"),
            Column.of("message", "WHAT IS WRONG", 72),
            Column.of("remedy", "WHAT TO DO", 0));

    private final Loudness loudness = new Loudness();
    private final Stores stores = new Stores();
    private final SettingsOption settings = new SettingsOption();
    private @Nullable Format format;
    private @Nullable String policyFolder;
    private boolean offline;
    private boolean running;

    @Override
    public String description() {
        return "Looks over settings, keys, store, disk, clock, policy, host, queues, and the server where one runs, and says what is wrong "
                + "and what to do about it. Changes nothing. The status is 1 when there is an error.";
    }

    @Override
    public void declare(Options options) {
        settings.declare(options);
        stores.declare(options, Stores.USUAL + " unless given");
        options.value(
                        "--policy",
                        "DIR",
                        "the policy folder; as in carom.yml, else the stock policy",
                        value -> policyFolder = value)
                .flag("--running", "a server has to run by these settings", () -> running = true)
                .flag("--offline", "ask nobody on the network", () -> offline = true)
                .choice("--format", Format.class, "how findings are printed", value -> format = value)
                .rest("", "", 0, 0)
                .example("carom doctor")
                .example("carom doctor --running --format json");
        loudness.declare(options);
    }

    @Override
    public int run(Shell shell, List<String> words) {
        loudness.apply(Logging.Level.ERROR);
        String file = stores.file();
        Doctor.Examination examination = new Doctor(shell.clock(), shell.environment(), offline, running)
                .examine(
                        settings.file(stores),
                        stores.name(),
                        file == null ? null : Path.of(file),
                        stores.options(shell.environment()),
                        policyFolder == null ? null : Path.of(policyFolder));
        boolean people = Listing.resolve(shell, format) == Format.TABLE;
        if (people) {
            tell(shell, "store ", stores.shown(), examination.store());
            tell(shell, "policy", "", examination.policy());
            tell(shell, "server", "", examination.server());
        }
        if (people) {
            tell(shell, examination.findings());
        } else {
            try (Listing listing = Listing.of(shell, format, COLUMNS)) {
                for (Finding finding : examination.findings()) {
                    listing.print(() -> json(finding), column -> cell(finding, column.name()));
                }
            }
        }
        return examination.findings().stream().anyMatch(finding -> finding.level() == Finding.Level.ERROR) ? 1 : 0;
    }

    /** Two lines each: a remedy is to be read to its end. */
    private static void tell(Shell shell, List<Finding> findings) {
        if (findings.isEmpty()) {
            shell.out().print("nothing is wrong\n");
        }
        for (Finding finding : findings) {
            shell.out()
                    .print(Text.oneLine(finding.level().word() + ": " + finding.area() + ": " + finding.message())
                            + "\n");
            shell.out().print("    " + Text.oneLine(finding.remedy()) + "\n");
        }
    }

    private static void tell(Shell shell, String what, String name, String said) {
        String line = (name + (name.isEmpty() || said.isEmpty() ? "" : ": ") + said).strip();
        if (!line.isEmpty()) {
            shell.out().print(what + "  " + line + "\n");
        }
    }

    private static String json(Finding finding) {
        return JsonLine.of(json ->
                COLUMNS.forEach(column -> JsonLine.text(json, column.name(), cell(finding, column.name()))));
    }

    private static String cell(Finding finding, String column) {
        return switch (column) {
            case "level" -> finding.level().word();
            case "area" -> finding.area();
            case "code" -> finding.code();
            case "message" -> finding.message();
            default -> finding.remedy();
        };
    }
}
