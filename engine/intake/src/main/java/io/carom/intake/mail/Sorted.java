package io.carom.intake.mail;

import io.carom.intake.mime.MimePart;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of a mail by what they are for. For one mail and one thread. */
final class Sorted {
    private static final int MOST_TEXTS = 12;
    /** Mail programs that forward a delivery report name it {@code details.txt} or the like; it is small. */
    private static final int LARGEST_REPORT = 16_000;

    final List<MimePart> status = new ArrayList<>();
    final List<MimePart> feedback = new ArrayList<>();
    final List<MimePart> returned = new ArrayList<>();
    private final List<MimePart> plain = new ArrayList<>();
    private final List<MimePart> html = new ArrayList<>();
    boolean receipt;

    static Sorted of(MimePart mail) {
        Sorted sorted = new Sorted();
        sorted.add(mail);
        return sorted;
    }

    private void add(MimePart part) {
        String type = part.type();
        if (type.startsWith("multipart/")) {
            part.children().forEach(this::add);
        } else if (!part.children().isEmpty()) {
            returned.add(part.children().get(0));
        } else if (type.startsWith("message/")) {
            message(part, type);
        } else if (type.equals("text/html")) {
            keep(html, part);
        } else if (type.startsWith("text/")
                || (type.equals("application/octet-stream") && part.headers().find("content-disposition", 0) < 0)) {
            keep(plain, part);
        } else if (type.equals("application/octet-stream")
                && part.size() <= LARGEST_REPORT
                && StatusText.isIn(part.text())) {
            keep(status, part);
        }
    }

    private static void keep(List<MimePart> parts, MimePart part) {
        if (parts.size() < MOST_TEXTS && part.size() > 0) {
            parts.add(part);
        }
    }

    private void message(MimePart part, String type) {
        if (type.contains("delivery-status")) {
            keep(status, part);
        } else if (type.contains("feedback-report")) {
            keep(feedback, part);
        } else if (type.contains("disposition-notification")) {
            receipt = true;
        } else {
            keep(plain, part);
        }
    }

    /** Puts a part that is no delivery report after all among the texts. */
    void readAsText(MimePart part) {
        keep(plain, part);
    }

    /** The text for people: plain parts, or those of HTML where the plain ones say nothing. */
    String text(int limit) {
        if (plain.size() == 1 && limit > 0) {
            String only = plain.get(0).text();
            if (only.length() >= 40 && !only.isBlank()) {
                return only;
            }
        }
        StringBuilder text = new StringBuilder();
        for (MimePart part : plain) {
            if (text.length() < limit) {
                append(text, part.text(), limit);
            }
        }
        if (text.toString().isBlank() || (text.length() < 40 && !html.isEmpty())) {
            for (MimePart part : html) {
                append(text, HtmlText.lines(part.text()), limit);
            }
        }
        return text.toString();
    }

    /** The same, from the HTML parts alone; empty when there are none. */
    String htmlText(int limit) {
        StringBuilder text = new StringBuilder();
        for (MimePart part : html) {
            append(text, HtmlText.lines(part.text()), limit);
        }
        return text.toString();
    }

    private static void append(StringBuilder all, String text, int limit) {
        if (all.length() < limit) {
            all.append(all.length() == 0 ? "" : "\n\n").append(text);
        }
    }

    @Nullable
    MimePart firstReturned() {
        return returned.isEmpty() ? null : returned.get(0);
    }
}
