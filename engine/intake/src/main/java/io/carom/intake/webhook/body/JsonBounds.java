package io.carom.intake.webhook.body;

/**
 * How much JSON is read before it is refused. Immutable.
 *
 * @param depth levels of nesting
 * @param text characters of one text
 * @param name characters of one field's name
 * @param digits characters of one number
 * @param values values in one body, containers and names included
 */
public record JsonBounds(int depth, int text, int name, int digits, long values) {
    /** 40 levels, 2 Mi characters a text, 1,000 a name, 100 a number, 2 million values. */
    public static final JsonBounds DEFAULT = new JsonBounds(40, 2 << 20, 1_000, 100, 2_000_000);
}
