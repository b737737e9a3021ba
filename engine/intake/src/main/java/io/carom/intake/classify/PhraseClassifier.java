package io.carom.intake.classify;

import io.carom.api.BounceType;
import io.carom.api.EnhancedStatus;
import io.carom.api.Fault;
import io.carom.api.Reason;
import io.carom.spi.Classifier;
import io.carom.spi.Evidence;
import io.carom.spi.Reading;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads failures by tables of codes, phrases and hosts. Immutable; safe for any number of threads. */
final class PhraseClassifier implements Classifier {
    /** A code up to this strength is a default of many servers: a phrase of another kind is closer, not a contradiction. */
    private static final int WEAK_CODE = 25;
    /** A reply code from this strength on says something beside an enhanced code, too. */
    private static final int CLEAR_REPLY = 60;

    /** What may pass by itself, whatever the code's class is. */
    private static final Set<Reason> PASSING =
            EnumSet.of(Reason.MAILBOX_FULL, Reason.RATE_LIMITED, Reason.GREYLISTED, Reason.SYSTEM_FULL);

    private static final Set<Reason> DEAD = EnumSet.of(
            Reason.USER_UNKNOWN,
            Reason.HOST_UNKNOWN,
            Reason.NULL_MX,
            Reason.MAILBOX_MOVED,
            Reason.BAD_ADDRESS_SYNTAX,
            Reason.MAILBOX_DISABLED);

    private final SignalTables tables;

    PhraseClassifier(SignalTables tables) {
        this.tables = tables;
    }

    @Override
    public Reading read(Evidence evidence) {
        Codes codes = Codes.of(evidence);
        Findings findings = new Findings(tables);
        String family = find(evidence, codes, findings);
        CodeMeaning code = meaning(codes);
        Verdict verdict = verdict(evidence, codes, code, findings.strongest(code == null ? null : code.reason()));
        Duration wait = verdict.type == BounceType.SOFT && codes.statusClass() != 2 && !DEAD.contains(verdict.reason)
                ? WaitTime.find(evidence.text())
                : null;
        Integer reply = codes.replyCode() == 0 ? null : (Integer) codes.replyCode();
        return new Reading(
                verdict.type,
                verdict.fault,
                verdict.reason,
                codes.status(),
                reply,
                verdict.disagreement,
                findings.names(),
                family,
                wait);
    }

    /** Finds all phrases and hosts, and the receiver's family: by its host, by its words, by the domain, by who reports. */
    private @Nullable String find(Evidence evidence, Codes codes, Findings findings) {
        String domain = lower(evidence.domain());
        String mx = lower(evidence.mx());
        String reporter = lower(evidence.reportingMta());
        if (mx != null) {
            tables.hosts().find(mx, findings::host);
        }
        EnhancedStatus status = codes.status();
        NormalText text = NormalText.of(evidence.text(), codes.replyCode(), status);
        tables.automaton().scan(text.symbols(), text.size(), findings);
        if (domain != null) {
            tables.hosts().find(domain, findings::host);
        }
        if (reporter != null) {
            tables.hosts().find(reporter, findings::host);
        }
        String family = findings.family();
        findings.narrow(family, hosts(mx, domain), status, codes.replyCode());
        return family;
    }

    private static List<String> hosts(@Nullable String mx, @Nullable String domain) {
        if (mx == null) {
            return domain == null ? List.of() : List.of(domain);
        }
        return domain == null ? List.of(mx) : List.of(mx, domain);
    }

    private static @Nullable String lower(@Nullable String host) {
        if (host == null || host.isEmpty() || host.length() > 253) {
            return null;
        }
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return name.toLowerCase(Locale.ROOT);
    }

    private record Verdict(BounceType type, Fault fault, Reason reason, boolean disagreement) {}

