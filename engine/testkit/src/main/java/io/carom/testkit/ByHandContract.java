package io.carom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.SubscriberStatus;
import io.carom.spi.Act;
import io.carom.spi.Batch;
import io.carom.spi.Readmission;
import io.carom.spi.Suppression;
import io.carom.spi.Suppressions;
import io.carom.spi.Timer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a journal must do that keeps readmissions and suppressions. Part of {@link RecoveryContract}; extend that. */
public abstract class ByHandContract extends JournalFixture {
    /** What somebody does by hand in these tests. */
    protected static final Act ACT = new Act(T.plusSeconds(1_000), "operator", "a test");

    /** Of a subject, for a while. */
    protected static Suppression suppression(String subject, Suppression.Reach reach, String name) {
        return new Suppression(0, subject, reach, "", name, "why", T, null, 1, ACT);
    }

    @Test
    void a_suppression_grows_with_each_time_and_is_found_by_address_and_domain() {
        Suppressions all = journal().suppressions().orElseThrow();
        Suppression.Terms terms = new Suppression.Terms(Duration.ofDays(1), 3, Duration.ofDays(5));
        Suppression wanted = suppression(BOB.address(), Suppression.Reach.LIST, "news");
        Suppression first = all.add(wanted, terms, ACT);
        assertThat(first.until()).isEqualTo(ACT.at().plus(Duration.ofDays(1)));
        assertThat(first.times()).isEqualTo(1);
        assertThat(all.add(wanted, terms, ACT).until()).isEqualTo(ACT.at().plus(Duration.ofDays(3)));
        Suppression third = all.add(wanted, terms, ACT);
        assertThat(third.until()).isEqualTo(ACT.at().plus(Duration.ofDays(5)));
        assertThat(third.times()).isEqualTo(3);
        assertThat(third.id()).isEqualTo(first.id());
        assertThat(all.add(wanted, Suppression.Terms.fixed(Duration.ofHours(1)), ACT)
                        .until())
                .as("never shorter than before")
                .isEqualTo(third.until());
        Suppression domain =
                all.add(suppression("@" + BOB.domain(), Suppression.Reach.GLOBAL, ""), Suppression.Terms.EVER, ACT);

        assertThat(all.about(BOB, ACT.at(), 10)).extracting(Suppression::id).containsExactly(first.id(), domain.id());
        assertThat(all.about(BOB, ACT.at().plus(Duration.ofDays(5)), 10)).containsExactly(domain);
        assertThat(all.about(EVE, ACT.at(), 10)).isEmpty();
        assertThat(all.list(new Suppressions.Filter(null, Suppression.Reach.LIST, "news", null, 0, 10)))
                .hasSize(1);
        assertThat(all.list(new Suppressions.Filter(
                        BOB.address(), null, null, ACT.at().plus(Duration.ofDays(9)), 0, 10)))
                .isEmpty();
        assertThat(all.list(new Suppressions.Filter(null, null, null, null, first.id(), 10)))
                .containsExactly(domain);
        assertThat(all.forget(ACT.at().plus(Duration.ofDays(9)), 10)).isEqualTo(1);
        assertThat(all.remove(List.of(domain.id(), 999L), ACT)).isEqualTo(1);
        assertThat(all.about(BOB, ACT.at(), 10)).isEmpty();
    }

    @Test
    void a_readmission_is_written_with_its_commit_and_decided_once() {
        Readmission asked = new Readmission(
                0,
                ACT,
                BOB,
                SubscriberStatus.COMPLAINED,
                Readmission.Evidence.MAIL,
                "<m@x>",
                Readmission.State.REQUESTED,
                null);
        aside(asked);
        Readmission stored = journal().readmissions().orElseThrow().newest(BOB).orElseThrow();
        assertThat(stored.as(Readmission.State.REQUESTED, ACT))
                .usingRecursiveComparison()
                .ignoringFields("id")
                .isEqualTo(asked.as(Readmission.State.REQUESTED, ACT));
        Act second = new Act(T.plusSeconds(2_000), "another", "agreed");
        aside(stored.as(Readmission.State.DONE, second));
        aside(stored.as(Readmission.State.REFUSED, ACT));

        assertThat(journal().readmissions().orElseThrow().find(stored.id()))
                .contains(stored.as(Readmission.State.DONE, second));
        assertThat(journal().readmissions().orElseThrow().list(Readmission.State.REQUESTED, 10, 0))
                .isEmpty();
        assertThat(journal().readmissions().orElseThrow().list(null, 10, 0)).hasSize(1);
        assertThat(journal().readmissions().orElseThrow().newest(EVE)).isEmpty();
    }

    private void aside(Readmission readmission) {
        Batch empty = new Change().batch();
        journal()
                .commit(new Batch(
                        empty.entries(),
                        empty.histories(),
                        empty.messages(),
                        empty.timers(),
                        empty.cleared(),
                        empty.retries(),
                        empty.retriesDone(),
                        empty.outbox(),
                        empty.servers(),
                        empty.campaigns(),
                        List.of(readmission)));
    }

    @Test
    void the_last_timer_of_a_kind_is_told() {
        assertThat(journal().lastTimer(Timer.PROBATION)).isEmpty();
        commit(new Change()
                .timer(new Timer(BOB, Timer.PROBATION, T))
                .timer(new Timer(EVE, Timer.PROBATION, T.plusSeconds(5)))
                .timer(new Timer(EVE, Timer.HOLD, T.plusSeconds(9))));
        assertThat(journal().lastTimer(Timer.PROBATION)).contains(T.plusSeconds(5));
    }
}
