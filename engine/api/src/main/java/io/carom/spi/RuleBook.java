package io.carom.spi;

import io.carom.api.Bounce;
import io.carom.api.Phase;
import io.carom.api.Problem;
import java.util.List;

/** Compiled rules. Immutable and safe for any number of threads; {@link #close} once no session is in use. */
public interface RuleBook extends AutoCloseable {
    /** Every rule, in the order in which a handbook shows them: by phase, pack, file and line. */
    List<RuleNote> rules();

    /** What is odd but no error. */
    List<Problem> warnings();

    /** A session for one thread. */
    RuleSession open();

    /** Why {@code rule} does not match {@code fact}: the first condition that fails and the value it saw; or that it matches. */
    String whyNot(String rule, Phase phase, Bounce fact);

    @Override
    void close();
}
