package io.carom.testkit;

import io.carom.api.CampaignContext;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Input;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A sender's days on which nothing is wrong, as they are: campaigns by day and a stream of single mails around the clock, few large and
 * many small receivers, and failures whose rates move with receiver, hour and campaign (gamma-distributed around their mean, so that counts
 * are overdispersed). A fault can be planted into it. Made from a seed, a day at a time. For one thread.
 */
public final class Traffic {
    /** The first midnight. */
    public static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    private static final String[] LARGE = {"large1.example", "large2.example", "large3.example", "large4.example"};
    private static final double[] LARGE_SHARE = {0.30, 0.20, 0.10, 0.06};
    private static final int SMALL = 80;
    private static final int PEOPLE = 60_000;
    /** Sends by hour of the day, UTC: the stream of single mails follows it. */
    private static final double[] HOURS = {
        0.3, 0.2, 0.2, 0.2, 0.3, 0.6, 1.0, 1.6, 2.0, 2.1, 2.0, 1.8, 1.6, 1.7, 1.8, 1.8, 1.7, 1.6, 1.5, 1.4, 1.2, 0.9,
        0.7, 0.5
    };

    private final Random random;
    private final int sendsPerDay;
    private final double unrest;
    private final @Nullable Fault fault;
    private final Map<String, Double> moods = new HashMap<>();
    private long number;

    /** Something that goes wrong from an instant on: it may answer instead of what would have happened. */
    @FunctionalInterface
    public interface Fault {
        /** What the receiver says to this message, or null when it does as ever. */
        @Nullable
        String reply(Send send, Random random);

        /** Whether the person who got it complains, or null when as ever. */
        default @Nullable Boolean complains(Send send, Random random) {
            return null;
        }

        /** A campaign of its own that is part of it, or null. */
        default @Nullable Campaign campaign() {
            return null;
        }
    }

    /**
     * A send of many messages.
     *
     * @param id its name
     * @param begin the first message
     * @param length from the first to the last message
     * @param size how many messages
     * @param list the list it goes to
     * @param server the server that sends it
     * @param firstSend whether it is the first send to an imported list
     */
    public record Campaign(
            String id, Instant begin, Duration length, int size, String list, int server, boolean firstSend) {}

    /**
     * One message.
     *
     * @param at when it is sent
     * @param domain the receiver
     * @param campaign the campaign, or null for a single mail
     * @param done how much of the campaign was sent before, 0 to 1
     */
    public record Send(Instant at, String domain, @Nullable Campaign campaign, double done, int server) {
        /** Whether the receiver is one of the large ones. */
        public boolean large() {
            return domain.startsWith("large");
        }
    }

    private Traffic(long seed, int sendsPerDay, double unrest, @Nullable Fault fault) {
        this.random = new Random(seed);
        this.sendsPerDay = sendsPerDay;
        this.unrest = unrest;
        this.fault = fault;
    }

    /**
     * Days on which nothing is wrong.
     *
     * @param unrest the coefficient of variation of failure rates over receivers, hours and campaigns: 0.5 is an ordinary sender's
     */
    public static Traffic steady(long seed, int sendsPerDay, double unrest) {
        return new Traffic(seed, sendsPerDay, unrest, null);
    }

    /** The same with a fault. */
    public static Traffic with(Fault fault, long seed, int sendsPerDay, double unrest) {
        return new Traffic(seed, sendsPerDay, unrest, fault);
    }

    /** Hands over what happens on these days, in time order; each event once. */
    public void days(int from, int to, Consumer<Input> sink) {
        List<Event> late = new ArrayList<>();
        for (int day = from; day < to; day++) {
            Instant midnight = START.plus(Duration.ofDays(day));
            List<Campaign> campaigns = campaigns(day, midnight);
            for (Campaign campaign : campaigns) {
                sink.accept(new CampaignContext(campaign.id(), null, campaign.firstSend()));
            }
            List<Event> events = new ArrayList<>(late);
            sends(midnight, campaigns).forEach(send -> outcome(send, events));
            events.sort(Comparator.comparing(Event::at));
            late.clear();
            Instant next = midnight.plus(Duration.ofDays(1));
            for (Event event : events) {
                if (event.at().isBefore(next)) {
                    sink.accept(event);
                } else {
                    late.add(event);
                }
            }
            moods.clear();
        }
    }

    private List<Campaign> campaigns(int day, Instant midnight) {
        DayOfWeek weekday = midnight.atZone(ZoneOffset.UTC).getDayOfWeek();
        boolean weekend = weekday == DayOfWeek.SATURDAY || weekday == DayOfWeek.SUNDAY;
        List<Campaign> campaigns = new ArrayList<>();
        int count = weekend ? 1 : 3;
        for (int i = 0; i < count; i++) {
            int size = (int) (sendsPerDay * 0.25 * (0.6 + 0.8 * random.nextDouble()));
            campaigns.add(new Campaign(
                    "c" + day + "-" + i,
                    midnight.plus(Duration.ofMinutes(8 * 60 + 150L * i + random.nextInt(60))),
                    Duration.ofMinutes(60 + random.nextInt(120)),
                    size,
                    i == 1 ? "offers" : "news",
                    i % 2,
                    false));
        }
        Campaign planted = fault == null ? null : fault.campaign();
        if (planted != null
                && !planted.begin().isBefore(midnight)
                && planted.begin().isBefore(midnight.plus(Duration.ofDays(1)))) {
            campaigns.add(planted);
        }
        return campaigns;
    }

