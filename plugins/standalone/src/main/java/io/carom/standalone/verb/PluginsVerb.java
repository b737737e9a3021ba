package io.carom.standalone.verb;

import io.carom.spi.ClassifierFactory;
import io.carom.spi.HostFactory;
import io.carom.spi.IncidentSink;
import io.carom.spi.RuleEngine;
import io.carom.spi.ScriptEngine;
import io.carom.spi.ScriptWords;
import io.carom.standalone.Version;
import io.carom.standalone.cli.Column;
import io.carom.standalone.cli.Format;
import io.carom.standalone.cli.JsonLine;
import io.carom.standalone.cli.Listing;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.logging.Logging;
import io.carom.store.jdbc.JdbcJournal;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code plugins}: what is on the class path and taken into use, with versions. */
public final class PluginsVerb implements Verb {
    private static final List<Column> COLUMNS = List.of(
            Column.of("kind", "KIND", 12),
            Column.of("name", "NAME", 24),
            Column.of("version", "VERSION", 18),
            Column.of("from", "FROM", 36),
            Column.of("class", "CLASS", 0));

    private final Loudness loudness = new Loudness();
    private @Nullable Format format;

    private record Plugin(
            String kind,
            String name,
            @Nullable String version,
            @Nullable String from,
            String type) {
        static Plugin of(String kind, String name, Class<?> type) {
            String version =
                    type.getPackage() == null ? null : type.getPackage().getImplementationVersion();
            String shown = type.getName().startsWith("io.carom.") && version == null ? Version.current() : version;
            return new Plugin(kind, name, shown, jar(type), type.getName());
        }

        private static @Nullable String jar(Class<?> type) {
            CodeSource source = type.getProtectionDomain().getCodeSource();
            try {
                Path place = source == null || source.getLocation() == null
                        ? null
                        : Path.of(source.getLocation().toURI()).getFileName();
                return place == null ? null : place.toString();
            } catch (URISyntaxException | IllegalArgumentException e) {
                return null;
            }
        }

        @Nullable
        String cell(String column) {
            return switch (column) {
                case "kind" -> kind;
                case "name" -> name;
                case "version" -> version;
                case "from" -> from;
                default -> type;
            };
        }
    }

    @Override
    public String description() {
        return "Lists what is on the class path and taken into use: stores, kinds of hosts, sinks of incidents, engines for rules, scripts "
                + "and reading. A plugin that cannot be loaded is told, with status 1.";
    }

    @Override
    public void declare(Options options) {
        options.choice("--format", Format.class, "how they are printed", value -> format = value)
                .rest("", "", 0, 0)
                .example("carom plugins");
        loudness.declare(options);
    }

    @Override
    public int run(Shell shell, List<String> words) {
        loudness.apply(Logging.Level.WARN);
        Notices notices = new Notices(shell, loudness.quiet());
        List<Plugin> found = new ArrayList<>();
        for (String store : JdbcJournal.kinds()) {
            found.add(Plugin.of("store", store, JdbcJournal.class));
        }
        load(found, notices, "host", HostFactory.class, HostFactory::type);
        load(found, notices, "sink", IncidentSink.class, IncidentSink::name);
        load(found, notices, "rules", RuleEngine.class, PluginsVerb::simple);
        load(found, notices, "scripts", ScriptEngine.class, PluginsVerb::simple);
        load(found, notices, "words", ScriptWords.class, PluginsVerb::simple);
        load(found, notices, "reading", ClassifierFactory.class, PluginsVerb::simple);
        try (Listing listing = Listing.of(shell, format, COLUMNS)) {
            for (Plugin plugin : found) {
                listing.print(
                        () -> JsonLine.of(json -> COLUMNS.forEach(
                                column -> JsonLine.text(json, column.name(), plugin.cell(column.name())))),
                        column -> plugin.cell(column.name()));
            }
        }
        return notices.status();
    }

    private static String simple(Object plugin) {
        return plugin.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static <T> void load(
            List<Plugin> found, Notices notices, String kind, Class<T> service, Function<T, String> name) {
        Iterator<T> all = ServiceLoader.load(service).iterator();
        while (true) {
            try {
                if (!all.hasNext()) {
                    return;
                }
                T plugin = all.next();
                found.add(Plugin.of(kind, name.apply(plugin), plugin.getClass()));
            } catch (ServiceConfigurationError | LinkageError e) {
                notices.bad("a plugin of kind " + kind, "cannot be loaded: " + e.getMessage() + "; replace its jar");
            }
        }
    }
}
