package io.carom.store.jdbc;

import io.carom.api.EventKind;
import io.carom.api.RegisteredDomain;
import io.carom.spi.AddressKey;
import io.carom.spi.LogRow;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up one batch, so that each figure is written once however many rows it counts. In order of the keys, for the index's sake. */
final class Tally {
    static final String KIND = "kind";
    static final String TYPE = "type";
    static final String REASON = "reason";
    /** Every code of every row, duplicates too: tells which codes there are. */
    static final String CODE = "code";

    static final String SUBSCRIBER = "subscriber";
    static final String DUPLICATE = "duplicate";
    /** No sample is longer. */
    private static final int SAMPLE = 500;

    private final Dialect dialect;
    private final Map<Word, Long> words = new TreeMap<>();
    private final Map<String, Campaign> campaigns = new TreeMap<>();
    private final Map<String, Long> domains = new TreeMap<>();
    private final Map<ScopeDomain, Long> known = new TreeMap<>();
    private final Map<DomainDay, long[]> days = new TreeMap<>();
    private final Map<DomainCode, Sample> codes = new TreeMap<>();

    private record Word(String name, String word) implements Comparable<Word> {
        @Override
        public int compareTo(Word other) {
            int byName = name.compareTo(other.name);
            return byName != 0 ? byName : word.compareTo(other.word);
        }
    }

    private record ScopeDomain(String scope, String domain) implements Comparable<ScopeDomain> {
        @Override
        public int compareTo(ScopeDomain other) {
            int byScope = scope.compareTo(other.scope);
            return byScope != 0 ? byScope : domain.compareTo(other.domain);
        }
    }

    private record DomainDay(long day, String domain) implements Comparable<DomainDay> {
        @Override
        public int compareTo(DomainDay other) {
            int byDay = Long.compare(day, other.day);
            return byDay != 0 ? byDay : domain.compareTo(other.domain);
        }
    }

    private record DomainCode(String domain, long day, String code) implements Comparable<DomainCode> {
        @Override
        public int compareTo(DomainCode other) {
            int byDomain = domain.compareTo(other.domain);
            int byDay = byDomain != 0 ? byDomain : Long.compare(day, other.day);
            return byDay != 0 ? byDay : code.compareTo(other.code);
        }
    }

    private static final class Campaign {
        long firstAt = Long.MAX_VALUE;
        long lastAt = Long.MIN_VALUE;
        final long[] counts = new long[8];
    }

    private static final class Sample {
        long bounces = 0;

        @Nullable
        String text;

        long at = Long.MIN_VALUE;
    }

    Tally(Dialect dialect) {
        this.dialect = dialect;
    }

    void add(String name, String word, long count) {
        words.merge(new Word(name, word), count, Long::sum);
    }

    /** An address that was not known is from now on, or ({@code -1}) is no more. */
    void known(AddressKey address, long count) {
        ScopeDomain key =
                new ScopeDomain(Stored.key(address.scope(), Stored.SCOPE), Stored.key(address.domain(), Stored.ID));
        known.merge(key, count, Long::sum);
    }

    /** Counts one row; a timer's decision counts nowhere. */
    void count(LogRow row, AddressKey address) {
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
            countDomain(row, address);
        }
    }

    /** Takes a row out of the figures over everything; those of campaigns and days stay as they are. */
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
            domains.merge(Stored.key(address.domain(), Stored.ID), -1L, Long::sum);
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
            case COMPLAINT -> "not-spam".equals(row.feedbackType()) ? -1 : 4;
            case OPENED -> 5;
            case CLICKED -> 6;
            case UNSUBSCRIBED -> 7;
            default -> -1;
        };
    }

    private void countDomain(LogRow row, AddressKey address) {
        String domain = Stored.key(address.domain(), Stored.ID);
        domains.merge(domain, 1L, Long::sum);
        String registered = Stored.key(RegisteredDomain.of(address.domain()), Stored.ID);
        long at = Instants.nanos(row.at());
        long day = Instants.day(at);
        boolean hard = "hard".equals(row.bounceType());
        days.computeIfAbsent(new DomainDay(day, registered), same -> new long[2])[hard ? 0 : 1]++;
        String code = row.status() != null
                ? row.status()
                : row.replyCode() != null ? row.replyCode().toString() : "";
        Sample sample = codes.computeIfAbsent(new DomainCode(registered, day, code), same -> new Sample());
        sample.bounces++;
        if (row.diagnostic() != null && at >= sample.at) {
            sample.at = at;
            String text = row.diagnostic();
            sample.text = text.length() <= SAMPLE ? text : text.substring(0, SAMPLE);
        }
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
        Bind domain = session.bind(dialect.upsert("domain_tally", List.of("domain"), List.of(), List.of("bounces")));
        for (Map.Entry<String, Long> entry : domains.entrySet()) {
            domain.text(entry.getKey()).number(entry.getValue().longValue()).row();
        }
        domain.run();
        Bind addresses = session.bind(
                dialect.upsert("known_domain", List.of("scope", "domain"), List.of(), List.of("addresses")));
        for (Map.Entry<ScopeDomain, Long> entry : known.entrySet()) {
            addresses
                    .text(entry.getKey().scope)
                    .text(entry.getKey().domain)
                    .number(entry.getValue().longValue())
                    .row();
        }
        addresses.run();
        Bind day = session.bind(
                dialect.upsert("domain_day", List.of("day", "domain"), List.of(), List.of("hard", "soft")));
        for (Map.Entry<DomainDay, long[]> entry : days.entrySet()) {
            day.number(entry.getKey().day)
                    .text(entry.getKey().domain)
                    .number(entry.getValue()[0])
                    .number(entry.getValue()[1])
                    .row();
        }
        day.run();
        writeCodes(session);
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

    private void writeCodes(Session session) throws SQLException {
        String newer = "case when " + dialect.proposed("sample_at") + " >= domain_code.sample_at then ";
        String sql = dialect.upsert(
                        "domain_code",
                        List.of("domain", "day", "code"),
                        List.of("sample", "sample_at"),
                        List.of("bounces"))
                .replace(
                        "sample = " + dialect.proposed("sample") + ",",
                        "sample = " + newer + dialect.proposed("sample") + " else domain_code.sample end,")
                .replace(
                        "sample_at = " + dialect.proposed("sample_at") + ",",
                        "sample_at = " + dialect.greater("domain_code.sample_at", dialect.proposed("sample_at")) + ",");
        Bind bind = session.bind(sql);
        for (Map.Entry<DomainCode, Sample> entry : codes.entrySet()) {
            DomainCode key = entry.getKey();
            Sample sample = entry.getValue();
            bind.text(key.domain)
                    .number(key.day)
                    .text(key.code)
                    .text(sample.text)
                    .number(sample.at)
                    .number(sample.bounces)
                    .row();
        }
        bind.run();
    }
}
