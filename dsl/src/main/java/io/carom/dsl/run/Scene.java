package io.carom.dsl.run;

import io.carom.api.Bounce;
import io.carom.api.BounceType;
import io.carom.api.Proposal;
import io.carom.api.Proposed;
import io.carom.api.Reason;
import io.carom.spi.Proposals;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that a compiled script can see and do: its facts, its operators, its verbs. Made for one run; nothing in it can fail or go on for
 * longer than its meter allows. Generated classes may call the methods that {@link SceneCalls} lists, and nothing else. For one thread.
 */
public final class Scene extends Meter {
    private final Bounce fact;
    private final Proposals out;
    private final Pool pool;
    private boolean answered;

    Scene(Bounce fact, Proposals out, Pool pool) {
        super(pool.work());
        this.fact = fact;
        this.out = out;
        this.pool = pool;
    }

    /** Whether the script has proposed anything. */
    boolean answered() {
        return answered;
    }

    /** The fact {@code dsn}. */
    public String dsn() {
        return fact.getStatus();
    }

    /** The fact {@code smtp}. */
    public int smtp() {
        return fact.getReplyCode();
    }

    /** The fact {@code reason}. */
    public String reason() {
        return fact.getText();
    }

    /** The fact {@code domain}. */
    public String domain() {
        return fact.getDomain();
    }

    /** The fact {@code recipient}. */
    public String recipient() {
        return fact.getRecipient();
    }

    /** The fact {@code mx}. */
    public String mx() {
        return fact.getMx();
    }

    /** The fact {@code attempt}. */
    public int attempt() {
        return fact.getAttempt();
    }

    /** The fact {@code softCount}. */
    public int softCount() {
        return fact.getSoftCount();
    }

    /** The fact {@code server}. */
    public String server() {
        return fact.getServer();
    }

    /** The fact {@code campaign}. */
    public String campaign() {
        return fact.getCampaign();
    }

    /** The fact {@code engaged}. */
    public boolean engaged() {
        return fact.isEngaged();
    }

    /** A host's fact. */
    public String ownText(int index) {
        return pool.words().text(index, fact);
    }

    /** A host's fact. */
    public int ownNumber(int index) {
        return pool.words().number(index, fact);
    }

    /** A host's fact. */
    public boolean ownFlag(int index) {
        return pool.words().flag(index, fact);
    }

    /** A host's fact, in seconds. */
    public long ownSpan(int index) {
        return pool.words().span(index, fact);
    }

    /** {@code ==}. */
    public static boolean same(String left, String right) {
        return left.equals(right);
    }

    /** {@code ==}. */
    public static boolean same(int left, int right) {
        return left == right;
    }

    /** {@code ==}. */
    public static boolean same(long left, long right) {
        return left == right;
    }

    /** {@code ==}. */
    public static boolean same(boolean left, boolean right) {
        return left == right;
    }

    /** {@code <}. */
    public static boolean below(int left, int right) {
        return left < right;
    }

    /** {@code <}. */
    public static boolean below(long left, long right) {
        return left < right;
    }

    /** A text that is not empty. */
    public static boolean filled(String value) {
        return !value.isEmpty();
    }

    /** A number that is not zero. */
    public static boolean filled(int value) {
        return value != 0;
    }

    /** {@code in}. */
    public boolean oneOf(String value, int list) {
        return pool.list(list).contains(value);
    }

    /** {@code in}. */
    public boolean oneOf(int value, int list) {
        return pool.list(list).contains(value);
    }

    /** {@code =~}. */
    public boolean finds(String text, int pattern) {
        return pool.pattern(pattern).find(text, this);
    }

    /** {@code =~} with a literal, which stands in the generated code so that the JIT compiler sees it. */
    public boolean contains(String text, String literal) {
        return take((long) scan(literal) * text.length()) && text.contains(literal);
    }

