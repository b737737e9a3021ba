package io.carom.standalone.cli;

/**
 * One column of a listing. Immutable.
 *
 * @param name its name in CSV, and the field's in JSON
 * @param title its heading in a table, or empty when it is not part of the table
 * @param width the most characters it takes in a table; 0 for what is left of the line
 */
public record Column(String name, String title, int width) {
    /** A column that only CSV has. */
    public static Column csvOnly(String name) {
        return new Column(name, "", 0);
    }

    boolean inTable() {
        return !title.isEmpty();
    }
}
