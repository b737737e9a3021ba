package io.carom.standalone.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carom.api.CaromException;
import io.carom.api.Problem;
import io.carom.engine.policy.Section;
import io.carom.spi.SourceFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code carom.yml} says, every section with its defaults. Immutable.
 *
 * @param policy the policy folder that decides, or null: the stock policy
 * @param server where the program listens and whom it lets in
 * @param sources who may tell of what became of mails
 * @param retention how long what is recorded is kept
 * @param webhooks who is told of changes
 * @param incidents who is told of incidents
 * @param host who carries out what is decided
 * @param verp signed return paths
 * @param instance this process among several
 * @param workers what goes on beside the road
 * @param limits how much is taken at once
 */
public record Settings(
        @Nullable Path policy,
        ServerSettings server,
        SourceSettings sources,
        RetentionSettings retention,
        List<OutgoingWebhook> webhooks,
        IncidentSettings incidents,
        HostSettings host,
        VerpSettings verp,
        InstanceSettings instance,
        WorkerSettings workers,
        LimitSettings limits) {
    /** What the file is called beside a store. */
    public static final String FILE = "carom.yml";

    /** Without a file. */
    public static final Settings DEFAULT = new Settings(
            null,
            ServerSettings.DEFAULT,
            SourceSettings.DEFAULT,
            RetentionSettings.DEFAULT,
            List.of(),
            IncidentSettings.DEFAULT,
            HostSettings.DEFAULT,
            VerpSettings.DEFAULT,
            InstanceSettings.DEFAULT,
            WorkerSettings.DEFAULT,
            LimitSettings.DEFAULT);

    private static final int LARGEST = 1 << 20;

    /** Takes its own copy. */
    public Settings {
        webhooks = List.copyOf(webhooks);
    }

    /** The same, and this machine's own users write without a token. */
    public Settings open() {
        ServerSettings opened =
                new ServerSettings(server.address(), server.port(), server.hosts(), server.tokens(), true);
        return new Settings(
                policy, opened, sources, retention, webhooks, incidents, host, verp, instance, workers, limits);
    }

    /**
     * What {@code file} says.
     *
     * @param environment where {@code env:NAME} is looked up
     * @throws SettingsException when something in it is wrong, with every problem
     * @throws CaromException when it cannot be read
     */
    public static Settings load(Path file, Map<String, String> environment) {
        List<Problem> problems = new ArrayList<>();
        Settings read = read(file, environment, problems);
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return read;
    }

    /** The same, but what is wrong is added to {@code problems}, in the order of lines, and its default stands. */
    public static Settings read(Path file, Map<String, String> environment, List<Problem> problems) {
        List<Problem> found = new ArrayList<>();
        Path folder = file.toAbsolutePath().getParent();
        SecretReader secrets = new SecretReader(environment, folder == null ? Path.of("/") : folder);
        Settings read = read(Section.of(new SourceFile(file.toString(), text(file)), found), secrets);
        found.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::col));
        // Without its source line, which may hold a secret
        found.forEach(problem -> problems.add(problem.source(null)));
        return read;
    }

    private static Settings read(Section root, SecretReader secrets) {
        Settings read = new Settings(
                secrets.path(root, "policy").orElse(null),
                ServerSettings.read(root.section("server"), secrets),
                SourceSettings.read(root.section("sources"), secrets),
                RetentionSettings.read(root.section("retention")),
                OutgoingWebhook.read(root.sections("webhooks"), secrets),
                IncidentSettings.read(root.section("incidents"), secrets),
                HostSettings.read(root.section("host"), secrets),
                VerpSettings.read(root.section("verp"), secrets),
                InstanceSettings.read(root.section("instance")),
                WorkerSettings.read(root.section("workers")),
                LimitSettings.read(root.section("limits")));
        root.nothingElse();
        return read;
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new CaromException(
                        file + ": has more than " + (LARGEST >> 20) + " MiB; these are no settings", null);
            }
            return Files.readString(file, UTF_8);
        } catch (CharacterCodingException e) {
            throw new CaromException(file + ": is not written in UTF-8; save it so", e);
        } catch (IOException e) {
            throw new CaromException(
                    file + ": cannot be read (" + e.getClass().getSimpleName() + "); check its name and rights", e);
        }
    }
}
