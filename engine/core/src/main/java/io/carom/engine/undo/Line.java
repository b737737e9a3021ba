package io.carom.engine.undo;

import io.carom.spi.Undos.Link;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The decisions that changed one address, one after the other, and which of them stands. An undo makes the one before stand again, and an
 * undo of an undo the one that was undone. For one thread.
 */
final class Line {
    private final List<Link> links;
    private final Map<Long, Integer> places = new HashMap<>();

    /** In the order of recording. */
    Line(List<Link> links) {
        this.links = new ArrayList<>(links);
        for (int i = 0; i < links.size(); i++) {
            places.put(links.get(i).seq(), i);
        }
    }

    /** The decision of this row, or empty when it is not there any more. */
    Optional<Link> link(long seq) {
        Integer place = places.get(seq);
        return place == null ? Optional.empty() : Optional.of(links.get(place));
    }

    /** Whether what this decision made of the address is what later decisions left it at. */
    boolean stands(long seq) {
        if (links.isEmpty()) {
            return false;
        }
        int last = links.size() - 1;
        int standing = standing(last);
        return links.get(last).seq() == seq
                || (standing >= 0 && links.get(standing).seq() == seq);
    }

    /** Whether the decision was undone and nothing made it stand again. */
    boolean undone(long seq) {
        int place = places.getOrDefault(seq, -1);
        boolean undone = false;
        for (int i = place + 1; place >= 0 && i < links.size(); i++) {
            Long undoes = links.get(i).undoes();
            if (undoes != null && undoes == seq && !undone(links.get(i).seq())) {
                undone = true;
            }
        }
        return undone;
    }

    /** The place of the decision that stands after the one at {@code place}, or -1: none, as before the first. */
    private int standing(int place) {
        int at = place;
        while (at >= 0 && links.get(at).undoes() != null) {
            Integer undone = places.get(links.get(at).undoes());
            at = undone == null ? -1 : undone - 1;
        }
        return at;
    }

    /** Notes that {@code seq} is undone by a decision that is about to be recorded. */
    void undo(long seq, Instant at) {
        long next = links.get(links.size() - 1).seq() + 1;
        places.put(next, links.size());
        links.add(new Link(next, at, seq));
    }
}
