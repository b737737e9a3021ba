package io.carom.standalone.cli;

/**
 * One column of a listing. Immutable.
 *
 * @param name how the verb knows it, and its name in CSV
 * @param title its heading in a table
 * @param width the most characters it takes in a table; 0 for what is left of the line
 * @param inTable whether a table has it
 * @param inCsv whether CSV has it
 * @param number whether its values are whole numbers, which JSON writes as such
 */
public record Column(String name, String title, int width, boolean inTable, boolean inCsv, boolean number) {
    /** A column of both. */
    public static Column of(String name, String title, int width) {
        return new Column(name, title, width, true, true, false);
    }

    /** A column for people, who read short forms. */
    public static Column tableOnly(String name, String title, int width) {
        return new Column(name, title, width, true, false, false);
    }

    /** A column for programs. */
    public static Column csvOnly(String name) {
        return new Column(name, "", 0, false, true, false);
    }

    /** The same column, of whole numbers. */
    public Column ofNumbers() {
        return new Column(name, title, width, inTable, inCsv, true);
    }
}
