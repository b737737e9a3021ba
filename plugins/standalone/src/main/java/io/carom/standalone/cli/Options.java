package io.carom.standalone.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The options of one verb: declared once, then read from the words of the command line. Ours, because the libraries for it cost a
 * short command more time than its work does. For one thread.
 */
public final class Options {
    private static final int INDENT = 30;

    private final String command;
    private final String description;
    private final List<Option> declared = new ArrayList<>();
    private final Map<String, Option> byName = new LinkedHashMap<>();
    private final List<String> examples = new ArrayList<>();
    private final List<String> rest = new ArrayList<>();
    private String restLabel = "";
    private String restDescription = "";
    private int restLeast;
    private int restMost;

    private record Option(List<String> names, @Nullable String label, String description, Consumer<String> taker) {}

    /** The options of {@code command} ({@code carom parse}), which does what {@code description} says. */
    public Options(String command, String description) {
        this.command = command;
        this.description = description;
    }

    /** An option without a value; {@code names} are apart by blanks. It may be given again. */
    public Options flag(String names, String what, Runnable taker) {
        return add(new Option(List.of(names.split(" ")), null, what, none -> taker.run()));
    }

    /** An option with a value; {@code taker} fails with {@link Wrong} when it cannot take it. */
    public Options value(String names, String label, String what, Consumer<String> taker) {
        return add(new Option(List.of(names.split(" ")), label, what, taker));
    }

    /** An option whose value is one of an enumeration's words. */
    public <E extends Enum<E>> Options choice(String name, Class<E> of, String what, Consumer<E> taker) {
        List<String> words =
                Arrays.stream(of.getEnumConstants()).map(Enum::toString).toList();
        return value(name, String.join("|", words), what, word -> {
            for (E constant : of.getEnumConstants()) {
                if (constant.toString().equalsIgnoreCase(word)) {
                    taker.accept(constant);
                    return;
                }
            }
            throw new Wrong("`" + word + "` is no value for " + name + "; it takes " + String.join(", ", words));
        });
    }

    /** The words that are no options: from {@code least} to {@code most} of them. */
    public Options rest(String label, String what, int least, int most) {
        restLabel = label;
        restDescription = what;
        restLeast = least;
        restMost = most;
        return this;
    }

    /** A line that shows how the verb is used. */
    public Options example(String line) {
        examples.add(line);
        return this;
    }

    private Options add(Option option) {
        declared.add(option);
        option.names.forEach(name -> byName.put(name, option));
        return this;
    }

    /** Reads the words; answers false when they ask for help, which is printed then. Fails with {@link Wrong}. */
    public boolean read(Shell shell, String... words) {
        boolean onlyRest = false;
        for (int i = 0; i < words.length; i++) {
            String word = words[i];
            if (onlyRest || word.equals("-") || !word.startsWith("-")) {
                rest.add(word);
            } else if (word.equals("--")) {
                onlyRest = true;
            } else if (word.equals("--help") || word.equals("-h")) {
                shell.out().print(help(shell.outTerminal() ? shell.width() : INDENT + 80));
                return false;
            } else {
                i += take(word, i + 1 < words.length ? words[i + 1] : null);
            }
        }
        if (rest.size() < restLeast) {
            throw wrong(restLabel + " is missing");
        }
        if (rest.size() > restMost) {
            throw wrong("`" + rest.get(restMost) + "` is one word too many");
        }
        return true;
    }

    /** The words that were no options. */
    public List<String> rest() {
        return rest;
    }

    /** Takes one option; answers how many further words it took. */
    private int take(String word, @Nullable String next) {
        int equals = word.startsWith("--") ? word.indexOf('=') : -1;
        String name = equals < 0 ? word : word.substring(0, equals);
        Option option = byName.get(name);
        if (option == null && word.length() > 2 && takeCluster(word)) {
            return 0;
        }
        if (option == null) {
            throw wrong("there is no option `" + name + "`"
                    + Nearest.to(name, byName.keySet())
                            .map(near -> "; did you mean `" + near + "`?")
                            .orElse(""));
        }
        if (option.label == null) {
            if (equals >= 0) {
                throw wrong("`" + name + "` takes no value");
            }
            option.taker.accept("");
            return 0;
        }
        String value = equals >= 0 ? word.substring(equals + 1) : next;
        if (value == null) {
            throw wrong("`" + name + "` needs a value (" + option.label + ")");
        }
        option.taker.accept(value);
        return equals >= 0 ? 0 : 1;
    }

    /** Takes several short flags in one word ({@code -vv}); answers whether it is such a word. */
    private boolean takeCluster(String word) {
        List<Option> flags = new ArrayList<>();
        for (int i = 1; i < word.length(); i++) {
            Option flag = byName.get("-" + word.charAt(i));
            if (flag == null || flag.label != null) {
                return false;
            }
            flags.add(flag);
        }
        flags.forEach(flag -> flag.taker.accept(""));
        return true;
    }

    private Wrong wrong(String what) {
        return new Wrong(what + (what.endsWith("?") ? " " : "; ") + "`" + command + " --help` lists the options");
    }

    private String help(int width) {
        StringBuilder text = new StringBuilder("usage: ").append(command);
        text.append(declared.isEmpty() ? "" : " [OPTION...]");
        if (!restLabel.isEmpty()) {
            text.append(' ').append(restLeast == 0 ? "[" + restLabel + "]" : restLabel);
        }
        text.append("\n\n");
        wrap(text, description, 0, width);
        text.append('\n');
        if (!restDescription.isEmpty()) {
            entry(text, restLabel, restDescription, width);
        }
        for (Option option : declared) {
            entry(
                    text,
                    String.join(", ", option.names) + (option.label == null ? "" : " " + option.label),
                    option.description,
                    width);
        }
        entry(text, "-h, --help", "this text", width);
        if (!examples.isEmpty()) {
            text.append("\nExamples:\n");
            examples.forEach(line -> text.append("  ").append(line).append('\n'));
        }
        return text.toString();
    }

    private static void entry(StringBuilder text, String name, String what, int width) {
        text.append("  ").append(name);
        if (name.length() + 4 > INDENT) {
            text.append('\n').append(" ".repeat(INDENT));
        } else {
            text.append(" ".repeat(INDENT - 2 - name.length()));
        }
        wrap(text, what, INDENT, width);
    }

    private static void wrap(StringBuilder text, String words, int indent, int width) {
        int column = indent;
        String blank = "";
        for (String word : words.split(" ")) {
            if (column + blank.length() + word.length() > width && column > indent) {
                text.append('\n').append(" ".repeat(indent));
                column = indent;
                blank = "";
            }
            text.append(blank).append(word);
            column += blank.length() + word.length();
            blank = " ";
        }
        text.append('\n');
    }
}
