package io.carom.store.jdbc;

import io.carom.api.Because;
import io.carom.api.CampaignContext;
import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.RegisteredDomain;
import io.carom.api.ServerContext;
import io.carom.spi.AddressKey;
import io.carom.spi.Batch;
import io.carom.spi.Entry;
import io.carom.spi.History;
import io.carom.spi.LogRow;
import io.carom.spi.MessageKey;
import io.carom.spi.MessageState;
import io.carom.spi.ScheduledRetry;
import io.carom.spi.Timer;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes one batch within the transaction that the caller began. Made for one batch. */
final class BatchWriter {
    private static final String EVENT =
            "insert into event (seq, id, at, kind, scope, address, recipient, domain, registered, fresh, message,"
                    + " campaign, list, server, sending_ip, source, proof, bounce_type, fault, reason, status, reply_code,"
                    + " feedback_type, duplicate, policy, diagnostic, memo)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String RECORD = "insert into record (seq, event, decision, body) values (?, ?, ?, ?)";
    private static final String CHANGE =
            "insert into subscriber_change (seq, at, scope, address, from_status, to_status)"
                    + " values (?, ?, ?, ?, ?, ?)";
    private static final String CHANGE_RULE = "insert into subscriber_change_rule (rule, seq) values (?, ?)";
    private final Session session;
    private final Dialect dialect;
    private final Policies policies;
    private final RecordText texts;
    private final Tally tally;

    BatchWriter(Session session, Dialect dialect, Policies policies, RecordText texts) {
        this.session = session;
        this.dialect = dialect;
        this.policies = policies;
        this.texts = texts;
        this.tally = new Tally(dialect);
    }

    /** Writes {@code batch}, its first row behind {@code seq}; whoever calls has the writer's place. */
    void write(Batch batch, long seq) throws SQLException {
        long folded = DomainFold.folded(session);
        Map<AddressKey, String> before =
                new Loader(session, dialect).statuses(batch.histories().keySet());
        Set<AddressKey> fresh = new HashSet<>(batch.histories().keySet());
        fresh.removeAll(before.keySet());
        writeEntries(batch.entries(), seq, fresh);
        for (AddressKey address : fresh) {
            tally.addAddresses(address, 1);
        }
        writeHistories(batch.histories(), before);
        writeMessages(batch.messages(), newest(batch.entries()));
        writeTimers(batch.timers(), batch.cleared());
        writeRetries(batch.retries(), batch.retriesDone());
        Outbox.append(session, batch.outbox());
        writeServers(batch.servers());
        writeCampaigns(batch.campaigns());
        tally.write(session);
        new AsideWriter(session, dialect).write(batch.asides());
        long newest = seq + batch.entries().size();
        if (newest - folded >= DomainFold.MOST) {
            new DomainFold(session, dialect).upTo(folded, newest);
        }
    }

    /** Writes the log; the first row of a {@code fresh} address says so, and takes it from the set. */
    private void writeEntries(List<Entry> entries, long before, Set<AddressKey> fresh) throws SQLException {
        if (entries.isEmpty()) {
            return;
        }
        Bind events = session.bind(dialect.quoted(EVENT, "duplicate"));
        Bind records = session.bind(RECORD);
        Bind changes = session.bind(CHANGE);
        Bind rules = session.bind(CHANGE_RULE);
        Bind befores = session.bind(BeforeTable.INSERT);
        long seq = before;
        for (Entry entry : entries) {
            seq++;
            LogRow row = LogRow.of(seq, entry);
            AddressKey address = AddressKey.of(entry.scope(), row.recipient());
            writeEvent(events, row, entry, address, fresh.remove(address));
            writeRecord(records, row, entry);
            writeChange(changes, rules, seq, entry.decision(), address);
            if (entry.before() != null) {
                BeforeTable.row(befores, seq, entry.before());
            }
            tally.count(row);
        }
        events.run();
        records.run();
        changes.run();
        rules.run();
        befores.run();
    }

    private void writeRecord(Bind records, LogRow row, Entry entry) throws SQLException {
        String event = entry.eventJson() == null ? null : Stored.text(entry.eventJson());
        String decision = entry.decisionJson() == null ? null : Stored.text(entry.decisionJson());
        byte[] body = texts.pack(columns(row, entry), event, decision);
        records.number(row.seq())
                .text(body == null ? event : null)
                .text(body == null ? decision : null)
                .bytes(body)
                .row();
    }

