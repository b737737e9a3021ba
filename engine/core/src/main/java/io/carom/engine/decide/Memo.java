package io.carom.engine.decide;

import io.carom.api.CampaignContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one event or timer did to what is kept in memory only, written down with it: so that the same is done again after a restart, and
 * by another instance, without deciding again. A line each: {@code w} for what counts in the shares (with the size of its campaign and
 * {@code f} for a first send), {@code c} for a change with its causes, {@code h} for one that was held and the cause that reached too far.
 * For one thread.
 */
public final class Memo {
    private final StringBuilder lines = new StringBuilder();

    /** Who does again what a memo says. */
    public interface Again {
        /** The event counted in the shares. */
        void watched(@Nullable Long sentInAll, boolean firstSend);

        /** An address was changed by these causes. */
        void changed(List<String> causes);

        /** A change was held because of this cause. */
        void held(String cause);
    }

    void watched(@Nullable CampaignContext campaign) {
        begin('w');
        if (campaign != null) {
            lines.append(campaign.sent() == null ? "" : campaign.sent().toString());
            lines.append(campaign.firstSend() ? "f" : "");
        }
    }

    void changed(List<String> causes) {
        begin('c');
        for (int i = 0; i < causes.size(); i++) {
            if (i > 0) {
                lines.append('\t');
            }
            escape(causes.get(i));
        }
    }

    void held(String cause) {
        begin('h');
        escape(cause);
    }

    private void begin(char kind) {
        if (!lines.isEmpty()) {
            lines.append('\n');
        }
        lines.append(kind);
    }

    /** A cause may name what came with an event: it must not end its line. */
    private void escape(String cause) {
        for (int i = 0; i < cause.length(); i++) {
            char c = cause.charAt(i);
            switch (c) {
                case '\n' -> lines.append("\\n");
                case '\t' -> lines.append("\\t");
                case '\\' -> lines.append("\\\\");
                default -> lines.append(c);
            }
        }
    }

    /** What was noted since the last call. */
    public String take() {
        String text = lines.toString();
        lines.setLength(0);
        return text;
    }

    /** Does again what {@code memo} says, in its order; a line of an unknown kind is passed over. */
    public static void again(String memo, Again again) {
        if (memo.isEmpty()) {
            return;
        }
        for (String line : memo.split("\n", -1)) {
            if (line.isEmpty()) {
                continue;
            }
            String rest = line.substring(1);
            switch (line.charAt(0)) {
                case 'w' -> watched(rest, again);
                case 'c' ->
                    again.changed(List.of(rest.split("\t", -1)).stream()
                            .map(Memo::plain)
                            .toList());
                case 'h' -> again.held(plain(rest));
                default -> {}
            }
        }
    }

    private static void watched(String rest, Again again) {
        boolean firstSend = rest.endsWith("f");
        String sent = firstSend ? rest.substring(0, rest.length() - 1) : rest;
        again.watched(sent.matches("-?[0-9]{1,18}") ? Long.valueOf(sent) : null, firstSend);
    }

    private static String plain(String escaped) {
        if (escaped.indexOf('\\') < 0) {
            return escaped;
        }
        StringBuilder plain = new StringBuilder(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '\\' && i + 1 < escaped.length()) {
                char next = escaped.charAt(++i);
                plain.append(next == 'n' ? '\n' : next == 't' ? '\t' : next);
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
