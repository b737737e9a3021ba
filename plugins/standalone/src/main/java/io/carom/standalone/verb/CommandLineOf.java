package io.carom.standalone.verb;

import io.carom.standalone.cli.Shell;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads the words behind a verb and runs it. Stateless. */
public final class CommandLineOf {
    private CommandLineOf() {}

    /** Runs {@code verb}, or prints its help; fails with {@link Wrong} when the words do not fit. */
    public static int run(String name, Verb verb, Shell shell, String... args) {
        CommandLine line = new CommandLine(verb)
                .setCommandName("carom " + name)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(Math.min(110, Math.max(80, shell.width())))
                .setUsageHelpLongOptionsMaxWidth(30);
        CommandLine.ParseResult words;
        try {
            words = line.parseArgs(args);
        } catch (ParameterException e) {
            throw new Wrong(explain(e) + "; `" + line.getCommandName() + " --help` lists the options");
        }
        if (words.isUsageHelpRequested()) {
            Ansi ansi = shell.outTerminal() && !shell.environment().containsKey("NO_COLOR") ? Ansi.ON : Ansi.OFF;
            shell.out().print(line.getUsageMessage(ansi));
            return 0;
        }
        CommandLine.ParseResult last = words;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        if (last != words && last.isUsageHelpRequested()) {
            shell.out().print(last.commandSpec().commandLine().getUsageMessage(Ansi.OFF));
            return 0;
        }
        return ((Verb) last.commandSpec().userObject()).run(shell);
    }

    private static String explain(ParameterException e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        if (e instanceof UnmatchedArgumentException unmatched) {
            List<String> near = unmatched.getSuggestions();
            if (!near.isEmpty()) {
                return message + "; did you mean `" + near.get(0) + "`?";
            }
        }
        return message;
    }
}
