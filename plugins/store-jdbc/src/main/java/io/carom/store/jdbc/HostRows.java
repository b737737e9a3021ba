package io.carom.store.jdbc;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of the embedded host's lists as the event log changes them. Within the transaction that the caller began; for one thread. */
final class HostRows {
    private final Session session;
    private final Bind newSubscriber;
    private final Bind newMember;
    private int waiting;

    HostRows(Session session, Dialect dialect) throws SQLException {
        this.session = session;
        newSubscriber = session.bind(
                dialect.insertMissing("host_subscriber", List.of("scope", "address"), List.of("status", "since")));
        newMember = session.bind(
                dialect.insertMissing("host_member", List.of("scope", "address", "list"), List.of("status", "since")));
    }

    /** Somebody who is mailed is subscribed, unless known as something else. */
    void known(String scope, String address, @Nullable String list, long at) throws SQLException {
        newSubscriber.text(scope).text(address).text("subscribed").number(at).row();
        if (list != null) {
            newMember
                    .text(scope)
                    .text(address)
                    .text(list)
                    .text("subscribed")
                    .number(at)
                    .row();
        }
        if (++waiting >= 500) {
            run();
        }
    }

    /** A new sign-up ends an unsubscription; it is no evidence that a dead or suppressed address may be mailed. */
    void subscribed(String scope, String address, @Nullable String list, long at) throws SQLException {
        known(scope, address, list, at);
        run();
        session.bind("update host_subscriber set status = 'subscribed', since = ?"
                        + " where scope = ? and address = ? and status = 'unsubscribed'")
                .number(at)
                .text(scope)
                .text(address)
                .update();
        if (list != null) {
            session.bind("update host_member set status = 'subscribed', since = ?, campaign = null, changed_by = null"
                            + " where scope = ? and address = ? and list = ? and status = 'unsubscribed'")
                    .number(at)
                    .text(scope)
                    .text(address)
                    .text(list)
                    .update();
        }
    }

    /** Somebody left one list, or all of them. */
    void left(String scope, String address, @Nullable String list, @Nullable String campaign, long at)
            throws SQLException {
        known(scope, address, list, at);
        run();
        if (list == null) {
            session.bind("update host_subscriber set status = 'unsubscribed', since = ?"
                            + " where scope = ? and address = ? and status in ('subscribed', 'bounced')")
                    .number(at)
                    .text(scope)
                    .text(address)
                    .update();
        }
        String members = "update host_member set status = 'unsubscribed', since = ?, campaign = ?, changed_by = null"
                + " where scope = ? and address = ? and status in ('subscribed', 'bounced')";
        Bind update = session.bind(list == null ? members : members + " and list = ?")
                .number(at)
                .text(campaign)
                .text(scope)
                .text(address);
        (list == null ? update : update.text(list)).update();
    }

    void run() throws SQLException {
        newSubscriber.run();
        newMember.run();
        waiting = 0;
    }
}
