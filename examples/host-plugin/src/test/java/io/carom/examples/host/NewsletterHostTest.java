package io.carom.examples.host;

import io.carom.spi.AddressKey;
import io.carom.spi.Host;
import io.carom.testkit.HostContract;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;

/** Everything that Carom relies on, in one class: this is the test that a host's author writes. */
final class NewsletterHostTest extends HostContract {
    @TempDir
    private Path folder;

    private Newsletter newsletter;

    @Override
    protected Host open() throws SQLException {
        newsletter = new Newsletter(folder.resolve("newsletter.db"));
        return new NewsletterHost(newsletter);
    }

    @Override
    protected Host reopen(Host closed) throws SQLException {
        return open();
    }

    @Override
    protected void subscribe(Host to, AddressKey address) throws SQLException {
        newsletter.subscribe(address.address(), LIST);
    }

    @Override
    protected boolean sendsTo(Host by, AddressKey address) throws SQLException {
        return newsletter.writesTo(address.address(), LIST);
    }
}
