package io.carom.editor;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;
import groovy.transform.NamedParam;
import groovy.transform.NamedParams;
import java.time.Duration;
import java.util.Map;

/** What an editor needs to know of domain scripts; nothing runs it. The top of a script. */
public abstract class DomainScript {
    /** Exact names; {@code '*.example.com'} for everything below. */
    public abstract void domain(String... names);

    /** Receiving hosts: {@code '*.yahoodns.net'}. */
    public abstract void mx(String... hosts);

    /** Who asked for it and why. */
    public abstract void description(String text);

    /** The first one whose conditions all hold answers. */
    public abstract void on(
            @NamedParams({
                        @NamedParam(value = "dsn", type = Object.class),
                        @NamedParam(value = "smtp", type = Object.class),
                        @NamedParam(value = "text", type = Object.class),
                        @NamedParam(value = "mx", type = Object.class),
                        @NamedParam(value = "reasonIs", type = Object.class)
                    })
                    Map<String, Object> conditions,
            @DelegatesTo(value = Block.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block);

    /** Answers when no {@code on} does. */
    public abstract void otherwise(
            @DelegatesTo(value = Block.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block);

    /** Facts and verbs. */
    public abstract static class Block {
        /** The first word after {@code classify}. */
        public BounceType hard = BounceType.hard;

        /** The first word after {@code classify}. */
        public BounceType soft = BounceType.soft;

        /** The enhanced status code ({@code 5.1.1}), or empty. */
        public String dsn;

        /** The SMTP reply code, or 0. */
        public int smtp;

        /** The reply or diagnostic, verbatim. */
        public String reason;

        /** The recipient's domain, lower case. */
        public String domain;

        /** The recipient's address, lower case. */
        public String recipient;

        /** The receiving host, lower case, or empty. */
        public String mx;

        /** Which delivery try failed; 1 is the first. */
        public int attempt;

        /** How many messages in a row bounced softly, this one included. */
        public int softCount;

        /** The sending server, or empty. */
        public String server;

        /** The campaign, or empty. */
        public String campaign;

        /** Whether the subscriber opened or clicked lately. */
        public boolean engaged;

        /** The failure is hard or soft, for this reason. */
        public abstract void classify(BounceType type, String reason);

        /** Retry so many times in all (1 to 100), so far apart (at most 30 days). */
        public abstract void retry(
                @NamedParams({
                            @NamedParam(value = "after", type = Duration.class, required = true),
                            @NamedParam(value = "attempts", type = Integer.class, required = true)
                        })
                        Map<String, Object> arguments);

        /** Retry by the retry policy of this name. */
        public abstract void retryPolicy(String name);

        /** No further try at this message. */
        public abstract void giveUp();

        /** Nothing happens to the subscriber. */
        public abstract void keepSubscriber();

        /** Nothing is sent to the address any more. */
        public abstract void suppress();

        /** The address leaves all lists. */
        public abstract void unsubscribe();

        /** What would happen to the subscriber waits so long for a sign of life. */
        public abstract void hold(Duration length);

        /** Send no faster than this ({@code 10/min}) to the receiving domain. */
        public abstract void throttle(String rate);

        /** An operator is to know. */
        public abstract void alert(String signal);
    }

    /** The first word after {@code classify}. */
    public enum BounceType {
        hard,
        soft
    }
}
