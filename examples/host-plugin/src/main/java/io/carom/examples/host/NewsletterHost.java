package io.carom.examples.host;

import io.carom.api.Action;
import io.carom.spi.AddressKey;
import io.carom.spi.Host;
import io.carom.spi.Outgoing;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Carom's side of the platform: each action becomes a change of the platform's tables, once. Safe for any number of threads. */
public final class NewsletterHost implements Host {
    private final Newsletter newsletter;

    /** The host of a platform, which is closed with it. */
    public NewsletterHost(Newsletter newsletter) {
        this.newsletter = newsletter;
    }

    @Override
    public String name() {
        return "newsletter";
    }

    @Override
    public Reply carryOut(Outgoing outgoing) {
        String address = outgoing.address().address();
        Action action = outgoing.action();
        if (action instanceof Action.MarkBounced) {
            return once(outgoing, () -> newsletter.move(address, "bounced"));
        }
        if (action instanceof Action.Unsubscribe || action instanceof Action.Suppress) {
            return once(outgoing, () -> newsletter.move(address, "stopped"));
        }
        if (action instanceof Action.Reactivate) {
            return once(outgoing, () -> newsletter.move(address, "reads"));
        }
        String message = outgoing.message();
        if (action instanceof Action.Retry && message != null) {
            return once(outgoing, () -> newsletter.sendAgain(address, message));
        }
        boolean nothingToDo = action instanceof Action.Keep
                || action instanceof Action.ScheduleRetry
                || action instanceof Action.GiveUp
                || action instanceof Action.HoldForReview
                || action instanceof Action.Alert
                || action instanceof Action.Notify;
        // Throttles, pauses and what a later version may bring: we cannot do that, and operators are to see it (carom
        // deadletters)
        return nothingToDo ? Reply.DONE : Reply.NEVER;
    }

    /** An exception means: come again later. */
    private Reply once(Outgoing outgoing, Newsletter.Change change) {
        try {
            newsletter.once(outgoing.key(), change);
            return Reply.DONE;
        } catch (SQLException e) {
            throw new IllegalStateException("the newsletter's file: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<Acquaintance> lookUp(AddressKey address) {
        try {
            List<String> lists = newsletter.lists(address.address());
            return lists.isEmpty() ? Optional.empty() : Optional.of(new Acquaintance(false, lists));
        } catch (SQLException e) {
            throw new IllegalStateException("the newsletter's file: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            newsletter.close();
        } catch (SQLException e) {
            throw new IllegalStateException("the newsletter's file: " + e.getMessage(), e);
        }
    }
}
