package io.carom.engine.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/** What is wrong with a text that is no JSON, in plain words on one line. Stateless. */
public final class JsonFault {
    private static final int LONGEST = 160;

    private JsonFault() {}

    /** The words, with the column at the end where it is known. */
    public static String of(JacksonException fault) {
        if (fault instanceof UnexpectedEndOfInputException) {
            return "it ends before its last bracket or quote; is it cut off?";
        }
        String words = String.valueOf(fault.getOriginalMessage());
        if (fault instanceof StreamConstraintsException) {
            return "it is too deep or too large";
        }
        words = before(before(before(words, "\n"), ": was expecting"), " (start marker");
        if (words.length() > LONGEST) {
            words = words.substring(0, LONGEST) + " ...";
        }
        TokenStreamLocation at = fault.getLocation();
        return at == null || at.getColumnNr() < 1 ? words : words + " (column " + at.getColumnNr() + ")";
    }

    private static String before(String words, String end) {
        int at = words.indexOf(end);
        return at < 0 ? words : words.substring(0, at);
    }
}
