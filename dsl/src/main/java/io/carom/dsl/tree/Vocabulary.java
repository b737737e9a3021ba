package io.carom.dsl.tree;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words of the language: facts, verbs, conditions, units. Immutable. */
public final class Vocabulary {
    /** What {@code on(...)} may ask for. */
    public static final Set<String> CONDITIONS = ordered("dsn", "smtp", "text", "mx", "reasonIs");

    /** Seconds of each unit of time. */
    public static final Map<String, Integer> UNITS = units();

    /** What may stand at the top of a script. */
    public static final Set<String> TOP = ordered("domain", "mx", "description", "def", "on", "otherwise");

    /** The first argument of {@code classify}. */
    public static final Set<String> TYPES = ordered("hard", "soft");

    /** The facts and verbs of the language alone. */
    public static final Vocabulary STANDARD = new Vocabulary(List.of(), List.of());

    private final Map<String, Fact> facts = new LinkedHashMap<>();
    private final Map<String, Verb> verbs = new LinkedHashMap<>();

    /** The language's own words and a host's; a host's word that exists already is left out. */
    public Vocabulary(List<Fact> customFacts, List<Verb> customVerbs) {
        standardFacts().forEach(fact -> facts.put(fact.name(), fact));
        standardVerbs().forEach(verb -> verbs.put(verb.name(), verb));
        customFacts.forEach(fact -> facts.putIfAbsent(fact.name(), fact));
        customVerbs.forEach(verb -> verbs.putIfAbsent(verb.name(), verb));
    }

    /** Every fact by its name, the language's own first. */
    public Map<String, Fact> facts() {
        return Collections.unmodifiableMap(facts);
    }

    /** Every verb by its name, the language's own first. */
    public Map<String, Verb> verbs() {
        return Collections.unmodifiableMap(verbs);
    }

    /** Whether a {@code def} may not be called so. */
    public boolean taken(String name) {
        return facts.containsKey(name) || verbs.containsKey(name) || TOP.contains(name) || TYPES.contains(name);
    }

    private static List<Fact> standardFacts() {
        return List.of(
                fact("dsn", Kind.TEXT, "The enhanced status code (`5.1.1`), or empty."),
                fact("smtp", Kind.NUMBER, "The SMTP reply code, or 0."),
                fact("reason", Kind.TEXT, "The reply or diagnostic, verbatim."),
                fact("domain", Kind.TEXT, "The recipient's domain, lower case."),
                fact("recipient", Kind.TEXT, "The recipient's address, lower case."),
                fact("mx", Kind.TEXT, "The receiving host, lower case, or empty."),
                fact("attempt", Kind.NUMBER, "Which delivery try failed; 1 is the first."),
                fact("softCount", Kind.NUMBER, "How many messages in a row bounced softly, this one included."),
                fact("server", Kind.TEXT, "The sending server, or empty."),
                fact("campaign", Kind.TEXT, "The campaign, or empty."),
                fact("engaged", Kind.FLAG, "Whether the subscriber opened or clicked lately."));
    }

    private static List<Verb> standardVerbs() {
        return List.of(
                verb(
                        "classify",
                        List.of(Kind.TEXT, Kind.TEXT),
                        List.of(),
                        "The failure is `hard` or `soft`, for this reason."),
                verb(
                        "retry",
                        List.of(Kind.SPAN, Kind.NUMBER),
                        List.of("after", "attempts"),
                        "Retry so many times in all (1 to 100), so far apart (at most 30 days)."),
                verb("retryPolicy", List.of(Kind.TEXT), List.of(), "Retry by the retry policy of this name."),
                verb("giveUp", List.of(), List.of(), "No further try at this message."),
                verb("keepSubscriber", List.of(), List.of(), "Nothing happens to the subscriber."),
                verb("suppress", List.of(), List.of(), "Nothing is sent to the address any more."),
                verb("unsubscribe", List.of(), List.of(), "The address leaves all lists."),
                verb(
                        "hold",
                        List.of(Kind.SPAN),
                        List.of(),
                        "What would happen to the subscriber waits so long for a sign of life."),
                verb(
                        "throttle",
                        List.of(Kind.TEXT),
                        List.of(),
                        "Send no faster than this (`10/min`) to the receiving domain."),
                verb("alert", List.of(Kind.TEXT), List.of(), "An operator is to know."));
    }

    private static Fact fact(String name, Kind kind, String doc) {
        return new Fact(name, kind, doc, -1);
    }

    private static Verb verb(String name, List<Kind> parameters, List<String> names, String doc) {
        return new Verb(name, parameters, names, doc, -1);
    }

    private static Set<String> ordered(String... words) {
        Map<String, Boolean> set = new LinkedHashMap<>();
        for (String word : words) {
            set.put(word, true);
        }
        return Collections.unmodifiableSet(set.keySet());
    }

    private static Map<String, Integer> units() {
        Map<String, Integer> units = new LinkedHashMap<>();
        units.put("seconds", 1);
        units.put("minutes", 60);
        units.put("hours", 3_600);
        units.put("days", 86_400);
        return Collections.unmodifiableMap(units);
    }
}
