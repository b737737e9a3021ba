package io.carom.dsl.run;

import io.carom.api.Bounce;
import io.carom.api.Proposed;
import io.carom.dsl.tree.Script;
import io.carom.spi.Proposals;
import org.jspecify.annotations.Nullable;

/** A script that can run: its conditions as data, its blocks as code. Immutable and safe for any number of threads. */
public final class Program {
    private final Match[] matches;
    private final Pool pool;
    private final Code code;
    private final @Nullable Proposed origin;

    /**
     * Of a script's parts.
     *
     * @param origin what a note about the run as a whole carries, or null when no verb stands in the script
     */
    public Program(Script script, Pool pool, Code code, @Nullable Proposed origin) {
        this.matches = script.blocks().stream()
                .map(block -> new Match(block.conditions(), pool))
                .toArray(Match[]::new);
        this.pool = pool;
        this.code = code;
        this.origin = origin;
    }

    /** Runs the first block whose conditions hold; false when none did, or it proposed nothing. */
    public boolean run(Bounce fact, Proposals out) {
        Scene scene = new Scene(fact, out, pool);
        Match[] all = matches;
        for (int block = 0; block < all.length; block++) {
            if (all[block].matches(fact, scene)) {
                code.run(block, scene);
                break;
            }
        }
        if (scene.spent()) {
            scene.close(origin);
        }
        return scene.answered();
    }
}
