package io.carom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.standalone.Program.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands and snippets of the repository's README, run as they stand there. */
class ReadmeTest {
    private static final Path README = Path.of("../../README.md");
    private static final Pattern FILE = Pattern.compile("<!-- file: (\\S+) -->\n```\\w*\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CONSOLE = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

    @TempDir
    Path folder;

    private record Command(String line, String output) {}

    @Test
    void commands_print_what_the_readme_says() throws IOException {
        String readme = Files.readString(README);
        List<Command> commands = commands(readme);
        // The policy is made before the rule is put into it
        String made = Program.run("policy", "new", folder.resolve("my-policy").toString())
                .out();
        assertThat(made).isNotEmpty();
        Matcher files = FILE.matcher(readme);
        while (files.find()) {
            Files.writeString(folder.resolve(files.group(1)), files.group(2));
        }

        assertThat(commands).hasSize(5);
        for (Command command : commands) {
            if (command.line.contains(" serve ")) {
                assertThat(command.output).isEqualTo("Carom serves http://127.0.0.1:8025/ (Ctrl-C stops it)\n");
            } else if (command.line.contains(" policy new ")) {
                assertThat(command.output).isEqualTo(plain(made));
            } else {
                Run run = Program.atTerminal().with(words(command.line));
                assertThat(run.status()).as(run.err()).isZero();
                assertThat(plain(run.out())).as(command.line).isEqualTo(command.output);
            }
        }
    }

    @Test
    void links_lead_to_what_is_there() throws IOException {
        for (String name :
                new String[] {"README.md", "plugins/standalone/README.md", "examples/quickstart/README.md"}) {
            Path page = Path.of("../..").resolve(name);
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                assertThat(page.resolveSibling(link.group(1))).exists();
            }
        }
    }

    @Test
    void the_programs_readme_names_every_option() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        for (Verbs verb : Verbs.values()) {
            assertThat(readme).contains("`" + verb.word());
            Matcher option = Pattern.compile("(?m)^  (?:-\\w, )?(--[a-z-]+)")
                    .matcher(Program.run(verb.word(), "--help").out());
            while (option.find()) {
                assertThat(readme).contains("`" + option.group(1) + "`");
            }
        }
    }

    private static List<Command> commands(String readme) {
        List<Command> commands = new ArrayList<>();
        Matcher block = CONSOLE.matcher(readme);
        while (block.find()) {
            for (String part : block.group(1).split("(?m)^\\$ ")) {
                if (!part.isEmpty()) {
                    int end = part.indexOf('\n');
                    commands.add(new Command(part.substring(0, end), part.substring(end + 1)));
                }
            }
        }
        return commands;
    }

    /** The words of a command with files in a folder of our own. */
    private String[] words(String line) {
        assertThat(line).startsWith("./carom ");
        List<String> words = new ArrayList<>(Arrays.asList(line.substring(8).split(" ")));
        words.replaceAll(word -> word.equals("my-policy") || word.equals("events.jsonl")
                ? folder.resolve(word).toString()
                : word.startsWith("examples/") ? "../../" + word : word);
        if (words.get(0).equals("process")) {
            words.add("--store");
            words.add(folder.resolve("carom-data/carom.db").toString());
        }
        return words.toArray(String[]::new);
    }

    private String plain(String printed) {
        return printed.replace(folder + "/", "")
                .replaceAll("\u001b\\[1?m", "")
                .replaceAll("digest is [0-9a-f]{16}", "digest is ...");
    }
}
