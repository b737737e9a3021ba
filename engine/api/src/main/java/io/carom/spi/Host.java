package io.carom.spi;

import io.carom.api.CampaignContext;
import io.carom.api.ServerContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The mail platform that Carom works for. It carries out actions at least once: {@link Outgoing#key()} is the same each time, and a
 * host that has done it before answers {@link Reply#DONE} and does nothing. Called by several threads, never by two about one address.
 */
public interface Host extends AutoCloseable {
    /** A name for logs and for the console. */
    String name();

    /**
     * Does what {@code action} says.
     *
     * @return whether it is done, or whether to come again; a runtime exception means {@link Reply#LATER}
     */
    Reply carryOut(Outgoing action);

    /**
     * Does several, in their order, and answers as many answers in the same order: what a host can do faster together. An action
     * behind one about the same address that is to come again is not done. As it stands, one after the other.
     */
    default List<Reply> carryOut(List<Outgoing> actions) {
        List<Reply> replies = new ArrayList<>(actions.size());
        Set<AddressKey> waiting = new HashSet<>();
        for (Outgoing action : actions) {
            Reply reply = waiting.contains(action.address()) ? Reply.LATER : carryOut(action);
            if (reply == Reply.LATER) {
                waiting.add(action.address());
            }
            replies.add(reply);
        }
        return replies;
    }

    /** What the host knows of an address and the journal does not, asked before a decision; empty when it knows nothing. Must answer fast. */
    default Optional<Acquaintance> lookUp(AddressKey address) {
        return Optional.empty();
    }

    /** What the host knows of a sending server that the journal has never heard of. Must answer fast. */
    default Optional<ServerContext> server(String id) {
        return Optional.empty();
    }

    /** What the host knows of a campaign that the journal has never heard of. Must answer fast. */
    default Optional<CampaignContext> campaign(String id) {
        return Optional.empty();
    }

    @Override
    default void close() {}

    /** A host's answer. */
    enum Reply {
        /** It is done, now or before. */
        DONE,
        /** Not now: come again with a growing delay. */
        LATER,
        /** Never: the host does not know such an action or such an address. */
        NEVER
    }

    /**
     * What a host knows of an address. Immutable.
     *
     * @param engaged whether the person opened or clicked within the last 30 days
     * @param lists the lists it is on
     */
    record Acquaintance(boolean engaged, List<String> lists) {}
}
