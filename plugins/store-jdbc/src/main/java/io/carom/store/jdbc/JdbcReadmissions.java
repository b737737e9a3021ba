package io.carom.store.jdbc;

import io.carom.api.SubscriberStatus;
import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.Readmission;
import io.carom.spi.Readmissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who was let back by hand. Safe for any number of threads. */
final class JdbcReadmissions implements Readmissions {
    private static final String SELECT = "select id, at, who, why, scope, address, was, evidence, reference, state,"
            + " decided_at, decided_by, decided_why from readmission";

    private final Connections connections;
    private final Writer writer;

    JdbcReadmissions(Connections connections, Writer writer) {
        this.connections = connections;
        this.writer = writer;
    }

    /** Writes a new one, or what became of one that waits, within the transaction that the caller began. */
    static void write(Session session, Readmission one) throws SQLException {
        Act decided = one.decided();
        if (one.id() > 0) {
            session.bind("update readmission set state = ?, decided_at = ?, decided_by = ?, decided_why = ?"
                            + " where id = ? and state = 'requested'")
                    .text(one.state().word())
                    .time(decided == null ? null : decided.at())
                    .key(decided == null ? null : decided.who(), Stored.NAME)
                    .text(decided == null ? null : decided.why())
                    .number(one.id())
                    .update();
            return;
        }
        session.run("update sequence set last = last + 1 where name = 'readmission'");
        session.bind("insert into readmission (id, at, who, why, scope, address, was, evidence, reference, state,"
                        + " decided_at, decided_by, decided_why)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .number(session.number("select last from sequence where name = 'readmission'", 0))
                .time(one.act().at())
                .key(one.act().who(), Stored.NAME)
                .text(one.act().why())
                .key(one.address().scope(), Stored.SCOPE)
                .key(one.address().address(), Stored.ADDRESS)
                .text(one.was().word())
                .text(one.evidence().word())
                .text(one.reference())
                .text(one.state().word())
                .time(decided == null ? null : decided.at())
                .key(decided == null ? null : decided.who(), Stored.NAME)
                .text(decided == null ? null : decided.why())
                .update();
    }

    @Override
    public Optional<Readmission> find(long id) {
        return writer.read(
                "read who was let back",
                session ->
                        JdbcDesk.all(session.bind(SELECT + " where id = ?").number(id), JdbcReadmissions::read).stream()
                                .findFirst());
    }

    @Override
    public Optional<Readmission> newest(AddressKey address) {
        return writer.read(
                "read who was let back",
                session -> JdbcDesk.all(
                                session.bind(SELECT + " where scope = ? and address = ? order by id desc limit 1")
                                        .key(address.scope(), Stored.SCOPE)
                                        .key(address.address(), Stored.ADDRESS),
                                JdbcReadmissions::read)
                        .stream()
                        .findFirst());
    }

    @Override
    public List<Readmission> list(Readmission.@Nullable State state, int limit, long offset) {
        String where = state == null ? "" : " where state = '" + state.word() + "'";
        try (Connection connection = connections.reader()) {
            Bind bind = new Session(connection).bind(SELECT + where + " order by id desc limit ? offset ?");
            return JdbcDesk.all(bind.number(limit).number(offset), JdbcReadmissions::read);
        } catch (SQLException e) {
            throw Faults.of(connections.target(), "read who was let back", e);
        }
    }

    private static Readmission read(ResultSet row) throws SQLException {
        Instant decided = Loader.time(row, 11);
        return new Readmission(
                row.getLong(1),
                new Act(Instants.of(row.getLong(2)), row.getString(3), row.getString(4)),
                new AddressKey(row.getString(5), row.getString(6)),
                SubscriberStatus.of(row.getString(7)).orElse(SubscriberStatus.BOUNCED),
                Readmission.Evidence.of(row.getString(8)).orElse(Readmission.Evidence.FORM),
                row.getString(9),
                Readmission.State.of(row.getString(10)).orElse(Readmission.State.REFUSED),
                decided == null ? null : new Act(decided, row.getString(12), row.getString(13)));
    }
}
