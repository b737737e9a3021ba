package io.carom.intake.mail;

import io.carom.intake.mime.Headers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the header of a reporting mail says of its origin; each answer is read when it is first asked for. For one mail and one thread. */
final class Envelope {
    private static final int MOST = 100;
    private static final int UNKNOWN = -1;
    private static final int MOST_FIELDS = 50;
    private static final String[] SENDERS = {"from", "sender", "return-path"};
    /** What mail programs of several languages put before the subject of a forwarded mail. */
    private static final Set<String> FORWARDS =
            Set.of("fwd", "fw", "wg", "tr", "rv", "enc", "i", "doorst", "vs", "vb", "pd", "\u8f6c\u53d1");

    /** The same of an answer. */
    private static final Set<String> ANSWERS =
            Set.of("re", "aw", "antw", "ant", "sv", "r\u00e9f", "res", "odp", "vs", "rif", "r", "ynt", "\u56de\u590d");

    private static final String[] RECEIVERS = {
        "to",
        "delivered-to",
        "x-original-to",
        "envelope-to",
        "x-envelope-to",
        "x-rcpt-to",
        "x-delivered-to",
        "x-failed-to"
    };

    private static final String[] FAILED = {"x-failed-recipients"};

    private final Headers headers;
    private final Cues cues;
    private final String type;
    private @Nullable List<String> from;
    private @Nullable List<String> to;
    private @Nullable List<String> failed;
    private @Nullable String subject;
    private @Nullable String automatic;
    private int subjectKinds = UNKNOWN;
    private int senderKinds = UNKNOWN;
    private @Nullable Instant date;
    private boolean dated;

    private Envelope(Headers headers, Cues cues) {
        this.headers = headers;
        this.cues = cues;
        this.type = orEmpty(headers.raw("content-type")).toLowerCase(Locale.ROOT);
    }

    static Envelope of(Headers headers, Cues cues) {
        return new Envelope(headers, cues);
    }

    /** Addresses that it came from. */
    List<String> from() {
        List<String> known = from;
        if (known == null) {
            known = addresses(headers, SENDERS, MOST);
            from = known;
        }
        return known;
    }

    /** Addresses that it came to. */
    List<String> to() {
        List<String> known = to;
        if (known == null) {
            known = addresses(headers, RECEIVERS, MOST);
            to = known;
        }
        return known;
    }

    /** Addresses of X-Failed-Recipients. */
    List<String> failed() {
        List<String> known = failed;
        if (known == null) {
            known = addresses(headers, FAILED, 1_000);
            failed = known;
        }
        return known;
    }

    /** Its subject, decoded. */
    String subject() {
        String known = subject;
        if (known == null) {
            known = orEmpty(headers.first("subject"));
            subject = known;
        }
        return known;
    }

    /** Which kinds of cues occur in the subject. */
    int subjectKinds() {
        if (subjectKinds == UNKNOWN) {
            subjectKinds = cues.in(subject());
        }
        return subjectKinds;
    }

    private int senderKinds() {
        if (senderKinds == UNKNOWN) {
            StringBuilder sender = new StringBuilder();
            for (String name : SENDERS) {
                String value = headers.first(name);
                if (value != null) {
                    sender.append(value).append(' ');
                }
            }
            senderKinds = cues.in(sender.toString());
        }
        return senderKinds;
    }

    /** Whether its return path is empty. */
    boolean nullSender() {
        String path = headers.raw("return-path");
        return path != null && path.replace(" ", "").equals("<>");
    }

    /** Whether it was written by a mail system, by its sender's name. */
    boolean daemon() {
        return Cues.is(senderKinds(), CueKind.DAEMON);
    }

    /** Whether it was written by some program, by its sender's name. */
    boolean automaton() {
        return Cues.is(senderKinds(), CueKind.AUTOMATON);
    }

    /** Auto-Submitted, lower case, or empty. */
    String automatic() {
        String known = automatic;
        if (known == null) {
            known = orEmpty(headers.raw("auto-submitted")).toLowerCase(Locale.ROOT);
            automatic = known;
        }
        return known;
    }

