package io.carom.standalone.settings;

import io.carom.engine.policy.Section;
import java.time.Duration;

/**
 * Section {@code workers}: what goes on beside the road. Immutable.
 *
 * @param silent after how long without progress a worker is reported; 30 min
 */
public record WorkerSettings(Duration silent) {
    /** 30 minutes. */
    public static final WorkerSettings DEFAULT = new WorkerSettings(Duration.ofMinutes(30));

    static WorkerSettings read(Section section) {
        WorkerSettings read = new WorkerSettings(section.length("silent").orElse(DEFAULT.silent));
        section.nothingElse();
        return read;
    }
}
