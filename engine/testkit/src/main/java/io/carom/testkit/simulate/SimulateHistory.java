package io.carom.testkit.simulate;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Leads two policies through a history before a test, and fails it when a gate fails. A test may take the
 * {@link io.carom.engine.simulate.SimulationReport} as a parameter. On a class it holds for all its tests, and is simulated once.
 *
 * <pre>{@code
 * @Test
 * @SimulateHistory(
 *         events = "src/test/resources/history.jsonl",
 *         candidate = "policy",
 *         failIf = {"lost_subscribers > 0.5%", "changed(gmail.com) > 100"})
 * void the_new_policy_loses_nobody(SimulationReport report) {}
 * }</pre>
 *
 * The engines of rules and scripts (carom-rules, carom-dsl, carom-intake) have to be on the class path.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@ExtendWith(SimulateHistoryExtension.class)
public @interface SimulateHistory {
    /** Event files, one JSON object a line, in the order of the history; relative to where the tests run. */
    String[] events() default {};

    /** The profile of a made-up history, used where there are no event files: everyday, imported-list, outage, ip-block, greylist. */
    String generate() default "";

    /** How many messages a made-up history sends. */
    long sends() default 10_000;

    /** How many days a made-up history takes. */
    int days() default 30;

    /** The policy folder to try. */
    String candidate();

    /** The policy folder that the history was recorded under; the stock policy unless given. */
    String baseline() default "";

    /** Conditions under which the test fails. */
    String[] failIf() default {};

    /** What comes before this instant ({@code 2026-01-05T00:00:00Z}) only warms histories and windows. */
    String from() default "";

    /** Decides what becomes of retries that nobody has recorded, and which history is made up. */
    long seed() default 1;

    /** Shows the candidate every event, also those that its own decisions would have prevented, and models nothing. */
    boolean asRecorded() default false;
}