    /** Whether a field says that it is an automatic reply. */
    boolean reply() {
        return replies(headers, automatic());
    }

    /** The report-type of a multipart/report, or empty. */
    String report() {
        return type.contains("delivery-status")
                ? "delivery-status"
                : type.contains("disposition-notification") ? "disposition-notification" : "";
    }

    /** Whether its fields show a mailing (RFC 2369) or a person's mail program: no mail system's notice has them. */
    boolean letter() {
        String writer = headers.raw("from");
        return writer != null
                && writer.indexOf('@') >= 0
                && (headers.has("list-unsubscribe") || headers.has("list-post") || headers.has("user-agent"));
    }

    /** Whether it is an answer to a mail (In-Reply-To, References). */
    boolean answers() {
        return headers.has("in-reply-to") || headers.has("references");
    }

    /** Whether sender or subject are those of a complaint in an older form. */
    boolean complaint() {
        return Cues.is(subjectKinds(), CueKind.COMPLAINT);
    }

    /** Whether its subject says that it answers. */
    boolean repeats() {
        return prefixed(subject(), ANSWERS);
    }

    /** Whether its subject says that a person forwards something. */
    boolean forwards() {
        return prefixed(subject(), FORWARDS);
    }

    /** Whether Exim wrote it as a delivery report. */
    boolean exim() {
        return type.contains("-eximdsn-");
    }

    /** Its Date, else its first Received; or null. */
    @Nullable
    Instant date() {
        if (!dated) {
            date = date(headers);
            dated = true;
        }
        return date;
    }

    /** Its Message-ID, or null. */
    @Nullable
    String id() {
        return Returned.id(headers.raw("message-id"));
    }

    private static boolean prefixed(String subject, Set<String> words) {
        int colon = subject.indexOf(':');
        return colon > 0 && words.contains(subject.substring(0, colon).strip().toLowerCase(Locale.ROOT));
    }

    private static boolean replies(Headers headers, String automatic) {
        String precedence = orEmpty(headers.raw("precedence")).toLowerCase(Locale.ROOT);
        String generated = orEmpty(headers.raw("x-autogenerated")).toLowerCase(Locale.ROOT);
        return automatic.startsWith("auto-replied")
                || precedence.startsWith("auto")
                || generated.startsWith("reply")
                || headers.has("x-autoreply")
                || headers.has("x-autorespond")
                || headers.has("x-autoresponder")
                || headers.has("x-autoreply-from")
                || headers.has("x-mail-autoreply");
    }

    private static @Nullable Instant date(Headers headers) {
        Instant date = MailDates.parse(headers.raw("date"));
        if (date != null) {
            return date;
        }
        String received = headers.raw("received");
        if (received == null) {
            return MailDates.parse(headers.raw("delivery-date"));
        }
        return MailDates.parse(received.substring(received.lastIndexOf(';') + 1));
    }

    private static List<String> addresses(Headers headers, String[] names, int most) {
        List<String> first = List.of();
        Map<String, String> found = null;
        for (String name : names) {
            int fields = 0;
            for (int i = headers.find(name, 0); i >= 0 && fields++ < MOST_FIELDS; i = headers.find(name, i + 1)) {
                List<String> here = Addresses.ofHeader(headers.value(i), most);
                if (here.isEmpty() || here.equals(first)) {
                    continue;
                }
                if (found == null && first.isEmpty()) {
                    first = here;
                    continue;
                }
                if (found == null) {
                    found = new LinkedHashMap<>();
                    put(first, found, most);
                }
                put(here, found, most);
            }
        }
        if (found == null && first.size() > 1) {
            found = new LinkedHashMap<>();
            put(first, found, most);
        }
        return found == null ? first : new ArrayList<>(found.values());
    }

    private static void put(List<String> addresses, Map<String, String> found, int most) {
        for (String address : addresses) {
            if (found.size() < most) {
                found.putIfAbsent(address.toLowerCase(Locale.ROOT), address);
            }
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
