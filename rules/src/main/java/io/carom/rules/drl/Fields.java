package io.carom.rules.drl;

import static io.carom.rules.drl.Field.Form.ANY;
import static io.carom.rules.drl.Field.Form.LOWER_CASE;

import io.carom.api.Bounce;
import io.carom.api.BounceType;
import io.carom.api.EventKind;
import io.carom.api.EventSource;
import io.carom.api.Fault;
import io.carom.api.Phase;
import io.carom.api.Promotion;
import io.carom.api.Proof;
import io.carom.api.Reason;
import io.carom.api.SubscriberStatus;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of {@link Bounce} that rules may compare, by name. Immutable. */
public final class Fields {
    private static final int MANY = 1_000_000;
    private static final Set<String> KINDS =
            words(Arrays.stream(EventKind.values()).filter(EventKind::decided).toList(), EventKind::word);
    private static final Set<String> REASONS = words(List.of(Reason.values()), Reason::word);
    private static final Set<String> TYPES = words(List.of(BounceType.values()), BounceType::word);
    private static final Set<String> FAULTS = words(List.of(Fault.values()), Fault::word);
    private static final Map<String, Field> ALL = all();
    private static final Map<String, String> OTHER_NAMES = Map.ofEntries(
            Map.entry("dsn", "status"),
            Map.entry("dsnCode", "status"),
            Map.entry("code", "status"),
            Map.entry("enhancedStatus", "status"),
            Map.entry("enhancedCode", "status"),
            Map.entry("smtp", "replyCode"),
            Map.entry("smtpCode", "replyCode"),
            Map.entry("diagnostic", "text"),
            Map.entry("message", "text"),
            Map.entry("reply", "text"),
            Map.entry("type", "bounceType"),
            Map.entry("host", "mx"),
            Map.entry("remoteMta", "mx"),
            Map.entry("email", "recipient"),
            Map.entry("address", "recipient"),
            Map.entry("ip", "sendingIp"),
            Map.entry("receiver", "family"),
            Map.entry("provider", "family"),
            Map.entry("signal", "signals"),
            Map.entry("kind", "event"),
            Map.entry("subscriber", "subscriberStatus"),
            Map.entry("feedback", "feedbackType"),
            Map.entry("retryPolicy", "serverRetryPolicy"),
            Map.entry("softs", "softCount"));

    private Fields() {}

    /** The field of this name, or null. */
    public static @Nullable Field named(String name) {
        return ALL.get(name);
    }

    /** All fields, in the order in which a reference shows them. */
    public static Collection<Field> fields() {
        return ALL.values();
    }

    /** What somebody who wrote {@code name} probably meant. */
    static String meant(String name) {
        String other = OTHER_NAMES.get(name);
        return other != null ? "did you mean '" + other + "'?" : Words.hint(name, ALL.keySet());
    }

