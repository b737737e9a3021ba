package io.carom.engine.deliver;

import io.carom.spi.Host;
import io.carom.spi.Outgoing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** A host that notes every call and answers as a test says. */
final class RecordingHost implements Host {
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    volatile Function<Outgoing, Reply> answers = action -> Reply.DONE;

    @Override
    public String name() {
        return "recording";
    }

    @Override
    public Reply carryOut(Outgoing action) {
        calls.add(action.key());
        Reply reply = answers.apply(action);
        if (reply == Reply.DONE) {
            done.add(action.key());
        }
        return reply;
    }

    /** The key of every call, in order. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    /** The key of every call that was answered with DONE, in order. */
    List<String> done() {
        return List.copyOf(done);
    }
}