    private Verdict verdict(Evidence evidence, Codes codes, @Nullable CodeMeaning code, @Nullable Signal text) {
        boolean byText = text != null && text.reason() != null && (code == null || text.strength() >= code.strength());
        if (codes.statusClass() == 2 && !byText) {
            return new Verdict(BounceType.SOFT, Fault.UNKNOWN, Reason.DELIVERED, false);
        }
        if (text != null && byText) {
            return byText(evidence, codes, code, text);
        }
        Reason provider = evidence.providerReason();
        if (provider != null && provider != Reason.UNKNOWN && (code == null || code.strength() <= WEAK_CODE)) {
            return new Verdict(type(evidence, codes, provider), provider.fault(), provider, false);
        }
        return byCode(evidence, codes, code);
    }

    private Verdict byText(Evidence evidence, Codes codes, @Nullable CodeMeaning code, Signal text) {
        Reason reason = text.reason() == null ? Reason.UNKNOWN : text.reason();
        Fault fault = text.fault() == null ? reason.fault() : text.fault();
        BounceType byClass = type(evidence, codes, reason);
        BounceType type = text.type() != null ? text.type() : PASSING.contains(reason) ? BounceType.SOFT : byClass;
        boolean otherType = codes.statusClass() != 0 && type != byClass;
        return new Verdict(type, fault, reason, otherType || (code != null && contradicts(code, reason, fault)));
    }

    private Verdict byCode(Evidence evidence, Codes codes, @Nullable CodeMeaning code) {
        Reason reason = code == null ? Reason.UNKNOWN : code.reason();
        Fault fault = code == null || code.fault() == null ? reason.fault() : code.fault();
        if (isExpired(evidence, codes) && (code == null || code.strength() <= WEAK_CODE || DEAD.contains(reason))) {
            return new Verdict(BounceType.SOFT, Fault.NETWORK, Reason.EXPIRED, false);
        }
        BounceType type = code == null || code.type() == null ? type(evidence, codes, reason) : code.type();
        return new Verdict(type, fault, reason, false);
    }

    /** A report that gives up on a failure that was transient to the end. */
    private static boolean isExpired(Evidence evidence, Codes codes) {
        return codes.statusClass() == 4 && "failed".equals(evidence.action());
    }

    private @Nullable CodeMeaning meaning(Codes codes) {
        EnhancedStatus status = codes.status();
        CodeMeaning byStatus = status == null ? null : tables.codes().of(status);
        CodeMeaning byReply = codes.replyCode() == 0 ? null : tables.codes().of(codes.replyCode());
        if (byStatus == null || byReply == null) {
            return byStatus == null ? byReply : byStatus;
        }
        boolean mayReply = (status != null && Codes.isGeneric(status)) || byReply.strength() >= CLEAR_REPLY;
        return mayReply && byReply.strength() > byStatus.strength() ? byReply : byStatus;
    }

    /** By the code's class, else by the provider's verdict, else by what the reason says of the address. */
    private static BounceType type(Evidence evidence, Codes codes, Reason reason) {
        if (reason == Reason.MAILBOX_FULL) {
            return BounceType.SOFT;
        }
        int group = codes.statusClass();
        if (group == 4 || group == 5) {
            return group == 5 ? BounceType.HARD : BounceType.SOFT;
        }
        BounceType provider = evidence.providerType();
        if (provider != null) {
            return provider;
        }
        boolean dead = DEAD.contains(reason) || (reason == Reason.UNKNOWN && "failed".equals(evidence.action()));
        return dead ? BounceType.HARD : BounceType.SOFT;
    }

    private static boolean contradicts(CodeMeaning code, Reason reason, Fault fault) {
        if (code.reason() == reason || code.reason() == Reason.UNKNOWN) {
            return false;
        }
        Fault said = code.fault() == null ? code.reason().fault() : code.fault();
        if (code.strength() <= WEAK_CODE) {
            return fault == Fault.RECIPIENT && said != Fault.RECIPIENT;
        }
        boolean oneIsFull = (reason == Reason.MAILBOX_FULL) != (code.reason() == Reason.MAILBOX_FULL);
        return said != fault || (oneIsFull && said == Fault.RECIPIENT);
    }
}