    private List<Send> sends(Instant midnight, List<Campaign> campaigns) {
        List<Send> sends = new ArrayList<>();
        for (Campaign campaign : campaigns) {
            for (int i = 0; i < campaign.size(); i++) {
                Instant at = campaign.begin()
                        .plusMillis(campaign.length().toMillis() * i / campaign.size() + random.nextInt(900));
                sends.add(new Send(at, receiver(), campaign, (double) i / campaign.size(), campaign.server()));
            }
        }
        double all = 0;
        for (double hour : HOURS) {
            all += hour;
        }
        for (int hour = 0; hour < 24; hour++) {
            int count = poisson(0.35 * sendsPerDay * HOURS[hour] / all);
            for (int i = 0; i < count; i++) {
                Instant at = midnight.plusSeconds(3_600L * hour + random.nextInt(3_600));
                sends.add(new Send(at, receiver(), null, 0, random.nextInt(2)));
            }
        }
        return sends;
    }

    private String receiver() {
        double luck = random.nextDouble();
        for (int i = 0; i < LARGE.length; i++) {
            luck -= LARGE_SHARE[i];
            if (luck < 0) {
                return LARGE[i];
            }
        }
        // Small receivers grow smaller: the first has many times the mail of the last
        return "small" + (int) (SMALL * random.nextDouble() * random.nextDouble()) + ".example";
    }

    private void outcome(Send send, List<Event> events) {
        long id = number++;
        String address = "p" + random.nextInt(PEOPLE) + "@" + send.domain();
        events.add(event(EventKind.SENT, send.at(), address, send, "s" + id, id).build());
        Instant answered = send.at().plusMillis(300 + random.nextInt(40_000));
        String planted = fault == null ? null : fault.reply(send, random);
        String reply = planted != null ? planted : ordinary(send);
        if (!reply.isEmpty()) {
            events.add(event(EventKind.BOUNCE, answered, address, send, "o" + id, id)
                    .reply(reply)
                    .attempt(1)
                    .build());
            return;
        }
        events.add(
                event(EventKind.DELIVERY, answered, address, send, "o" + id, id).build());
        Boolean complains = fault == null ? null : fault.complains(send, random);
        double complaints = 0.0003
                * mood("complaint "
                        + (send.campaign() == null ? "" : send.campaign().id()));
        if (complains != null ? complains : send.campaign() != null && random.nextDouble() < complaints) {
            Instant later = answered.plusSeconds(60 + (long) (-2_400 * Math.log(1 - random.nextDouble())));
            events.add(event(EventKind.COMPLAINT, later, address, send, "f" + id, id)
                    .feedbackType("abuse")
                    .build());
        }
    }

    /** What a receiver says on an ordinary day; nothing when it takes the message. */
    private String ordinary(Send send) {
        String hour = send.domain() + send.at().getEpochSecond() / 3_600;
        String campaign = send.campaign() == null ? "" : send.campaign().id();
        double luck = random.nextDouble();
        if ((luck -= 0.006 * mood("dead " + campaign)) < 0) {
            return "550 5.1.1 User unknown";
        }
        if ((luck -= 0.004 * mood("full " + hour)) < 0) {
            return "452 4.2.2 Mailbox full";
        }
        if ((luck -= (send.large() ? 0.01 : 0.05) * mood("grey " + hour)) < 0) {
            return "450 4.7.0 Greylisted, try again later";
        }
        if ((luck -= 0.005 * mood("defer " + hour)) < 0) {
            return "421 4.7.1 Temporarily deferred due to unexpected volume or user complaints";
        }
        if ((luck -= 0.002 * mood("refuse " + hour)) < 0) {
            return "550 5.7.1 Message rejected due to local policy";
        }
        if ((luck -= 0.0005 * mood("auth " + hour)) < 0) {
            return "550 5.7.26 Unauthenticated email is not accepted: SPF and DKIM failed";
        }
        if ((luck -= 0.0003 * mood("size " + campaign)) < 0) {
            return "552 5.3.4 Message size exceeds fixed limit";
        }
        return luck - 0.003 * mood("net " + hour) < 0 ? "451 4.4.1 Connection timed out" : "";
    }

    private Event.Builder event(EventKind kind, Instant at, String address, Send send, String id, long message) {
        Campaign campaign = send.campaign();
        return Event.of(kind, at, address)
                .id(id)
                .message("<t" + message + "@sender.example>")
                .campaign(campaign == null ? null : campaign.id())
                .list(campaign == null ? null : campaign.list())
                .server("smtp-" + send.server())
                .sendingIp("192.0.2." + (10 + send.server()));
    }

    /** A factor around 1 that is the same for everything of this name on this day. */
    private double mood(String name) {
        return unrest == 0 ? 1 : moods.computeIfAbsent(name, once -> gamma(1 / (unrest * unrest)) * unrest * unrest);
    }

    /** Marsaglia and Tsang; shapes below one by way of the next. */
    private double gamma(double shape) {
        if (shape < 1) {
            return gamma(shape + 1) * Math.pow(1 - random.nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = Math.pow(1 + c * x, 3);
            if (v > 0 && Math.log(1 - random.nextDouble()) < x * x / 2 + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }

    private int poisson(double mean) {
        return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
}