    private static Map<String, Field> all() {
        List<Field> fields = List.of(
                closed("event", Phase.CLASSIFY, "what happened", KINDS, Bounce::getEvent),
                text("status", "the enhanced status code", Field.Form.STATUS, Bounce::getStatus),
                number("statusClass", "its class: 2, 4, 5, or 0 without a code", 0, 5, Bounce::getStatusClass),
                text("subject", "its class and subject: `5.7`", Field.Form.SUBJECT, Bounce::getSubject),
                number("replyCode", "the SMTP reply code, or 0", 0, 599, Bounce::getReplyCode),
                number("replyClass", "the first digit of the reply code, or 0", 0, 5, Bounce::getReplyClass),
                text("text", "the reply or diagnostic, verbatim", ANY, Bounce::getText),
                closed("reading", Phase.CLASSIFY, "the reason that was read", REASONS, Bounce::getReading),
                closed("readingType", Phase.CLASSIFY, "the type that was read", TYPES, Bounce::getReadingType),
                closed("readingFault", Phase.CLASSIFY, "the fault that was read", FAULTS, Bounce::getReadingFault),
                flag("disagreement", Phase.CLASSIFY, "whether the text contradicts the code", Bounce::isDisagreement),
                closed("bounceType", Phase.OVERRIDE, "the type decided so far", TYPES, Bounce::getBounceType),
                closed("fault", Phase.OVERRIDE, "the fault decided so far", FAULTS, Bounce::getFault),
                closed("reason", Phase.OVERRIDE, "the reason decided so far", REASONS, Bounce::getReason),
                closed(
                        "promoted",
                        Phase.ACTION,
                        "what turned a soft bounce into a hard one",
                        words(List.of(Promotion.values()), Promotion::word),
                        Bounce::getPromoted),
                new Field.Names(
                        "signals", Phase.CLASSIFY, "names of phrases and hosts that were found", Bounce::getSignals),
                text("family", "the receiving system's family", LOWER_CASE, Bounce::getFamily),
                text("recipient", "the recipient's address", LOWER_CASE, Bounce::getRecipient),
                text("domain", "the recipient's domain", LOWER_CASE, Bounce::getDomain),
                text("mx", "the receiving host", LOWER_CASE, Bounce::getMx),
                text("server", "the sending server", ANY, Bounce::getServer),
                text("serverRetryPolicy", "the sending server's retry policy", ANY, Bounce::getServerRetryPolicy),
                text("sendingIp", "the IP address that sent the message", ANY, Bounce::getSendingIp),
                text("campaign", "the campaign", ANY, Bounce::getCampaign),
                text("list", "the list", ANY, Bounce::getList),
                flag(
                        "firstSend",
                        Phase.CLASSIFY,
                        "whether it is the first send to an imported list",
                        Bounce::isFirstSend),
                closed(
                        "source",
                        Phase.CLASSIFY,
                        "by which way the event came",
                        words(List.of(EventSource.values()), EventSource::word),
                        Bounce::getSource),
                closed(
                        "proof",
                        Phase.CLASSIFY,
                        "how the event's origin was proven",
                        words(List.of(Proof.values()), Proof::word),
                        Bounce::getProof),
                flag("proven", Phase.CLASSIFY, "whether the event may change anything", Bounce::isProven),
                text(
                        "feedbackType",
                        "of a complaint: `abuse`, `opt-out`, `not-spam` ...",
                        LOWER_CASE,
                        Bounce::getFeedbackType),
                number("attempt", "which delivery try failed; 1 is the first", 0, MANY, Bounce::getAttempt),
                number(
                        "softCount",
                        "messages in a row that bounced softly, this one included",
                        0,
                        MANY,
                        Bounce::getSoftCount),
                flag("retriesLeft", Phase.ACTION, "whether the retry policy has a try left", Bounce::isRetriesLeft),
                flag("engaged", Phase.CLASSIFY, "whether the subscriber opened or clicked lately", Bounce::isEngaged),
                flag("probation", Phase.CLASSIFY, "whether the address has to prove itself", Bounce::isProbation),
                closed(
                        "subscriberStatus",
                        Phase.CLASSIFY,
                        "the subscriber's status before this event",
                        words(List.of(SubscriberStatus.values()), SubscriberStatus::word),
                        Bounce::getSubscriberStatus),
                late("trap", Phase.TRAP, "the trap that recipient, host or text match", Bounce::getTrap),
                late("suspectedTrap", Phase.TRAP, "the weaker trap signal", Bounce::getSuspectedTrap),
                late("alertSignal", Phase.ALERT, "the signal that passed its bound", Bounce::getAlertSignal),
                late("alertScope", Phase.ALERT, "what its figures are about", Bounce::getAlertScope));
        Map<String, Field> byName = new LinkedHashMap<>();
        fields.forEach(field -> byName.put(field.name(), field));
        return Collections.unmodifiableMap(byName);
    }

    private static Field text(String name, String about, Field.Form form, Function<Bounce, String> get) {
        return new Field.Text(name, Phase.CLASSIFY, about, form, Set.of(), get);
    }

    private static Field late(String name, Phase from, String about, Function<Bounce, String> get) {
        return new Field.Text(name, from, about, ANY, Set.of(), get);
    }

    private static Field closed(
            String name, Phase from, String about, Set<String> words, Function<Bounce, String> get) {
        return new Field.Text(name, from, about, ANY, words, get);
    }

    private static Field number(
            String name, String about, int least, int most, java.util.function.ToIntFunction<Bounce> get) {
        return new Field.Count(name, Phase.CLASSIFY, about, least, most, get);
    }

    private static Field flag(String name, Phase from, String about, java.util.function.Predicate<Bounce> get) {
        return new Field.Flag(name, from, about, get);
    }

    private static <T> Set<String> words(List<T> values, Function<T, String> word) {
        Set<String> words = new LinkedHashSet<>();
        values.forEach(value -> words.add(word.apply(value)));
        return Collections.unmodifiableSet(words);
    }
}
