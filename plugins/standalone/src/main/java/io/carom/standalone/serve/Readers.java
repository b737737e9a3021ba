package io.carom.standalone.serve;

import io.carom.engine.Carom;
import io.carom.intake.mail.MailReader;
import io.carom.spi.Classifier;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The reader of mails by the policy in force: made anew when that changes. Safe for any number of threads. */
final class Readers {
    private final Carom carom;
    private final AtomicReference<@Nullable Made> made = new AtomicReference<>();

    private record Made(Classifier classifier, MailReader reader) {}

    Readers(Carom carom) {
        this.carom = carom;
    }

    MailReader current() {
        Classifier classifier = carom.policy().classifier();
        Made before = made.get();
        if (before != null && before.classifier == classifier) {
            return before.reader;
        }
        MailReader reader = new MailReader(classifier);
        made.set(new Made(classifier, reader));
        return reader;
    }
}
