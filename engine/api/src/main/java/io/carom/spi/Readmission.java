package io.carom.spi;

import io.carom.api.SubscriberStatus;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An address that somebody wants to let back by hand, with the evidence. Written with the commit that lets it back. Immutable.
 *
 * @param id its number; 0 before it is stored
 * @param act who asked, when and why
 * @param address whom it is about
 * @param was what the address was when it was asked for
 * @param evidence how the person confirmed that the mail is wanted
 * @param reference where that is recorded: the form's entry, the mail's Message-ID
 * @param state what became of it
 * @param decided who decided, when and why; null while it waits
 */
public record Readmission(
        long id,
        Act act,
        AddressKey address,
        SubscriberStatus was,
        Evidence evidence,
        String reference,
        State state,
        @Nullable Act decided)
        implements Aside {
    /** How the person confirmed. */
    public enum Evidence {
        /** By a form on a page of ours. */
        FORM,
        /** By a mail from that very address. */
        MAIL;

        /** The word in the store and on the command line. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The evidence named {@code word}, or empty when there is none of that name. */
        public static Optional<Evidence> of(String word) {
            for (Evidence evidence : values()) {
                if (evidence.word().equals(word)) {
                    return Optional.of(evidence);
                }
            }
            return Optional.empty();
        }
    }

    /** What became of it. */
    public enum State {
        /** It waits for a second operator. */
        REQUESTED,
        /** The address is back. */
        DONE,
        /** A second operator said no. */
        REFUSED;

        /** The word in the store and on the command line. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The state named {@code word}, or empty when there is none of that name. */
        public static Optional<State> of(String word) {
            for (State state : values()) {
                if (state.word().equals(word)) {
                    return Optional.of(state);
                }
            }
            return Optional.empty();
        }
    }

    /** This one, decided. */
    public Readmission as(State newState, Act by) {
        return new Readmission(id, act, address, was, evidence, reference, newState, by);
    }
}
