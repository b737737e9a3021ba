package io.carom.standalone.serve;

import io.carom.api.CaromException;
import io.carom.api.Event;
import io.carom.intake.verp.ProvenReports;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /mail}: one mail as it came, with the recipients of its envelope as {@code to=ADDRESS}; answered by the decisions about
 * what it reports, once they are durable. Safe for any number of threads.
 */
final class MailDoor {
    private static final Logger LOG = LoggerFactory.getLogger(MailDoor.class);
    private static final int MOST_RECIPIENTS = 100;

    private final Readers readers;
    private final Acceptance acceptance;
    private final Bodies bodies;
    private final ProvenReports proven;
    private final Clock clock;
    private final int mostMiB;

    MailDoor(Readers readers, Acceptance acceptance, Bodies bodies, ProvenReports proven, Clock clock, int mostMiB) {
        this.readers = readers;
        this.acceptance = acceptance;
        this.bodies = bodies;
        this.proven = proven;
        this.clock = clock;
        this.mostMiB = mostMiB;
    }

    void handle(Context context) throws IOException {
        List<String> to =
                context.queryParams("to").stream().limit(MOST_RECIPIENTS).toList();
        bodies.read(context, mostMiB, mail -> {
            List<Event> events = proven.events(readers.current().read(mail), to, clock.instant());
            try {
                StringBuilder text = new StringBuilder();
                acceptance.take(events).forEach(receipt -> EventDoor.append(text, receipt));
                Answers.lines(context, 200, text.toString());
            } catch (CaromException e) {
                LOG.error("a mail's reports could not be recorded: {}", e.getMessage());
                context.header("Retry-After", "5");
                Answers.refuse(context, 503, "not_recorded", "not all could be recorded; send it again");
            }
        });
    }
}
