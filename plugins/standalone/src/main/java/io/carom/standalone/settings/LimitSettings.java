package io.carom.standalone.settings;

import io.carom.engine.policy.Section;

/**
 * Section {@code limits}: how much is taken at once. Immutable.
 *
 * @param requestMiB size of a webhook's or event request's body; 8
 * @param mailMiB size of a mail; 32
 * @param batch events in one commit; 256
 * @param cached addresses and messages kept in memory; 200,000
 * @param freeDiskMiB free space below which {@code doctor} complains; 1,024
 */
public record LimitSettings(int requestMiB, int mailMiB, int batch, int cached, int freeDiskMiB) {
    /** 8 MiB, 32 MiB, 256, 200,000, 1,024 MiB. */
    public static final LimitSettings DEFAULT = new LimitSettings(8, 32, 256, 200_000, 1_024);

    static LimitSettings read(Section section) {
        LimitSettings read = new LimitSettings(
                section.number("requestMiB", 1, 256).orElse(DEFAULT.requestMiB),
                section.number("mailMiB", 1, 256).orElse(DEFAULT.mailMiB),
                section.number("batch", 1, 10_000).orElse(DEFAULT.batch),
                section.number("cached", 1, 100_000_000).orElse(DEFAULT.cached),
                section.number("freeDiskMiB", 0, Integer.MAX_VALUE).orElse(DEFAULT.freeDiskMiB));
        section.nothingElse();
        return read;
    }
}
