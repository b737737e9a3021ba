package io.carom.intake.mail;

import io.carom.api.BounceType;
import io.carom.api.EnhancedStatus;
import io.carom.api.Reason;
import io.carom.spi.Classifier;
import io.carom.spi.Evidence;
import io.carom.spi.Reading;
import java.util.Locale;
import java.util.Set;

/** A classifier of a dozen lines, so that tests of reading do not depend on the real one. */
final class CodesOnly implements Classifier {
    @Override
    public Reading read(Evidence evidence) {
        EnhancedStatus status = evidence.status();
        Integer code = evidence.replyCode();
        int kind = code != null ? code / 100 : status != null ? status.statusClass() : 5;
        String text = evidence.text().toLowerCase(Locale.ROOT);
        Reason reason = text.contains("full") || text.contains("quota") || "x.2.2".equals(detail(status))
                ? Reason.MAILBOX_FULL
                : text.contains("unknown")
                                || text.contains("no such")
                                || text.contains("exist")
                                || "x.1.1".equals(detail(status))
                        ? Reason.USER_UNKNOWN
                        : text.contains("spam") ? Reason.SPAM_CONTENT : Reason.UNKNOWN;
        BounceType type = kind == 4 || reason == Reason.MAILBOX_FULL ? BounceType.SOFT : BounceType.HARD;
        return new Reading(type, reason.fault(), reason, status, code, false, Set.of(), null, null);
    }

    private static String detail(EnhancedStatus status) {
        return status == null ? "" : "x." + status.subject() + "." + status.detail();
    }
}
