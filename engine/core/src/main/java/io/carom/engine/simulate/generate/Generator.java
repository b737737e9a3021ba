package io.carom.engine.simulate.generate;

import io.carom.api.CampaignContext;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Input;
import java.time.Instant;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Makes a history event by event, in time order: messages sent and what became of each. The same profile, seed, days and number give
 * the same events. Keeps in memory what is still to come of messages already sent, and one number for each place of the list. For one
 * thread.
 */
public final class Generator implements Iterator<Input> {
    /** Where each history begins. */
    public static final Instant BEGINNING = Instant.parse("2026-01-05T00:00:00Z");
    /** The most days. */
    public static final int MOST_DAYS = 3_650;

    private static final int MOST_PEOPLE = 20_000_000;

    private final Profile profile;
    private final Tables tables = new Tables();
    private final long seed;
    private final double hours;
    private final Calendar calendar;
    private final Story story;
    private final PriorityQueue<Due> waiting =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::number));
    private final int[] generation;
    private final BitSet stopped = new BitSet();
    private final int imported;
    private final Instant importAt;
    private int campaign = -1;
    private long sentOfCampaign;
    private long offset;
    private long stride = 1;
    private long sends;
    private long events;
    private @Nullable Event next;
    private @Nullable Input context;

    /** What happens at an instant; {@code number} keeps the order of what happens at the same one. */
    record Due(Instant at, long number, Story.Mail mail, EventKind kind, String what, int attempt) {}

    private Generator(Profile profile, long seed, int days, long sends) {
        this.profile = profile;
        this.seed = seed;
        this.hours = days * 24.0;
        this.calendar = new Calendar(BEGINNING, days, (int) profile.number("campaigns-a-day"), sends);
        long people = (long) Math.ceil(sends / (days * profile.number("mails-a-day")));
        int places = (int) Math.min(MOST_PEOPLE, Math.max(Math.max(10, people), calendar.largest()));
        this.generation = new int[places];
        this.imported = (int) (places * profile.number("imported"));
        this.importAt = Person.after(BEGINNING, hours * profile.number("import-at"));
        SplittableRandom random = new SplittableRandom(seed);
        this.story = new Story(
                profile, tables, new Weather(profile, tables, random.split(), BEGINNING, days), random.split());
    }

    /**
     * A history of {@code sends} messages within {@code days} days.
     *
     * @throws IllegalArgumentException when there are less than one of either, or more than {@link #MOST_DAYS} days
     */
    public static Generator of(Profile profile, long seed, int days, long sends) {
        if (days < 1 || days > MOST_DAYS || sends < 1) {
            throw new IllegalArgumentException(days + " days and " + sends + " messages: it takes 1 to " + MOST_DAYS
                    + " days and at least 1 message");
        }
        return new Generator(profile, seed, days, sends);
    }

    @Override
    public boolean hasNext() {
        return context != null || !waiting.isEmpty() || find();
    }

    @Override
    public Input next() {
        Input line = context;
        if (line != null) {
            context = null;
            return line;
        }
        find();
        Event sent = next;
        Due due = waiting.peek();
        if (due != null && (sent == null || due.at().isBefore(sent.at()))) {
            return what(waiting.remove());
        }
        if (sent == null) {
            throw new NoSuchElementException("the history is at its end");
        }
        next = null;
        return sent;
    }

    private Input what(Due due) {
        story.goOn(due, waiting);
        if (story.stops(due)) {
            stopped.set(due.mail().slot());
        }
        return story.tell(due).id(id()).build();
    }

    private String id() {
        return "g" + seed + "-" + ++events;
    }

    /** Makes the next message that is sent; answers whether there is one. */
    private boolean find() {
        while (next == null) {
            if (campaign >= 0 && sentOfCampaign < calendar.size(campaign)) {
                send();
                return true;
            }
            if (campaign + 1 >= calendar.campaigns()) {
                return false;
            }
            campaign++;
            sentOfCampaign = 0;
            SplittableRandom random = new SplittableRandom(seed + 77_003L * campaign);
            offset = random.nextInt(generation.length);
            stride = coprime(1 + random.nextInt(generation.length));
        }
        return true;
    }

    private long coprime(long near) {
        long found = near;
        while (gcd(found, generation.length) != 1) {
            found++;
        }
        return found;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private void send() {
        long n = sentOfCampaign++;
        Instant at = calendar.at(campaign, n, story.share());
        int slot = (int) ((offset + n * stride) % generation.length);
        boolean fromImport = slot < imported && !at.isBefore(importAt);
        if (stopped.get(slot)) {
            // Who left is replaced by a sign-up, so that the list keeps its size
            stopped.clear(slot);
            generation[slot]++;
        }
        Instant since = fromImport && generation[slot] == 0 ? importAt : generation[slot] == 0 ? BEGINNING : at;
        Person person = Person.of(
                profile, tables, seed, slot, generation[slot], since, hours, fromImport && generation[slot] == 0);
        Story.Mail mail = new Story.Mail(
                person, slot, ++sends, (fromImport ? "import-" : "campaign-") + (campaign + 1), at, false);
        if (fromImport && n < generation.length && person.imported()) {
            announce(mail.campaign());
        }
        story.begin(mail, waiting);
        next = story.sent(mail).id(id()).build();
    }

    private String announced = "";

    /** The first sends to an imported list say so, for a policy may judge them by another measure. */
    private void announce(String name) {
        if (announced.isEmpty()) {
            announced = name;
            context = new CampaignContext(name, null, true);
        }
    }
}
