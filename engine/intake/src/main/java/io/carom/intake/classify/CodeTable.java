package io.carom.intake.classify;

import io.carom.api.EnhancedStatus;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What codes say by themselves ({@code signals/codes.yml}). Immutable; safe for any number of threads. */
final class CodeTable {
    private final Map<CodePattern, CodeMeaning> meanings;

    CodeTable(Map<CodePattern, CodeMeaning> meanings) {
        this.meanings = new HashMap<>(meanings);
    }

    /** The closest entry for an enhanced code: class, subject and detail, then any class, then any detail. */
    @Nullable
    CodeMeaning of(EnhancedStatus status) {
        int group = status.statusClass();
        int subject = status.subject();
        CodeMeaning meaning = at(group, subject, status.detail());
        if (meaning == null) {
            meaning = at(CodePattern.ANY, subject, status.detail());
        }
        if (meaning == null) {
            meaning = at(group, subject, CodePattern.ANY);
        }
        return meaning == null ? at(CodePattern.ANY, subject, CodePattern.ANY) : meaning;
    }

    /** The entry for a reply code. */
    @Nullable
    CodeMeaning of(int replyCode) {
        return meanings.get(new CodePattern(true, replyCode, replyCode, CodePattern.ANY));
    }

    private @Nullable CodeMeaning at(int group, int subject, int detail) {
        return meanings.get(new CodePattern(false, group, subject, detail));
    }
}
