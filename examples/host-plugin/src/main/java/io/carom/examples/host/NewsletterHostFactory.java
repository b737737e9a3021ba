package io.carom.examples.host;

import io.carom.api.InputException;
import io.carom.spi.Host;
import io.carom.spi.HostFactory;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** What {@code host: {type: newsletter, file: newsletter.db}} in {@code carom.yml} opens. */
public final class NewsletterHostFactory implements HostFactory {
    @Override
    public String type() {
        return "newsletter";
    }

    @Override
    public Host open(@Nullable Path settings, Clock clock) {
        if (settings == null) {
            throw new InputException("host", "`newsletter` needs `file`, the platform's database", null);
        }
        try {
            return new NewsletterHost(new Newsletter(settings));
        } catch (SQLException e) {
            throw new InputException(settings.toString(), "no newsletter's database: " + e.getMessage(), e);
        }
    }
}
