package io.carom.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Outgoing webhooks that wait, that were taken and that were given up, one line for each endpoint; and the log of every try. Safe for
 * any number of threads. Every method fails with {@link io.carom.api.JournalException}.
 */
public interface Webhooks {
    /**
     * One message to one endpoint. Immutable.
     *
     * @param id the same at every try and for ever; what an endpoint tells repetitions by
     * @param endpoint the endpoint's name
     * @param address whom it is about: messages about one address go out in their order
     * @param at when it came to be
     * @param body the JSON that is sent, byte for byte
     */
    record Hook(String id, String endpoint, AddressKey address, Instant at, String body) {}

    /**
     * One try. Immutable.
     *
     * @param endpoint the endpoint's name
     * @param id the message's id
     * @param at when
     * @param answer {@code 204} and so on, or a word where there was no answer: {@code refused}, {@code timeout} ...
     * @param told what was said, for people; one line
     */
    record Attempt(String endpoint, String id, Instant at, String answer, String told) {}

    /** A message that was given up. Immutable. */
    record Given(Hook hook, int tries, String why) {}

    /**
     * How it stands with an endpoint. Immutable.
     *
     * @param endpoint its name
     * @param waiting messages that wait
     * @param oldest the oldest of them, or null
     * @param dead messages that were given up
     * @param disabled since when nothing is sent to it, or null
     * @param why why not, or null
     */
    record Standing(
            String endpoint,
            long waiting,
            @Nullable Instant oldest,
            long dead,
            @Nullable Instant disabled,
            @Nullable String why) {}

    /** Adds messages, in order, in one transaction; one that is there already (endpoint and id) stays as it is. Answers how many are new. */
    int add(List<Hook> hooks);

    /**
     * Makes {@code instance} the one that sends to an endpoint for {@code lease} from {@code now}, unless another one is or the
     * endpoint is switched off.
     *
     * @return whether it may send
     */
    boolean hold(String endpoint, String instance, Instant now, Duration lease);

    /** {@code instance} no longer sends to an endpoint. */
    void release(String endpoint, String instance);

    /** Messages that are due, oldest first; none behind one about the same address that is to be tried again later. */
    List<Hook> due(String endpoint, Instant now, int limit);

    /** What became of a message so far. */
    Tries tries(String endpoint, String id);

    /** These were taken; {@code attempts} go to the log. */
    void settled(String endpoint, List<String> ids, Instant at, List<Attempt> attempts);

    /** This one was not taken at {@code at}: {@code next} is when to try again, or null to give it up. */
    void failed(String endpoint, String id, String why, Instant at, @Nullable Instant next);

    /** Switches an endpoint off; what waits for it goes on waiting. */
    void disable(String endpoint, String why, Instant at);

    /** Switches an endpoint on again. Answers whether it was off. */
    boolean enable(String endpoint, Act act);

    /** Every endpoint that there is something to say of, by name. */
    List<Standing> standing();

    /** Messages that were given up, oldest first. */
    List<Given> dead(@Nullable String endpoint, int limit, long offset);

    /** Lets messages that were given up wait again, those of {@code ids} or all for null. Answers how many. */
    long resend(@Nullable String endpoint, @Nullable List<String> ids, Act act);

    /** Tries, newest first, until {@code sink} answers false; of one endpoint, or of all for null. */
    void log(@Nullable String endpoint, Predicate<Attempt> sink);

    /** A message by its endpoint and id. */
    Optional<Hook> find(String endpoint, String id);

    /** Deletes tries, and messages that were settled or whose endpoint is off, from before {@code before}; at most {@code most} of each. */
    long forget(Instant before, int most);
}
