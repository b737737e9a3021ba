package io.carom.standalone.verb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carom.api.InputException;
import io.carom.intake.verp.Layout;
import io.carom.intake.verp.ReturnPaths;
import io.carom.intake.verp.SigningKey;
import io.carom.intake.verp.Verdict;
import io.carom.intake.verp.Verdict.Doubtful;
import io.carom.intake.verp.Verdict.Genuine;
import io.carom.spi.AddressKey;
import io.carom.spi.Subscriber;
import io.carom.standalone.cli.Column;
import io.carom.standalone.cli.Format;
import io.carom.standalone.cli.JsonLine;
import io.carom.standalone.cli.LineSource;
import io.carom.standalone.cli.Listing;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.cli.Wrong;
import io.carom.standalone.logging.Logging;
import io.carom.standalone.settings.VerpSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code verp make} and {@code verp check}: signed return paths from the command line. */
public final class VerpVerb implements Verb {
    private static final List<Column> MADE =
            List.of(Column.of("returnPath", "RETURN PATH", 0), Column.csvOnly("recipient"));
    private static final List<Column> CHECKED = List.of(
            Column.of("returnPath", "RETURN PATH", 64),
            Column.of("verdict", "VERDICT", 12),
            Column.of("recipient", "RECIPIENT", 40),
            Column.csvOnly("key"),
            Column.of("lastDay", "GOOD UNTIL", 10),
            Column.of("message", "WHY", 0));

    private final Loudness loudness = new Loudness();
    private final Stores stores = new Stores();
    private final SettingsOption settings = new SettingsOption();
    private @Nullable Format format;
    private @Nullable String domain;
    private @Nullable String key;
    private @Nullable String layout;
    private @Nullable Duration lifetime;
    private final List<String> recipients = new ArrayList<>();

    @Override
    public String description() {
        return "Makes signed return paths (make ADDRESS...), which a mail's envelope is sent from, and checks those that bounces came to "
                + "(check RETURN_PATH...). Keys, domain and layout stand in carom.yml. The status is 1 when one is not genuine.";
    }

    @Override
    public void declare(Options options) {
        options.value("--domain", "DOMAIN", "make: the domain that bounces come back to", value -> domain = value)
                .value(
                        "--key",
                        "ID|ID:KEY|ID:@FILE",
                        "make: signs with this key of carom.yml; or a key of its own, which carom.yml need not have",
                        value -> key = value)
                .value(
                        "--layout",
                        "plus|hyphen|equals",
                        "make: what stands behind the prefix; as in carom.yml, else plus",
                        value -> layout = layout(value))
                .value(
                        "--days",
                        "N",
                        "make: for how many days it is good; as in carom.yml, else 14",
                        value -> lifetime = Duration.ofDays(days(value)))
                .value(
                        "--recipient",
                        "ADDRESS",
                        "check: who it may be about, for those that do not name their recipient; may be given again; every recorded "
                                + "address unless given",
                        recipients::add);
        settings.declare(options);
        stores.declare(
                options,
                "check: where the recipients of those that do not name theirs are looked for; carom.yml stands beside it; "
                        + Stores.USUAL + " unless given");
        options.choice(
                        "--format",
                        Format.class,
                        "how they are printed; make prints bare addresses to a terminal",
                        value -> format = value)
                .rest(
                        "make|check ADDRESS...",
                        "what to do, and with which addresses; - reads them from standard input",
                        1,
                        10_000)
                .example("carom verp make bob@example.com --domain bounces.example.net")
                .example("carom verp check 'b+a-23s-...-bob=example.com@bounces.example.net'");
        loudness.declare(options);
    }

    @Override
    public int run(Shell shell, List<String> words) {
        loudness.apply(Logging.Level.WARN);
        Notices notices = new Notices(shell, loudness.quiet());
        VerpSettings configured = settings.load(stores, shell).verp();
        List<String> rest = words.subList(1, words.size());
        if (rest.isEmpty()) {
            throw new Wrong("no address; `carom verp make bob@example.com` makes a return path");
        }
        switch (words.get(0)) {
            case "make" -> make(shell, notices, configured, rest);
            case "check" -> check(shell, notices, configured, rest);
            default -> throw new Wrong("`" + words.get(0) + "` is neither make nor check");
        }
        return notices.status();
    }

    private void make(Shell shell, Notices notices, VerpSettings configured, List<String> words) {
        String to = domain == null ? configured.domain() : domain;
        if (to == null) {
            throw new Wrong(
                    "no domain that bounces can come back to; give --domain, or set `verp.domain` in carom.yml");
        }
        ReturnPaths paths = paths(configured);
        String id = key == null || key.contains(":") ? null : key;
        try (Listing listing = Listing.of(shell, format, MADE)) {
            boolean bare = Listing.resolve(shell, format) == Format.TABLE;
            each(shell, words, address -> {
                try {
                    String made = paths.make(address, to, shell.clock().instant(), id);
                    if (bare) {
                        shell.out().print(made + "\n");
                        return;
                    }
                    listing.print(
                            () -> JsonLine.of(json -> {
                                json.writeStringProperty("returnPath", made);
                                json.writeStringProperty("recipient", address);
                            }),
                            column -> column.name().equals("recipient") ? address : made);
                } catch (InputException e) {
                    notices.bad("", String.valueOf(e.getMessage()));
                }
            });
        }
    }

