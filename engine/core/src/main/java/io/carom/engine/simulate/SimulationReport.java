package io.carom.engine.simulate;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What two policies made of one history. Immutable; made by {@link Simulation}; the same history, policies and seed give the same report.
 *
 * @param events how many events were taken, context lines and the warm-up left out
 * @param warmed how many events only warmed histories and windows
 * @param sent how many events say that a message was sent
 * @param decisions how many decisions the baseline made, timers included
 * @param baseline the digest of the policy that the history was recorded under
 * @param candidate the digest of the other one
 * @param seed what decided about modelled retries
 * @param from the first event, or null when there is none
 * @param to the last one
 * @param figures the figures that the model may touch, by the names that gates use
 * @param kept addresses that are subscribed at the end under both policies
 * @param leftOut recorded events that the candidate was not shown, for it would have prevented them
 * @param expectedMail how many messages the regained subscribers would have been sent until the end, at the rate of all others
 * @param recorded the share of the candidate's decisions that speak of something recorded
 * @param modelled what was modelled
 * @param matrix how decisions moved, most first
 * @param incidents what would have called an operator
 * @param actions each action with how often either policy asked for it
 * @param rules each rule's scorecard, by name
 * @param domains by registered domain, most changed first
 * @param reasons by reason, most changed first
 * @param campaigns by campaign, most changed first
 * @param days by day of the event, in order
 * @param samples examples of each kind of difference, in the order of the history
 * @param wanted the case that was asked for, or null when the history does not have it
 */
public record SimulationReport(
        long events,
        long warmed,
        long sent,
        long decisions,
        String baseline,
        String candidate,
        long seed,
        @Nullable Instant from,
        @Nullable Instant to,
        Map<String, Figure> figures,
        long kept,
        long leftOut,
        double expectedMail,
        double recorded,
        Modelled modelled,
        List<Cell> matrix,
        List<Incident> incidents,
        List<Count> actions,
        List<Rule> rules,
        List<Group> domains,
        List<Group> reasons,
        List<Group> campaigns,
        List<Day> days,
        List<Case> samples,
        @Nullable Case wanted) {
    /** Below so many decisions a figure is called small. */
    public static final long SMALL = 100;

    /** The name of {@link #changed} among the figures; the others are the names of gates. */
    public static final String CHANGED = "changed";

    /**
     * A figure of the main walk, and where it lies over 40 further seeds when the most extreme on each side is left out.
     *
     * @param value in the main walk
     * @param modelled how much of it speaks of addresses that the model had touched by then
     * @param low over the seeds
     * @param high likewise
     */
    public record Figure(long value, long modelled, long low, long high) {
        static final Figure NONE = new Figure(0, 0, 0, 0);
    }

    /** So many decisions of the shape {@code from} became {@code to}. */
    public record Cell(String from, String to, Figure count) {}

    /** Addresses at the end of the history: subscribed under both policies, under the baseline only, under the candidate only. */
    public record Subscribers(long kept, long lost, long regained) {}

    /**
     * What nobody has recorded.
     *
     * @param retries retries drawn from the model
     * @param implied retries whose outcome follows from the record: delivered before, or refused for good before
     * @param found retries of the candidate whose outcome is recorded
     * @param guessed how many draws had next to nothing recorded to go by
     * @param open retries that are due after the last event
     * @param unfollowed how often further seeds drew otherwise and were not followed, for want of room
     * @param foretold how well the model foretells what is recorded, or null when nothing was
     * @param cells what the model had learnt where it was used
     */
    public record Modelled(
            Figure retries,
            Figure delivered,
            long implied,
            long found,
            long guessed,
            long open,
            long unfollowed,
            @Nullable Foretold foretold,
            List<Learnt> cells) {}

    /**
     * The model against recorded retries, each before it learnt from it.
     *
     * @param retries how many
     * @param expected the mean of what it foretold
     * @param delivered the share that succeeded
     * @param error the mean squared error of each single forecast (Brier); 0.25 is a coin
     */
    public record Foretold(long retries, double expected, double delivered, double error) {}

    /** A share of retries that succeed, by reason, domain and longest delay; {@code *} is any. */
    public record Learnt(String what, long tried, long delivered, long used, Interval share) {}

    /**
     * What would have called an operator.
     *
     * @param what {@code alert} and the signal, {@code pause_campaign}, {@code throttle} or {@code hold_for_review}
     * @param where the scope of an alert; why it is held
     * @param first when the first of them came, under either policy
     */
    public record Incident(String what, String where, long baseline, long candidate, Instant first) {}

    /** How often either policy did something, and in how many compared cases only one of them did. */
    public record Count(String name, long baseline, Figure candidate, long onlyBaseline, long onlyCandidate) {}

    /**
     * A rule's scorecard. What it counts under the baseline for a rule that the candidate lacks, else under the candidate.
     *
     * @param gained compared cases that it wins under the candidate only
     * @param lost compared cases that it wins under the baseline only
     * @param marked addresses that it took part in calling dead
     * @param contradicted how many of those took mail afterwards
     * @param advice keep, tune or retire
     * @param cases ids of cases that it wins under one policy only
     * @param contradictedCases ids of the decisions that were contradicted
     */
    public record Rule(
            String rule,
            long baseline,
            Figure candidate,
            long gained,
            long lost,
            long overridden,
            long refused,
            long marked,
            long contradicted,
            String advice,
            String why,
            List<String> cases,
            List<String> contradictedCases) {
        /** In how many compared cases it wins under one policy only. */
        public long changed() {
            return gained + lost;
        }
    }

    /** A group of decisions. */
    public record Group(String name, long decisions, Figure changed, Figure lost, Figure regained) {}

    /** The compared decisions of one day. */
    public record Day(String day, long decisions, long changed) {}

    /** A figure by its name; zero for one that there is not. */
    public Figure figure(String name) {
        return figures.getOrDefault(name, Figure.NONE);
    }

    /** How many decisions differ in classification, subscriber, retry or actions. */
    public long changed() {
        return figure(CHANGED).value();
    }

    /** What became of the addresses. */
    public Subscribers subscribers() {
        return new Subscribers(
                kept, figure(OtherWay.LOST).value(), figure(OtherWay.REGAINED).value());
    }

    /** The share of decisions that differ. */
    public Interval changedShare() {
        return Interval.of(changed(), decisions);
    }

    /** The share of the baseline's subscribers that the candidate loses. */
    public Interval lostShare() {
        return Interval.of(
                subscribers().lost(), subscribers().kept() + subscribers().lost());
    }

    /** By how much the candidate ends with more subscribers than the baseline, as a share of all; negative when with fewer. */
    public Interval netSubscribers() {
        Subscribers all = subscribers();
        return Interval.ofDifference(all.regained(), all.lost(), all.kept() + all.lost() + all.regained());
    }

    /** The report as one line of JSON; the same report gives the same bytes. */
    public String json() {
        return ReportJson.write(this);
    }
}
