package io.carom.intake.mail;

import io.carom.intake.mime.MimeLimits;

/**
 * How much of a mail the reader looks at; what is beyond is ignored, never an error. Immutable.
 *
 * @param mime bounds of the scanner
 * @param recipients reports of one mail
 * @param notice characters of the text that a person is meant to read
 * @param lines lines of that text
 * @param diagnostic characters of a diagnostic that are kept
 */
public record ReadLimits(MimeLimits mime, int recipients, int notice, int lines, int diagnostic) {
    /** 1,000 recipients, 64 Ki characters and 4,000 lines of notice, 4,000 characters of diagnostic. */
    public static final ReadLimits DEFAULT = new ReadLimits(MimeLimits.DEFAULT, 1_000, 65_536, 4_000, 4_000);

    /** Fails with {@link IllegalArgumentException} when a limit is not positive. */
    public ReadLimits {
        if (recipients < 1 || notice < 1 || lines < 1 || diagnostic < 1) {
            throw new IllegalArgumentException("limits of a reader must be positive: recipients " + recipients
                    + ", notice " + notice + ", lines " + lines + ", diagnostic " + diagnostic);
        }
    }
}
