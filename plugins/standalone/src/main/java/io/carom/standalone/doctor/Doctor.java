package io.carom.standalone.doctor;

import io.carom.api.CaromException;
import io.carom.api.Problem;
import io.carom.standalone.settings.Settings;
import io.carom.store.jdbc.JournalOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks an installation over. It changes nothing. For one thread. */
public final class Doctor {
    private final Clock clock;
    private final Map<String, String> environment;
    private final boolean offline;
    private final boolean running;

    /**
     * A doctor.
     *
     * @param offline asks nobody on the network
     * @param running says that a server has to run
     */
    public Doctor(Clock clock, Map<String, String> environment, boolean offline, boolean running) {
        this.clock = clock;
        this.environment = environment;
        this.offline = offline;
        this.running = running;
    }

    /**
     * What was looked at. Immutable.
     *
     * @param findings what is wrong, the worst first
     * @param store what is in the store; empty when it cannot be read
     * @param policy its name and digest; empty when it does not run
     * @param server how the server gets on; empty when none answers
     */
    public record Examination(List<Finding> findings, String store, String policy, String server) {
        /** Takes its own copy. */
        public Examination {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Looks at everything.
     *
     * @param settingsFile the settings, or empty where there are none
     * @param file the store's file, or null for a database server
     * @param policyFolder the policy that is named beside the settings, or null
     */
    public Examination examine(
            Optional<Path> settingsFile,
            String store,
            @Nullable Path file,
            JournalOptions options,
            @Nullable Path policyFolder) {
        List<Finding> findings = new ArrayList<>();
        Settings settings = settings(settingsFile, findings);
        new ProgramCheck(findings).java();
        String told = new StoreCheck(findings, settings, clock).look(store, file, options);
        String policy = new PolicyCheck(findings).look(policyFolder == null ? settings.policy() : policyFolder);
        String server = offline ? "" : new ProgramCheck(findings).server(settings.server(), running);
        List<Finding> sorted = new ArrayList<>(findings);
        sorted.sort((one, other) -> one.level().compareTo(other.level()));
        return new Examination(sorted, told, policy, server);
    }

    private Settings settings(Optional<Path> file, List<Finding> findings) {
        SettingsCheck check = new SettingsCheck(findings, clock, offline);
        Settings settings = Settings.DEFAULT;
        if (file.isPresent()) {
            List<Problem> problems = new ArrayList<>();
            try {
                settings = Settings.read(file.get(), environment, problems);
            } catch (CaromException e) {
                findings.add(
                        Finding.error("settings", "unreadable", SettingsCheck.first(e), "check its name and rights"));
            }
            check.problems(problems);
        }
        check.secrets(settings, file.orElse(null));
        check.named(settings);
        return settings;
    }
}
