package io.carom.standalone;

/** The program's own help. Stateless. */
final class Help {
    private Help() {}

    static String text() {
        StringBuilder text = new StringBuilder("""
                Carom reads bounces and decides what follows.

                usage: carom VERB [OPTION...] [PATH...]

                """);
        for (Verbs verb : Verbs.values()) {
            text.append("  ")
                    .append(String.format("%-14s", verb.word()))
                    .append(verb.summary())
                    .append('\n');
        }
        return text.append("""

                  carom VERB --help    options and examples of a verb
                  carom --version      the version

                Verbs that read take files, folders, mbox files, Maildirs or - (standard input), and print a table on a
                terminal, else one JSON object a line (--format table|json|jsonl|csv). Complaints go to standard error.
                Exit status: 0 all good, 1 some input was bad or a check failed, 2 wrong usage.
                """).toString();
    }
}