    /** What {@link LogQuery} reads back of the row that {@link #writeEvent} writes. */
    private static RecordText.Columns columns(LogRow row, Entry entry) {
        Event event = entry.event();
        return new RecordText.Columns(Arrays.asList(
                row.diagnostic() == null ? null : Stored.text(row.diagnostic()),
                Stored.keyOrNull(event == null ? null : event.message(), Stored.ID),
                Stored.key(row.recipient(), Stored.ADDRESS),
                Stored.keyOrNull(row.id(), Stored.ID),
                Instants.of(Instants.nanos(row.at())).toString(),
                Stored.keyOrNull(
                        entry.decision() == null ? null : entry.decision().policy(), Stored.NAME),
                Stored.keyOrNull(row.campaign(), Stored.NAME),
                Stored.keyOrNull(row.list(), Stored.NAME),
                Stored.keyOrNull(event == null ? null : event.server(), Stored.NAME),
                Stored.keyOrNull(event == null ? null : event.sendingIp(), Stored.NAME)));
    }

    private void writeEvent(Bind events, LogRow row, Entry entry, AddressKey address, boolean fresh)
            throws SQLException {
        Event event = entry.event();
        Decision decision = entry.decision();
        String domain = Stored.key(address.domain(), Stored.ID);
        String registered = Stored.key(RegisteredDomain.of(address.domain()), Stored.ID);
        boolean asWritten = row.recipient().equals(address.address());
        events.number(row.seq())
                .key(row.id(), Stored.ID)
                .time(row.at())
                .text(row.kind())
                .key(address.scope(), Stored.SCOPE)
                .key(address.address(), Stored.ADDRESS)
                .key(asWritten ? null : row.recipient(), Stored.ADDRESS)
                .text(domain)
                .text(registered.equals(domain) ? null : registered)
                .number(fresh ? (Integer) 1 : null)
                .key(event == null ? null : event.message(), Stored.ID)
                .key(row.campaign(), Stored.NAME)
                .key(row.list(), Stored.NAME)
                .key(event == null ? null : event.server(), Stored.NAME)
                .key(event == null ? null : event.sendingIp(), Stored.NAME)
                .text(event == null ? null : event.source().word())
                .text(row.proof())
                .text(row.bounceType())
                .text(
                        decision == null || decision.classification().fault() == null
                                ? null
                                : decision.classification().fault().word())
                .text(row.reason())
                .text(row.status())
                .number(row.replyCode())
                .key(row.feedbackType(), Stored.NAME)
                .flag(row.duplicate())
                .number(decision == null ? null : policies.number(session, decision.policy()))
                .text(row.diagnostic())
                .text(entry.memo())
                .row();
    }

    private static void writeChange(Bind changes, Bind rules, long seq, @Nullable Decision decision, AddressKey address)
            throws SQLException {
        if (decision == null || decision.subscriber() == null) {
            return;
        }
        changes.number(seq)
                .time(decision.at())
                .key(address.scope(), Stored.SCOPE)
                .key(address.address(), Stored.ADDRESS)
                .text(decision.subscriber().from().word())
                .text(decision.subscriber().to().word())
                .row();
        TreeSet<String> won = new TreeSet<>();
        for (Because because : decision.because()) {
            if (because.outcome() == Because.Outcome.WON) {
                won.add(Stored.key(because.rule(), Stored.NAME));
            }
        }
        for (String rule : won) {
            rules.text(rule).number(seq).row();
        }
    }

    private void writeHistories(Map<AddressKey, History> histories, Map<AddressKey, String> before)
            throws SQLException {
        Bind bind = session.bind(dialect.upsert(
                "address",
                List.of("scope", "address"),
                List.of(
                        "status",
                        "since",
                        "soft_run",
                        "last_soft",
                        "gone_run",
                        "gone_since",
                        "last_success",
                        "last_engaged",
                        "last_activity",
                        "bounced_by",
                        "probation",
                        "hold_event",
                        "hold_from",
                        "hold_until",
                        "hold_decision",
                        "hold_incident"),
                List.of()));
        for (Map.Entry<AddressKey, History> entry : histories.entrySet()) {
            History history = entry.getValue();
            String was = before.get(entry.getKey());
            String now = history.status().word();
            if (!now.equals(was)) {
                tally.add(Tally.SUBSCRIBER, now, 1);
                if (was != null) {
                    tally.add(Tally.SUBSCRIBER, was, -1);
                }
            }
            History.Hold hold = history.hold();
            address(bind, entry.getKey())
                    .text(now)
                    .time(history.since())
                    .number(history.softRun())
                    .time(history.lastSoft())
                    .number(history.goneRun())
                    .time(history.goneSince())
                    .time(history.lastSuccess())
                    .time(history.lastEngaged())
                    .time(history.lastActivity())
                    .text(
                            history.bouncedBy() == null
                                    ? null
                                    : history.bouncedBy().word())
                    .number(history.probation())
                    .key(hold == null ? null : hold.event(), Stored.ID)
                    .time(hold == null ? null : hold.from())
                    .time(hold == null ? null : hold.until())
                    .text(hold == null ? null : hold.decision())
                    .number(hold == null || hold.incident() == 0 ? null : (Long) hold.incident())
                    .row();
        }
        bind.run();
    }

