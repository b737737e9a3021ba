package io.carom.store.jdbc;

import io.carom.api.EventKind;
import io.carom.api.Reason;
import io.carom.spi.AddressKey;
import io.carom.spi.LogRow;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up one batch, so that each figure is written once however many rows it counts. In order of the keys, for the index's sake. */
final class Tally {
    static final String KIND = "kind";
    static final String TYPE = "type";
    static final String REASON = "reason";
    /** Every code of every row, duplicates too: tells which codes there are. */
    static final String CODE = "code";

    static final String SUBSCRIBER = "subscriber";
    static final String DUPLICATE = "duplicate";
    private final Dialect dialect;
    private final Map<Word, Long> words = new TreeMap<>();
    private final Map<String, Campaign> campaigns = new TreeMap<>();
    /** Addresses and bounces that are counted apart from the rows of the log. */
    private final Map<Domain, long[]> domains = new TreeMap<>();

    private record Word(String name, String word) implements Comparable<Word> {
        @Override
        public int compareTo(Word other) {
            int byName = name.compareTo(other.name);
            return byName != 0 ? byName : word.compareTo(other.word);
        }
    }

    private record Domain(String scope, String domain) implements Comparable<Domain> {
        @Override
        public int compareTo(Domain other) {
            int byScope = scope.compareTo(other.scope);
            return byScope != 0 ? byScope : domain.compareTo(other.domain);
        }
    }

    private static final class Campaign {
        long firstAt = Long.MAX_VALUE;
        long lastAt = Long.MIN_VALUE;
        final long[] counts = new long[8];
    }

    Tally(Dialect dialect) {
        this.dialect = dialect;
    }

    void add(String name, String word, long count) {
        words.merge(new Word(name, word), count, Long::sum);
    }

    /** Counts addresses that no row of the log tells of, or takes them away. */
    void addAddresses(AddressKey address, long count) {
        String scope = Stored.key(address.scope(), Stored.SCOPE);
        domain(scope, Stored.key(address.domain(), Stored.ID))[0] += count;
        domain(scope, DomainFold.ALL)[0] += count;
    }

    private long[] domain(String scope, String domain) {
        return domains.computeIfAbsent(new Domain(scope, domain), same -> new long[2]);
    }

    /** Counts one row, but not for its domain: {@link DomainFold} does. A timer's decision counts nowhere. */
    void count(LogRow row) {
        if (row.status() != null) {
            add(CODE, row.status(), 1);
        }
        if (row.id() == null) {
            return;
        }
        if (row.duplicate()) {
            add(DUPLICATE, "", 1);
            return;
        }
        add(KIND, row.kind(), 1);
        if (row.campaign() != null) {
            countCampaign(row, Stored.key(row.campaign(), Stored.NAME));
        }
        if (row.bounceType() != null && isBounce(row)) {
            add(TYPE, row.bounceType(), 1);
            if (row.reason() != null) {
                add(REASON, row.reason(), 1);
            }
        }
    }

    /** Takes a row that is folded in out of the figures over everything; those of campaigns and days stay as they are. */
    void discount(LogRow row, AddressKey address) {
        if (row.status() != null) {
            add(CODE, row.status(), -1);
        }
        if (row.id() == null) {
            return;
        }
        if (row.duplicate()) {
            add(DUPLICATE, "", -1);
            return;
        }
        add(KIND, row.kind(), -1);
        if (row.bounceType() != null && isBounce(row)) {
            add(TYPE, row.bounceType(), -1);
            if (row.reason() != null) {
                add(REASON, row.reason(), -1);
            }
            domain("", Stored.key(address.domain(), Stored.ID))[1]--;
        }
    }

    private static boolean isBounce(LogRow row) {
        return row.kind().equals(EventKind.BOUNCE.word());
    }

    private void countCampaign(LogRow row, String name) {
        Campaign campaign = campaigns.computeIfAbsent(name, same -> new Campaign());
        long at = Instants.nanos(row.at());
        campaign.firstAt = Math.min(campaign.firstAt, at);
        campaign.lastAt = Math.max(campaign.lastAt, at);
        int which = column(row);
        if (which >= 0) {
            campaign.counts[which]++;
        }
    }

    /** Which of the campaign's columns counts this row, or -1. */
    private static int column(LogRow row) {
        if (row.bounceType() != null && isBounce(row)) {
            return row.bounceType().equals("soft") ? 2 : 3;
        }
        return switch (EventKind.of(row.kind()).orElse(EventKind.ACTIVITY)) {
            case SENT -> 0;
            case DELIVERY -> 1;
            // A success that was reported as a bounce
            case BOUNCE -> Reason.DELIVERED.word().equals(row.reason()) ? 1 : -1;
            case COMPLAINT -> "not-spam".equals(row.feedbackType()) ? -1 : 4;
            case OPENED -> 5;
            case CLICKED -> 6;
            case UNSUBSCRIBED -> 7;
            default -> -1;
        };
    }

    void write(Session session) throws SQLException {
        Bind word = session.bind(dialect.upsert("tally", List.of("name", "word"), List.of(), List.of("total")));
        for (Map.Entry<Word, Long> entry : words.entrySet()) {
            if (entry.getValue() != 0) {
                word.key(entry.getKey().name, Stored.NAME)
                        .key(entry.getKey().word, Stored.NAME)
                        .number(entry.getValue().longValue())
                        .row();
            }
        }
        word.run();
        writeCampaigns(session);
        Bind domain = session.bind(
                dialect.upsert("domain_total", List.of("scope", "domain"), List.of(), List.of("addresses", "bounces")));
        for (Map.Entry<Domain, long[]> entry : domains.entrySet()) {
            domain.text(entry.getKey().scope)
                    .text(entry.getKey().domain)
                    .number(entry.getValue()[0])
                    .number(entry.getValue()[1])
                    .row();
        }
        domain.run();
    }

    private void writeCampaigns(Session session) throws SQLException {
        List<String> counts =
                List.of("sent", "delivered", "soft", "hard", "complaints", "opened", "clicked", "unsubscribed");
        Bind bind = session.bind(dialect.upsert("campaign_tally", List.of("campaign"), List.of(), withTimes(counts))
                .replace(
                        "first_at = campaign_tally.first_at + " + dialect.proposed("first_at"),
                        "first_at = " + dialect.lesser("campaign_tally.first_at", dialect.proposed("first_at")))
                .replace(
                        "last_at = campaign_tally.last_at + " + dialect.proposed("last_at"),
                        "last_at = " + dialect.greater("campaign_tally.last_at", dialect.proposed("last_at"))));
        for (Map.Entry<String, Campaign> entry : campaigns.entrySet()) {
            Campaign campaign = entry.getValue();
            bind.text(entry.getKey()).number(campaign.firstAt).number(campaign.lastAt);
            for (long count : campaign.counts) {
                bind.number(count);
            }
            bind.row();
        }
        bind.run();
    }

    private static List<String> withTimes(List<String> counts) {
        List<String> columns = new ArrayList<>(List.of("first_at", "last_at"));
        columns.addAll(counts);
        return columns;
    }
}
