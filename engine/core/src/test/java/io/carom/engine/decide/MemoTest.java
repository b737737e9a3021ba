package io.carom.engine.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.CampaignContext;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MemoTest {
    private final Memo memo = new Memo();

    private static List<String> again(String text) {
        List<String> done = new ArrayList<>();
        Memo.again(text, new Memo.Again() {
            @Override
            public void watched(Long sentInAll, boolean firstSend) {
                done.add("watched " + sentInAll + " " + firstSend);
            }

            @Override
            public void changed(List<String> causes) {
                done.add("changed " + causes);
            }

            @Override
            public void held(String cause) {
                done.add("held " + cause);
            }
        });
        return done;
    }

    @Test
    void what_was_noted_is_done_again_in_its_order_and_noted_once() {
        memo.watched(new CampaignContext("c1", 500L, true));
        memo.changed(List.of("domain:example.com", "rule:stock/user-unknown"));
        memo.held("domain:example.com");

        assertThat(again(memo.take()))
                .containsExactly(
                        "watched 500 true",
                        "changed [domain:example.com, rule:stock/user-unknown]",
                        "held domain:example.com");
        assertThat(memo.take()).isEmpty();
        assertThat(again("")).isEmpty();
    }

    @Test
    void a_campaign_of_unknown_size_and_none_at_all_are_told_apart_from_a_first_send() {
        memo.watched(null);
        memo.watched(new CampaignContext("c1", null, true));
        memo.watched(new CampaignContext("c1", 7L, false));

        assertThat(again(memo.take())).containsExactly("watched null false", "watched null true", "watched 7 false");
    }

    @Test
    void a_cause_that_came_with_an_event_cannot_end_its_line() {
        String hostile = "ip:1\nheld\t\\n\\\r\u2028";
        memo.changed(List.of("domain:a", hostile));
        memo.held(hostile);

        assertThat(again(memo.take())).containsExactly("changed [domain:a, " + hostile + "]", "held " + hostile);
    }

    @Test
    void what_another_program_wrote_is_passed_over() {
        assertThat(again("z\n\nwmany\nhx\nc")).containsExactly("watched null false", "held x", "changed []");
    }
}
