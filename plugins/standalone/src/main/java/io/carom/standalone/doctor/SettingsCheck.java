package io.carom.standalone.doctor;

import io.carom.api.CaromException;
import io.carom.api.Problem;
import io.carom.engine.InstalledHosts;
import io.carom.intake.webhook.Mapping;
import io.carom.intake.webhook.MappingFile;
import io.carom.intake.webhook.WebhookLimits;
import io.carom.intake.webhook.Webhooks;
import io.carom.standalone.settings.HostSettings;
import io.carom.standalone.settings.OutgoingWebhook;
import io.carom.standalone.settings.Secret;
import io.carom.standalone.settings.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code carom.yml} says, and whether what it names is there. For one thread. */
final class SettingsCheck {
    private static final String AREA = "settings";
    private static final String KEYS = "keys";
    private static final int PATIENCE_MILLIS = 3_000;

    private final List<Finding> findings;
    private final Clock clock;
    private final boolean offline;

    /** Adds what it finds to {@code findings}; {@code offline} asks nobody on the network. */
    SettingsCheck(List<Finding> findings, Clock clock, boolean offline) {
        this.findings = findings;
        this.clock = clock;
        this.offline = offline;
    }

    /** What stands in the file. */
    void problems(List<Problem> problems) {
        for (Problem problem : problems) {
            findings.add(Finding.error(
                    AREA,
                    problem.code(),
                    problem.hint(null).toString(),
                    problem.hint() == null
                            ? "put it right; plugins/standalone/README.md has every setting"
                            : problem.hint()));
        }
    }

    /** Who can read the secrets. */
    void secrets(Settings settings, @Nullable Path file) {
        List<Secret> secrets = all(settings);
        if (file != null
                && Rights.everybodyReads(file)
                && secrets.stream().anyMatch(secret -> secret.origin().equals("written"))) {
            findings.add(Finding.error(
                    KEYS,
                    "readable",
                    file + " holds secrets, and everybody on this machine may read it",
                    "chmod 600 " + file + ", or name them as env:NAME or file:PATH"));
        }
        secrets.stream()
                .map(Secret::origin)
                .filter(origin -> origin.startsWith("file:"))
                .distinct()
                .map(origin -> Path.of(origin.substring("file:".length())))
                .filter(Rights::everybodyReads)
                .forEach(key -> findings.add(Finding.error(
                        KEYS,
                        "readable",
                        key + " is a secret, and everybody on this machine may read it",
                        "chmod 600 " + key)));
        if (secrets.stream().map(Secret::reveal).distinct().count() < secrets.size()) {
            findings.add(Finding.warning(
                    KEYS, "shared", "one secret is used for several things", "give each of them its own"));
        }
        if (!settings.verp().keys().isEmpty() && settings.verp().domain() == null) {
            findings.add(Finding.warning(
                    KEYS,
                    "no-domain",
                    "there are keys for return paths, and no domain that bounces come back to",
                    "set `verp.domain`"));
        }
    }

    private static List<Secret> all(Settings settings) {
        List<Secret> secrets = new ArrayList<>(settings.server().tokens().values());
        settings.sources().webhooks().values().stream()
                .filter(webhook -> !webhook.provider().equals("ses"))
                .forEach(webhook -> secrets.addAll(webhook.keys()));
        settings.verp().keys().forEach(key -> secrets.add(key.secret()));
        settings.webhooks().forEach(webhook -> secrets.addAll(webhook.keys()));
        return secrets;
    }

    /** Whether what the settings name is there. */
    void named(Settings settings) {
        server(settings);
        sources(settings);
        host(settings.host());
        for (OutgoingWebhook webhook : settings.webhooks()) {
            outgoing("webhook " + webhook.name(), webhook.url(), !webhook.keys().isEmpty());
        }
    }

    private void server(Settings settings) {
        if (!settings.server().loopback() && settings.server().tokens().isEmpty()) {
            findings.add(Finding.error(
                    AREA,
                    "no-tokens",
                    "server.address is " + settings.server().address()
                            + ", where other machines reach it, and there are no tokens",
                    "set `server.tokens`; until then `carom serve` does not start"));
        }
    }

    private void sources(Settings settings) {
        List<Mapping> mappings = new ArrayList<>();
        for (Path file : settings.sources().mappings()) {
            try {
                mappings.add(MappingFile.read(file.toString(), Files.readString(file)));
            } catch (IOException e) {
                findings.add(Finding.error(
                        AREA,
                        "no-mapping",
                        "the mapping " + file + " cannot be read ("
                                + e.getClass().getSimpleName() + ")",
                        "check `sources.mappings`"));
            } catch (CaromException e) {
                findings.add(Finding.error(AREA, "bad-mapping", first(e), "put the mapping right"));
            }
        }
        List<String> providers = new Webhooks(clock, WebhookLimits.DEFAULT, mappings).providers();
        settings.sources().webhooks().forEach((name, webhook) -> {
            if (!providers.contains(webhook.provider())) {
                findings.add(Finding.error(
                        AREA,
                        "no-provider",
                        "webhook " + name + ": there is no provider `" + webhook.provider() + "`",
                        "use one of " + String.join(", ", providers) + ", or add a mapping"));
            }
            if (webhook.unsigned()) {
                findings.add(Finding.warning(
                        KEYS,
                        "unsigned",
                        "webhook " + name + " takes what nobody has signed; it is recorded and changes nothing",
                        "set its `keys`"));
            }
        });
        for (Path maildir : settings.sources().maildirs()) {
            boolean whole = Files.isDirectory(maildir.resolve("new"))
                    && Files.isWritable(maildir.resolve("new"))
                    && Files.isWritable(maildir.resolve("cur"));
            if (!whole) {
                findings.add(Finding.error(
                        AREA,
                        "no-maildir",
                        maildir + " is no Maildir that this user can read and write",
                        "check `sources.mail.maildirs`; it needs the folders new and cur"));
            }
        }
    }

    private void host(HostSettings host) {
        String type = host.type();
        if (type == null || type.equals(HostSettings.EMBEDDED) || type.equals(HostSettings.NONE)) {
            return;
        }
        try {
            if (!InstalledHosts.types().contains(type)) {
                findings.add(Finding.error(
                        "host",
                        "no-plugin",
                        "there is no kind of host `" + type + "`; installed are " + InstalledHosts.types(),
                        "put the plugin's jar on the class path; `carom plugins` lists what is there"));
            }
        } catch (CaromException e) {
            findings.add(Finding.error("host", "bad-plugin", first(e), "replace the plugin's jar"));
        }
        Path file = host.file();
        if (file != null && !Files.isReadable(file)) {
            findings.add(Finding.error(
                    "host", "no-settings", "the host's settings " + file + " cannot be read", "check `host.file`"));
        }
    }

    private void outgoing(String name, URI url, boolean signed) {
        if (!signed) {
            findings.add(Finding.warning(
                    KEYS,
                    "unsigned",
                    name + " has no key: nobody can tell its requests from made-up ones",
                    "set its `key`"));
        }
        int port = url.getPort() > 0 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80;
        reach(name, url.getHost(), port);
    }

    private void reach(String name, String host, int port) {
        if (offline) {
            return;
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
        } catch (IOException | IllegalArgumentException e) {
            findings.add(Finding.error(
                    "network",
                    "unreachable",
                    name + ": nobody answers at " + host + ":" + port,
                    "check name, port and firewall; --offline leaves this check out"));
        }
    }

    static String first(CaromException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
