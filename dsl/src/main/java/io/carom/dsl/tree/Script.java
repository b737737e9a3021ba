package io.carom.dsl.tree;

import io.carom.api.Proposed;
import java.util.List;
import java.util.Set;

/**
 * A script that was read without an error. Immutable.
 *
 * @param name the file's name without its ending
 * @param file the file, relative to the policy folder
 * @param description who asked for it and why, or empty
 * @param domains exact names, and {@code *.} in front of a suffix
 * @param hosts receiving hosts, {@code *} for any characters
 * @param blocks its {@code on}s in order, then its {@code otherwise}
 * @param constants what its blocks refer to by index
 */
public record Script(
        String name,
        String file,
        String description,
        List<String> domains,
        List<String> hosts,
        List<Block> blocks,
        Constants constants) {
    /**
     * One {@code on} or {@code otherwise}.
     *
     * @param place where it begins
     * @param conditions all must hold; none for {@code otherwise}
     */
    public record Block(Place place, List<Condition> conditions, List<Step> steps) {}

    /**
     * Constants by index.
     *
     * @param patterns regular expressions
     * @param lists lists for {@code in}: of {@link String} or of {@link Integer}
     * @param proposals what verbs with known arguments propose
     * @param origins what the proposal of a verb with unknown arguments carries besides; its {@code what} says nothing
     */
    public record Constants(
            List<String> patterns, List<Set<Object>> lists, List<Proposed> proposals, List<Proposed> origins) {}
}
