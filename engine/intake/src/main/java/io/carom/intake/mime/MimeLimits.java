package io.carom.intake.mime;

/**
 * How much of a mail is read; what is beyond is ignored, never an error. Immutable.
 *
 * @param bytes bytes of the mail
 * @param depth nested multiparts and enclosed mails
 * @param parts parts in all
 * @param headers header fields of one part
 * @param text characters of decoded text of one part
 */
public record MimeLimits(int bytes, int depth, int parts, int headers, int text) {
    /** 10 MB, 12 levels, 20,000 parts, 2,000 header fields a part, 1,000,000 characters a part. */
    public static final MimeLimits DEFAULT = new MimeLimits(10_000_000, 12, 20_000, 2_000, 1_000_000);

    /** Fails with {@link IllegalArgumentException} when a limit is not positive. */
    public MimeLimits {
        if (bytes < 1 || depth < 1 || parts < 1 || headers < 1 || text < 1) {
            throw new IllegalArgumentException("limits of a mail must be positive: bytes " + bytes + ", depth " + depth
                    + ", parts " + parts + ", headers " + headers + ", text " + text);
        }
    }
}
