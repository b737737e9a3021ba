package io.carom.dsl.run;

import io.carom.api.Bounce;
import io.carom.dsl.tree.Condition;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The conditions of one {@code on}, asked for cheapest first; what is null is not asked. Immutable and safe for any number of threads. */
final class Match {
    private final @Nullable String status;
    private final StatusPattern @Nullable [] statuses;
    private final int @Nullable [] codes;
    private final @Nullable Set<String> reasons;
    private final HostGlob @Nullable [] hosts;
    private final Regex @Nullable [] texts;

    Match(List<Condition> conditions, Pool pool) {
        StatusPattern[] dsn = null;
        int[] smtp = null;
        Set<String> reasonIs = null;
        HostGlob[] mx = null;
        Regex[] text = null;
        for (Condition condition : conditions) {
            if (condition instanceof Condition.Dsn asked) {
                dsn = asked.patterns().stream().map(StatusPattern::new).toArray(StatusPattern[]::new);
            } else if (condition instanceof Condition.Smtp asked) {
                smtp = asked.codes().stream().mapToInt(Integer::intValue).toArray();
            } else if (condition instanceof Condition.ReasonIs asked) {
                reasonIs = Set.copyOf(asked.words());
            } else if (condition instanceof Condition.Mx asked) {
                mx = asked.globs().stream().map(HostGlob::new).toArray(HostGlob[]::new);
            } else if (condition instanceof Condition.Text asked) {
                text = asked.patterns().stream().map(pool::pattern).toArray(Regex[]::new);
            }
        }
        boolean one = dsn != null && dsn.length == 1 && dsn[0].exact() != null;
        this.status = one && dsn != null ? dsn[0].exact() : null;
        this.statuses = one ? null : dsn;
        this.codes = smtp;
        this.reasons = reasonIs;
        this.hosts = mx;
        this.texts = text;
    }

    boolean matches(Bounce fact, Meter meter) {
        return (status == null || status.equals(fact.getStatus()))
                && (statuses == null || anyStatus(statuses, fact.getStatus()))
                && (codes == null || anyCode(codes, fact.getReplyCode()))
                && (reasons == null || reasons.contains(fact.getReason()))
                && (hosts == null || anyHost(hosts, fact.getMx()))
                && (texts == null || anyText(texts, fact.getText(), meter));
    }

    private static boolean anyStatus(StatusPattern[] patterns, String status) {
        for (StatusPattern pattern : patterns) {
            if (pattern.matches(status)) {
                return true;
            }
        }
        return false;
    }

    private static boolean anyCode(int[] codes, int code) {
        for (int one : codes) {
            if (one == code) {
                return true;
            }
        }
        return false;
    }

    private static boolean anyHost(HostGlob[] globs, String host) {
        for (HostGlob glob : globs) {
            if (glob.matches(host)) {
                return true;
            }
        }
        return false;
    }

    private static boolean anyText(Regex[] patterns, String text, Meter meter) {
        for (Regex pattern : patterns) {
            if (pattern.find(text, meter)) {
                return true;
            }
        }
        return false;
    }
}