    private void check(Shell shell, Notices notices, VerpSettings configured, List<String> words) {
        ReturnPaths paths = paths(configured);
        try (Listing listing = Listing.of(shell, format, CHECKED)) {
            each(shell, words, path -> {
                Verdict verdict = paths.check(path, recipients, shell.clock().instant());
                if (recipients.isEmpty() && verdict instanceof Doubtful doubt && doubt.unnamed()) {
                    verdict = recorded(shell, paths, path, notices).orElse(verdict);
                }
                Verdict told = verdict;
                listing.print(() -> json(path, told), column -> cell(path, told, column.name()));
                if (told instanceof Doubtful doubt) {
                    notices.bad(path, doubt.message());
                }
            });
        }
    }

    /** What a return path that was too short for its recipient proves of one of the recorded addresses; empty when it is none of those. */
    private Optional<Verdict> recorded(Shell shell, ReturnPaths paths, String path, Notices notices) {
        if (!stores.exists()) {
            return Optional.empty();
        }
        Instant now = shell.clock().instant();
        try (Stores.Opened opened = stores.desk(shell, false)) {
            AddressKey last = null;
            long looked = 0;
            while (!shell.stop().asked()) {
                List<Subscriber> page = opened.desk().subscribers(null, last, ReturnPaths.MOST_CANDIDATES);
                if (page.isEmpty()) {
                    break;
                }
                List<String> addresses =
                        page.stream().map(one -> one.address().address()).toList();
                Verdict verdict = paths.check(path, addresses, now);
                if (!(verdict instanceof Doubtful doubt) || !doubt.unnamed()) {
                    return Optional.of(verdict);
                }
                last = page.get(page.size() - 1).address();
                looked += page.size();
                notices.progress(looked, 0, "addresses");
            }
        }
        return Optional.empty();
    }

    private static String json(String path, Verdict verdict) {
        return JsonLine.of(json ->
                CHECKED.forEach(column -> JsonLine.text(json, column.name(), cell(path, verdict, column.name()))));
    }

    private static @Nullable String cell(String path, Verdict verdict, String column) {
        Genuine genuine = verdict instanceof Genuine good ? good : null;
        Doubtful doubt = verdict instanceof Doubtful bad ? bad : null;
        return switch (column) {
            case "returnPath" -> path;
            case "verdict" -> doubt == null ? "genuine" : doubt.why().name().toLowerCase(java.util.Locale.ROOT);
            case "recipient" -> genuine != null ? genuine.recipient() : doubt == null ? null : doubt.recipient();
            case "key" -> genuine == null ? null : genuine.key();
            case "lastDay" -> genuine == null ? null : genuine.lastDay().toString();
            case "message" -> doubt == null ? null : doubt.message();
            default -> null;
        };
    }

    /** Each of the words; {@code -} stands for the lines of standard input. */
    private static void each(Shell shell, List<String> words, Consumer<String> taker) {
        for (String word : words) {
            if (!word.equals("-")) {
                taker.accept(word);
                continue;
            }
            LineSource lines = new LineSource(shell.in());
            try {
                for (String line = lines.next(); line != null && !shell.stop().asked(); line = lines.next()) {
                    if (!line.isBlank()) {
                        taker.accept(line.strip());
                    }
                }
            } catch (IOException e) {
                throw new InputException("stdin", "cannot be read: " + e.getMessage(), e);
            }
        }
    }

    private ReturnPaths paths(VerpSettings configured) {
        VerpSettings wanted = new VerpSettings(
                configured.domain(),
                configured.prefix(),
                layout == null ? configured.layout() : layout,
                lifetime == null ? configured.lifetime() : lifetime,
                configured.forwarded(),
                configured.keys());
        if (key != null && key.contains(":")) {
            return new ReturnPaths(
                    List.of(ownKey(key)), Layout.of(wanted.prefix(), wanted.layout()), wanted.lifetime());
        }
        ReturnPaths paths = wanted.paths();
        if (paths == null) {
            throw new Wrong("there is no key; set `verp.keys` in carom.yml, or give one: --key a:@FILE");
        }
        return paths;
    }

    private static SigningKey ownKey(String written) {
        int colon = written.indexOf(':');
        String secret = written.substring(colon + 1);
        try {
            byte[] bytes = secret.startsWith("@")
                    ? Files.readString(Path.of(secret.substring(1))).strip().getBytes(UTF_8)
                    : secret.getBytes(UTF_8);
            return new SigningKey(written.substring(0, colon), bytes);
        } catch (IOException | InvalidPathException e) {
            throw new Wrong("the key's file " + secret.substring(1) + " cannot be read");
        } catch (IllegalArgumentException e) {
            throw new Wrong("--key: " + e.getMessage());
        }
    }

    private static String layout(String word) {
        try {
            Layout.of("b", word);
            return word;
        } catch (IllegalArgumentException e) {
            throw new Wrong("--layout " + e.getMessage());
        }
    }

    private static int days(String text) {
        if (text.matches("[0-9]{1,3}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= 365) {
            return Integer.parseInt(text);
        }
        throw new Wrong("--days `" + text + "` is not a number from 1 to 365");
    }
}
