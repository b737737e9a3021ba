package io.carom.engine.incident;

import io.carom.engine.json.IncidentJson;
import io.carom.spi.IncidentNews;
import io.carom.spi.IncidentSink;

/** Tells a webhook: the news as JSON, with a stable id. As safe for threads as its sender. */
public final class WebhookSink implements IncidentSink {
    private final String name;
    private final Sender sender;

    /** Sends one request; signing, address checks and time limits are its business. */
    @FunctionalInterface
    public interface Sender {
        /**
         * Sends {@code json}.
         *
         * @param id stable: the same for the same news
         */
        Reply send(String id, String json);
    }

    /** A webhook named {@code name}, which must not change, reached by {@code sender}. */
    public WebhookSink(String name, Sender sender) {
        this.name = name;
        this.sender = sender;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Reply tell(IncidentNews news) {
        return sender.send(news.key(), IncidentJson.write(news));
    }
}
