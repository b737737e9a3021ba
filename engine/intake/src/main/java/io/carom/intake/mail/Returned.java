package io.carom.intake.mail;

import io.carom.intake.mime.Headers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the message that came back, from as many of its header fields as did. Immutable.
 *
 * @param messageId its Message-ID, with brackets, or null
 * @param to addresses it was sent to: the envelope's, then those of To and Cc
 * @param from addresses it came from
 * @param list its List-Id without the name, or null
 * @param campaign the first of the configured campaign fields, or null
 * @param sendingIp the address that it was sent from as the receiver noted it, or null
 */
record Returned(
        @Nullable String messageId,
        List<String> to,
        List<String> from,
        @Nullable String list,
        @Nullable String campaign,
        @Nullable String sendingIp) {
    static final Returned NOTHING = new Returned(null, List.of(), List.of(), null, null, null);
    private static final int MOST = 200;
    /** As long as a line of a mail may be (RFC 5322, 2.1.1): what is longer names no list, campaign or message. */
    private static final int LONGEST_NAME = 998;

    private static final String[] ENVELOPE = {
        "x-original-to",
        "x-envelope-to",
        "envelope-to",
        "x-rcpt-to",
        "x-hmxmroriginalrecipient",
        "original-recipient",
        "x-original-recipient",
        "delivered-to"
    };
    private static final String[] SENDERS = {
        "from", "return-path", "sender", "reply-to", "errors-to", "x-envelope-from", "envelope-from"
    };

    /**
     * Reads a message's header.
     *
     * @param campaignHeaders names of fields in lower case
     */
    static Returned of(Headers headers, List<String> campaignHeaders) {
        List<String> to = new ArrayList<>();
        for (String name : ENVELOPE) {
            collect(headers, name, to);
        }
        collect(headers, "to", to);
        collect(headers, "cc", to);
        List<String> from = new ArrayList<>();
        for (String name : SENDERS) {
            collect(headers, name, from);
        }
        String campaign = null;
        for (String name : campaignHeaders) {
            if (campaign == null) {
                campaign = headers.first(name);
            }
        }
        String list = headers.first("list-id");
        return new Returned(
                id(headers.raw("message-id")),
                to,
                from,
                list == null ? null : listId(list),
                blankToNull(campaign),
                null);
    }

    private static void collect(Headers headers, String name, List<String> out) {
        int fields = 0;
        for (int i = headers.find(name, 0); i >= 0 && fields++ < 20; i = headers.find(name, i + 1)) {
            for (String address : Addresses.ofHeader(headers.value(i), MOST)) {
                if (out.size() < MOST && !Addresses.contains(out, address)) {
                    out.add(address);
                }
            }
        }
    }

    static @Nullable String id(@Nullable String field) {
        if (field == null) {
            return null;
        }
        int open = field.indexOf('<');
        int close = open < 0 ? -1 : field.indexOf('>', open);
        String id = close > 0 ? field.substring(open, close + 1) : field.strip();
        return id.isEmpty() || id.length() > LONGEST_NAME ? null : id;
    }

    private static @Nullable String listId(String field) {
        int open = field.lastIndexOf('<');
        int close = open < 0 ? -1 : field.indexOf('>', open);
        return blankToNull(close > 0 ? field.substring(open + 1, close) : field);
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        String said = text == null ? "" : text.strip();
        return said.isEmpty() || said.length() > LONGEST_NAME ? null : said;
    }

    /** Whether nothing of the message came back. */
    boolean isNothing() {
        return messageId == null
                && to.isEmpty()
                && from.isEmpty()
                && list == null
                && campaign == null
                && sendingIp == null;
    }

    boolean wentTo(String address) {
        return Addresses.contains(to, address);
    }

    boolean cameFrom(String address) {
        return Addresses.contains(from, address);
    }
}
