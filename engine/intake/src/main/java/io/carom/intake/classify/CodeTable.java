package io.carom.intake.classify;

import io.carom.api.EnhancedStatus;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What codes say by themselves ({@code signals/codes.yml}). Immutable; safe for any number of threads. */
final class CodeTable {
    /** A subject or detail that stands for all; also a class. */
    private static final int ALL = 1000;

    /** Open addressing: a reply code or an enhanced code as one number, and what it means. */
    private final int[] keys;

    private final @Nullable CodeMeaning[] meanings;
    private final int mask;

    CodeTable(Map<CodePattern, CodeMeaning> entries) {
        int size = Math.max(16, Integer.highestOneBit(entries.size()) * 4);
        this.keys = new int[size];
        this.meanings = new CodeMeaning[size];
        this.mask = size - 1;
        entries.forEach((pattern, meaning) -> {
            int key = pattern.reply()
                    ? pattern.first()
                    : key(all(pattern.first()), all(pattern.second()), all(pattern.third()));
            int at = slot(key);
            keys[at] = key;
            meanings[at] = meaning;
        });
    }

    /** The closest entry for an enhanced code: class, subject and detail, then any class, then any detail. */
    @Nullable
    CodeMeaning of(EnhancedStatus status) {
        int group = status.statusClass();
        int subject = status.subject();
        CodeMeaning meaning = at(key(group, subject, status.detail()));
        if (meaning == null) {
            meaning = at(key(ALL, subject, status.detail()));
        }
        if (meaning == null) {
            meaning = at(key(group, subject, ALL));
        }
        return meaning == null ? at(key(ALL, subject, ALL)) : meaning;
    }

    /** The entry for a reply code. */
    @Nullable
    CodeMeaning of(int replyCode) {
        return at(replyCode);
    }

    private @Nullable CodeMeaning at(int key) {
        return meanings[slot(key)];
    }

    private int slot(int key) {
        int at = ((key * 0x9E3779B9) >>> 16) & mask;
        while (meanings[at] != null && keys[at] != key) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private static int all(int part) {
        return part == CodePattern.ANY ? ALL : part;
    }

    /** Above every reply code: the class is at least 2. */
    private static int key(int group, int subject, int detail) {
        return (group * 1001 + subject) * 1001 + detail;
    }
}
