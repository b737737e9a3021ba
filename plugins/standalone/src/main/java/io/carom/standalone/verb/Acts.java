package io.carom.standalone.verb;

import io.carom.spi.Act;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Who changes something by the command line, and why: what its row of the audit says. For one thread. */
final class Acts {
    private @Nullable String who;
    private String why = "";

    void declare(Options options) {
        options.value("--why", "TEXT", "the reason, for the audit", value -> why = value)
                .value("--who", "NAME", "who does it, for the audit; the user of this process unless given", value -> {
                    who = value;
                });
    }

    /** Who was named, or the process's user. */
    String who() {
        return who == null ? System.getProperty("user.name", "unknown") : who;
    }

    /** The act, now. */
    Act act(Shell shell) {
        return new Act(shell.clock().instant().truncatedTo(ChronoUnit.MILLIS), who(), why);
    }
}
