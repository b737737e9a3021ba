package io.carom.engine;

import io.carom.api.BounceType;
import io.carom.api.EnhancedStatus;
import io.carom.api.Reason;
import io.carom.spi.Classifier;
import io.carom.spi.Evidence;
import io.carom.spi.Reading;
import java.util.Set;

/** Reads a failure whose text is {@code hard user_unknown} or {@code soft greylisted} and so on. */
final class FixedClassifier implements Classifier {
    @Override
    public Reading read(Evidence evidence) {
        String[] words = evidence.text().split(" ");
        BounceType type = BounceType.of(words[0]).orElse(BounceType.HARD);
        Reason reason = words.length < 2 ? Reason.UNKNOWN : Reason.of(words[1]).orElse(Reason.UNKNOWN);
        Set<String> signals = words.length < 3 ? Set.of() : Set.of(words[2]);
        EnhancedStatus status = evidence.status();
        return new Reading(type, reason.fault(), reason, status, evidence.replyCode(), false, signals, null, null);
    }
}
