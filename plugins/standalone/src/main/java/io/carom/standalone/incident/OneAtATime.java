package io.carom.standalone.incident;

import io.carom.spi.IncidentNews;
import io.carom.spi.IncidentSink;
import java.util.Map;

/** Another sink, for several threads: incidents are told by one, what befalls the program itself by another. */
final class OneAtATime implements IncidentSink {
    private final IncidentSink sink;

    OneAtATime(IncidentSink sink) {
        this.sink = sink;
    }

    @Override
    public String name() {
        return sink.name();
    }

    @Override
    public void configure(Map<String, String> settings) {
        sink.configure(settings);
    }

    @Override
    public synchronized Reply tell(IncidentNews news) {
        return sink.tell(news);
    }

    @Override
    public void close() {
        sink.close();
    }
}
