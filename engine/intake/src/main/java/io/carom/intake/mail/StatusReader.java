package io.carom.intake.mail;

import io.carom.api.EnhancedStatus;
import io.carom.api.SmtpReply;
import io.carom.intake.mail.StatusFields.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the recipients out of a delivery report's fields, also when groups are torn or run together. For one report and one thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3464#section-2.3">RFC 3464, 2.3</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6533#section-3">RFC 6533, 3</a>
 */
final class StatusReader {
    private static final Set<String> OF_RECIPIENT = Set.of(
            StatusFields.FINAL,
            StatusFields.ORIGINAL,
            StatusFields.ACTION,
            StatusFields.STATUS,
            StatusFields.DIAGNOSTIC);

    private static final int LONGEST_HOST = 255;

    private final List<Draft> drafts = new ArrayList<>();
    private final int limit;
    private @Nullable String reportingMta;
    private @Nullable String arrival;
    private boolean sawFields;

    StatusReader(int limit) {
        this.limit = limit;
    }

    /** Adds what {@code text}, the content of one part, says. */
    void read(String text) {
        read(StatusFields.groups(text));
    }

    /** The same for fields that were read already. */
    void read(List<List<Field>> groups) {
        List<Field> current = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (List<Field> group : groups) {
            int lastName = lastName(group);
            boolean begins = lastName >= 0 && named(seen);
            for (int i = 0; i < group.size(); i++) {
                Field field = group.get(i);
                boolean again = i <= lastName && seen.contains(field.name()) && OF_RECIPIENT.contains(field.name());
                if (begins || (again && named(seen))) {
                    finish(current);
                    current = new ArrayList<>();
                    seen.clear();
                    begins = false;
                }
                current.add(field);
                seen.add(field.name());
            }
        }
        finish(current);
    }

    private static int lastName(List<Field> group) {
        for (int i = group.size() - 1; i >= 0; i--) {
            String name = group.get(i).name();
            if (name.equals(StatusFields.FINAL) || name.equals(StatusFields.ORIGINAL)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean named(Set<String> names) {
        return names.contains(StatusFields.FINAL) || names.contains(StatusFields.ORIGINAL);
    }

    private void finish(List<Field> fields) {
        String reporting = StatusFields.first(fields, StatusFields.REPORTING);
        if (reporting != null && reportingMta == null) {
            reportingMta = mta(reporting);
        }
        if (arrival == null) {
            arrival = StatusFields.first(fields, StatusFields.ARRIVAL);
        }
        String last = StatusFields.first(fields, StatusFields.FINAL);
        String first = StatusFields.first(fields, StatusFields.ORIGINAL);
        String action = StatusFields.first(fields, StatusFields.ACTION);
        String status = StatusFields.first(fields, StatusFields.STATUS);
        String diagnostic = StatusFields.first(fields, StatusFields.DIAGNOSTIC);
        sawFields |= reporting != null || last != null || first != null;
        if ((last == null && first == null && action == null && diagnostic == null) || drafts.size() >= limit) {
            return;
        }
        Draft draft = new Draft();
        draft.recipient = last == null ? null : Addresses.ofField(last);
        draft.original = first == null ? null : Addresses.ofField(first);
        if (draft.recipient == null) {
            draft.recipient = draft.original;
        }
        draft.localName = last == null ? null : localName(last);
        if (Addresses.same(draft.original, draft.recipient)) {
            draft.original = null;
        }
        draft.action = action(action);
        status(draft, status);
        draft.diagnostic = diagnostic == null ? null : untyped(diagnostic);
        String more = StatusFields.first(fields, StatusFields.SUPPLEMENT);
        if (more != null && draft.diagnostic != null && Replies.code(draft.diagnostic) == 0) {
            draft.diagnostic = draft.diagnostic + " " + more;
        }
        draft.comment = comment(status);
        String remote = StatusFields.first(fields, StatusFields.REMOTE);
        draft.remoteMta = remote == null ? null : mta(remote);
        draft.at = MailDates.parse(StatusFields.first(fields, StatusFields.LAST_ATTEMPT));
        drafts.add(draft);
    }

    /** A mailbox's name without a domain, as gateways to other mail systems report it; or null. */
    private static @Nullable String localName(String field) {
        String name = untyped(field).replace("<", "").replace(">", "");
        boolean word = !name.isEmpty() && name.length() <= 64 && name.indexOf('@') < 0;
        for (int i = 0; i < name.length(); i++) {
            word &= Character.isLetterOrDigit(name.charAt(i)) || "._-+".indexOf(name.charAt(i)) >= 0;
        }
        return word ? name : null;
    }

    private static @Nullable String action(@Nullable String field) {
        if (field == null) {
            return null;
        }
        String word = field.strip().toLowerCase(Locale.ROOT);
        int end = 0;
        while (end < word.length() && Character.isLetter(word.charAt(end))) {
            end++;
        }
        word = word.substring(0, end);
        return switch (word) {
            case "failed", "failure", "fail", "error", "bounced", "bounce", "undeliverable" -> "failed";
            case "delayed", "delay", "deferred" -> "delayed";
            case "delivered", "relayed", "expanded" -> word;
            case "deliverable", "success", "delivery" -> "delivered";
            default -> null;
        };
    }

    /** What a Status field says in brackets: all there is when there is no diagnostic. */
    private static @Nullable String comment(@Nullable String status) {
        int open = status == null ? -1 : status.indexOf('(');
        int close = status == null || open < 0 ? -1 : status.lastIndexOf(')');
        return status == null || close <= open
                ? null
                : status.substring(open + 1, close).strip();
    }

    private static void status(Draft draft, @Nullable String field) {
        if (field == null) {
            return;
        }
        EnhancedStatus leading = EnhancedStatus.leading(field.strip()).orElse(null);
        draft.statusField = leading != null ? leading : Replies.status(field);
        if ((leading == null && !field.isBlank())
                || (leading != null && SmtpReply.parse(field).code() != 0)) {
            draft.statusText = field.strip();
        }
    }

    /** A diagnostic without its type: {@code smtp; 550 ...}, {@code X-Postfix; ...}. */
    static String untyped(String field) {
        String text = field.strip();
        int semicolon = text.indexOf(';');
        if (semicolon > 0 && semicolon <= 24) {
            boolean word = true;
            for (int i = 0; i < semicolon; i++) {
                char c = text.charAt(i);
                word &= Character.isLetterOrDigit(c) || c == '-' || c == '_' || (c == ' ' && i == semicolon - 1);
            }
            if (word && Character.isLetter(text.charAt(0))) {
                return text.substring(semicolon + 1).strip();
            }
        }
        return text;
    }

    /** A host out of {@code dns; mx.example.com (192.0.2.1)}. */
    private static @Nullable String mta(String field) {
        String host = untyped(field);
        int end = 0;
        while (end < host.length()
                && host.charAt(end) > ' '
                && host.charAt(end) != '('
                && host.charAt(end) != '|'
                && host.charAt(end) != ';') {
            end++;
        }
        while (end > 0 && (host.charAt(end - 1) == '.' || host.charAt(end - 1) == ',')) {
            end--;
        }
        return end == 0 || end > LONGEST_HOST ? null : host.substring(0, end).toLowerCase(Locale.ROOT);
    }

    List<Draft> drafts() {
        return drafts;
    }

    @Nullable
    String reportingMta() {
        return reportingMta;
    }

    @Nullable
    String arrival() {
        return arrival;
    }

    /** Whether there was anything of a delivery report at all. */
    boolean sawFields() {
        return sawFields;
    }
}
