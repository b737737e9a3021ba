package io.carom.spi;

import java.util.List;

/**
 * What a commit writes of one incident. Immutable.
 *
 * @param incident the incident as it is from now on; what people made of it is left as it is in the store
 * @param news what somebody is to be told, in order
 */
public record IncidentChange(Incident incident, List<IncidentNews.Kind> news) implements Aside {
    /** Takes its own copy. */
    public IncidentChange {
        news = List.copyOf(news);
    }
}
