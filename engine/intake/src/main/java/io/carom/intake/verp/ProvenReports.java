package io.carom.intake.verp;

import io.carom.api.Event;
import io.carom.api.Proof;
import io.carom.intake.mail.Report;
import io.carom.intake.verp.Verdict.Genuine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of the reports in one mail, with the proof of origin that its return path gives. A signed return path speaks for its own
 * recipient only: what the same mail says of others stays unproven. Immutable and safe for any number of threads.
 */
public final class ProvenReports {
    private final @Nullable ReturnPaths paths;
    private final boolean forwarded;
    private final boolean vouched;

    /**
     * With the return paths that are ours.
     *
     * @param paths null where none are signed
     * @param forwarded whether a report about somebody else that came to a signed return path counts for the recipient of that path:
     *     so do failures of messages that were forwarded
     * @param vouched whether a person vouches for what nothing proves
     */
    public ProvenReports(@Nullable ReturnPaths paths, boolean forwarded, boolean vouched) {
        this.paths = paths;
        this.forwarded = forwarded;
        this.vouched = vouched;
    }

    /**
     * The events of one mail's reports, in their order; those without a recipient are left out.
     *
     * @param envelope recipients of the mail's envelope, where they are known apart from the mail
     * @param received when the mail came, for reports that say no time
     */
    public List<Event> events(List<Report> reports, List<String> envelope, Instant received) {
        List<Event> events = new ArrayList<>(reports.size());
        for (Report report : reports) {
            event(report, reports.size() == 1, envelope, received).ifPresent(events::add);
        }
        return List.copyOf(events);
    }

    private Optional<Event> event(Report report, boolean alone, List<String> envelope, Instant received) {
        Genuine genuine = genuine(report, envelope, received);
        boolean speaks = genuine != null
                && (sentTo(report).contains(genuine.recipient())
                        || (alone && (forwarded || report.recipient() == null)));
        if (genuine == null || !speaks) {
            return report.toEvent(vouched ? Proof.OPERATOR : Proof.NONE, received);
        }
        boolean same = report.recipient() != null && same(report.recipient(), genuine.recipient());
        return (same ? report : report.about(genuine.recipient())).toEvent(Proof.VERP, received);
    }

    private static boolean same(String one, String other) {
        return one.toLowerCase(Locale.ROOT).equals(other);
    }

    private @Nullable Genuine genuine(Report report, List<String> envelope, Instant received) {
        if (paths == null) {
            return null;
        }
        Set<String> came = new LinkedHashSet<>(envelope);
        came.addAll(report.returnPaths());
        Set<String> candidates = sentTo(report);
        Genuine other = null;
        for (String path : came) {
            if (paths.check(path, candidates, received) instanceof Genuine genuine) {
                if (candidates.contains(genuine.recipient())) {
                    return genuine;
                }
                other = other == null ? genuine : other;
            }
        }
        return other;
    }

    private static Set<String> sentTo(Report report) {
        Set<String> addresses = new LinkedHashSet<>();
        for (String address : new String[] {report.recipient(), report.originalRecipient(), report.finalRecipient()}) {
            if (address != null) {
                addresses.add(address.strip().toLowerCase(Locale.ROOT));
            }
        }
        return addresses;
    }
}