    /** Two parts of an interpolated text, cut at {@link Limits#maxText()} characters. */
    public String join(String left, String right) {
        int room = pool.limits().maxText() - left.length();
        if (room <= 0 || !takeText(left.length() + right.length())) {
            return left;
        }
        return left.concat(right.length() <= room ? right : right.substring(0, room));
    }

    /** A number in an interpolated text. */
    public static String text(int value) {
        return Integer.toString(value);
    }

    /** A flag in an interpolated text. */
    public static String text(boolean value) {
        return Boolean.toString(value);
    }

    /** A length of time in an interpolated text. */
    public static String text(long seconds) {
        return Words.span(seconds);
    }

    /** {@code attempt.hours}: {@code number} units of {@code unit} seconds. */
    public static long span(int number, int unit) {
        return (long) number * unit;
    }

    /** A verb whose arguments were known when the script was compiled. */
    public void say(int proposal) {
        answered = true;
        out.propose(pool.proposal(proposal));
    }

    /** The verb {@code classify}. */
    public void classify(int origin, boolean hard, String word) {
        Optional<Reason> reason = Reason.of(word);
        if (reason.isPresent()) {
            propose(origin, new Proposal.Classify(hard ? BounceType.HARD : BounceType.SOFT, reason.get(), null));
        } else {
            refuse(origin, "classify: `" + Words.shown(word) + "` is no reason");
        }
    }

    /** The verb {@code retry}. */
    public void retry(int origin, long seconds, int attempts) {
        String wrong = Words.wrongRetry(seconds, attempts);
        if (wrong == null) {
            propose(origin, new Proposal.Retry(Duration.ofSeconds(seconds), attempts));
        } else {
            refuse(origin, "retry: " + wrong);
        }
    }

    /** The verb {@code retryPolicy}. */
    public void retryPolicy(int origin, String name) {
        if (pool.retryPolicies().contains(name)) {
            propose(origin, new Proposal.UseRetryPolicy(name));
        } else {
            refuse(origin, "retryPolicy: there is no retry policy `" + Words.shown(name) + "`");
        }
    }

    /** The verb {@code hold}. */
    public void hold(int origin, long seconds) {
        String wrong = Words.wrongSpan(seconds);
        if (wrong == null) {
            propose(origin, new Proposal.Hold(Duration.ofSeconds(seconds)));
        } else {
            refuse(origin, "hold: " + wrong);
        }
    }

    /** The verb {@code throttle}. */
    public void throttle(int origin, String rate) {
        if (Words.isRate(rate)) {
            propose(origin, new Proposal.Throttle(rate));
        } else {
            refuse(origin, "throttle: `" + Words.shown(rate) + "` is no rate such as `10/min`");
        }
    }

    /** The verb {@code alert}. */
    public void alert(int origin, String name) {
        if (Words.isSignal(name)) {
            propose(origin, new Proposal.Alert(name, null));
        } else {
            refuse(origin, "alert: `" + Words.shown(name) + "` is no name of a signal");
        }
    }

    /** Begins a host's verb with arguments: none yet. */
    public Arguments arguments() {
        return new Arguments();
    }

    /** A host's verb. */
    public void own(int origin, int verb, Arguments arguments) {
        List<Proposal> proposals = pool.words().run(verb, fact, arguments.values());
        if (proposals == null) {
            refuse(origin, pool.words().verbName(verb) + ": it failed");
            return;
        }
        for (Proposal proposal : proposals) {
            propose(origin, proposal);
        }
    }

    /** Says that the meter ran out. */
    void close(@Nullable Proposed origin) {
        if (origin != null) {
            out.propose(Words.with(
                    origin,
                    new Proposal.Advise("script `" + origin.by()
                            + "`: its patterns would take too long for this text; those left count as not found")));
        }
    }

    private void propose(int origin, Proposal what) {
        answered = true;
        out.propose(Words.with(pool.origin(origin), what));
    }

    private void refuse(int origin, String why) {
        Proposed from = pool.origin(origin);
        propose(origin, new Proposal.Advise("script `" + from.by() + "`: not proposed, " + why));
    }
}