    private void writeMessages(Map<MessageKey, MessageState> messages, Instant touched) throws SQLException {
        Bind bind = session.bind(dialect.upsert(
                "message_state",
                List.of("scope", "address", "message"),
                List.of("verdict", "softs", "attempts", "counted", "early", "spared", "touched"),
                List.of()));
        for (Map.Entry<MessageKey, MessageState> entry : messages.entrySet()) {
            MessageState state = entry.getValue();
            address(bind, entry.getKey().address())
                    .key(entry.getKey().message(), Stored.ID)
                    .text(state.verdict() == null ? null : state.verdict().word())
                    .number(state.softs())
                    .number(state.attempts())
                    .flag(state.counted())
                    .number(state.early())
                    .number(state.spared())
                    .time(touched)
                    .row();
        }
        bind.run();
    }

    private void writeTimers(List<Timer> timers, List<Timer> cleared) throws SQLException {
        record Key(AddressKey address, String kind) {}
        Map<Key, Timer> last = new LinkedHashMap<>();
        for (Timer timer : timers) {
            last.put(new Key(timer.address(), timer.kind()), timer);
        }
        Bind set =
                session.bind(dialect.upsert("timer", List.of("scope", "address", "kind"), List.of("due"), List.of()));
        for (Timer timer : last.values()) {
            address(set, timer.address())
                    .key(timer.kind(), Stored.NAME)
                    .time(timer.due())
                    .row();
        }
        set.run();
        Bind clear = session.bind("delete from timer where scope = ? and address = ? and kind = ?");
        for (Timer timer : cleared) {
            address(clear, timer.address()).key(timer.kind(), Stored.NAME).row();
        }
        clear.run();
    }

    private void writeRetries(List<ScheduledRetry> retries, List<MessageKey> done) throws SQLException {
        Map<MessageKey, ScheduledRetry> last = new HashMap<>();
        for (ScheduledRetry retry : retries) {
            last.put(new MessageKey(retry.address(), retry.message()), retry);
        }
        Bind set = session.bind(dialect.upsert(
                "retry",
                List.of("scope", "address", "message"),
                List.of("policy", "attempt", "of_all", "due", "server", "campaign"),
                List.of()));
        for (ScheduledRetry retry : last.values()) {
            address(set, retry.address())
                    .key(retry.message(), Stored.ID)
                    .key(retry.plan().policy(), Stored.NAME)
                    .number(retry.plan().attempt())
                    .number(retry.plan().of())
                    .time(retry.plan().at())
                    .key(retry.server(), Stored.NAME)
                    .key(retry.campaign(), Stored.NAME)
                    .row();
        }
        set.run();
        Bind unset = session.bind("delete from retry where scope = ? and address = ? and message = ?");
        for (MessageKey message : done) {
            address(unset, message.address()).key(message.message(), Stored.ID).row();
        }
        unset.run();
    }

    private void writeServers(Map<String, ServerContext> servers) throws SQLException {
        Bind bind = session.bind(dialect.upsert("server", List.of("id"), List.of("retry_policy", "ip"), List.of()));
        for (ServerContext server : servers.values()) {
            bind.key(server.id(), Stored.NAME)
                    .key(server.retryPolicy(), Stored.NAME)
                    .key(server.ip(), Stored.NAME)
                    .row();
        }
        bind.run();
    }

    private void writeCampaigns(Map<String, CampaignContext> campaigns) throws SQLException {
        Bind bind = session.bind(dialect.upsert("campaign", List.of("id"), List.of("sent", "first_send"), List.of()));
        for (CampaignContext campaign : campaigns.values()) {
            bind.key(campaign.id(), Stored.NAME)
                    .number(campaign.sent())
                    .flag(campaign.firstSend())
                    .row();
        }
        bind.run();
    }

    private static Bind address(Bind bind, AddressKey address) throws SQLException {
        return bind.key(address.scope(), Stored.SCOPE).key(address.address(), Stored.ADDRESS);
    }

    private static Instant newest(List<Entry> entries) {
        Instant newest = Instant.EPOCH;
        for (Entry entry : entries) {
            Instant at = LogRow.of(0, entry).at();
            newest = at.isAfter(newest) ? at : newest;
        }
        return newest;
    }
}
