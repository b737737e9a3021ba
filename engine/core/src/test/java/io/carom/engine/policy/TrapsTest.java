package io.carom.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Problem;
import io.carom.spi.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrapsTest {
    private final List<Problem> problems = new ArrayList<>();
    private final Traps traps = Traps.read(List.of(new SourceFile("traps/mine.txt", """
                    # bought in 2024
                    Old@Example.com
                    @trap.example.net        # all of it
                    host *.trapnet.example.org
                    signal spam_trap
                    suspected @gnail.com
                    suspected abuse@
                    @Fälle.example
                    what is this
                    """)), problems);

    private List<Traps.Hit> match(String address, String host, String... signals) {
        return traps.match(address, address.substring(address.indexOf('@') + 1), host, Set.of(signals));
    }

    @Test
    void addresses_domains_hosts_and_signals_match() {
        assertThat(match("old@example.com", "")).containsExactly(new Traps.Hit("old@example.com", false));
        assertThat(match("any@trap.example.net", "")).hasSize(1);
        assertThat(match("a@example.com", "mx1.eu.trapnet.example.org")).hasSize(1);
        assertThat(match("a@example.com", "", "spam_trap")).hasSize(1);
        assertThat(match("a@gnail.com", "")).containsExactly(new Traps.Hit("@gnail.com", true));
    }

    @Test
    void a_mailbox_matches_at_any_domain_and_a_domain_however_it_is_written() {
        assertThat(match("abuse@example.com", "")).containsExactly(new Traps.Hit("abuse@", true));
        assertThat(match("abuse.desk@example.com", "")).isEmpty();
        assertThat(match("a@xn--flle-loa.example", "")).hasSize(1);
    }

    @Test
    void what_is_close_to_a_trap_is_none() {
        assertThat(match("new@example.com", "trapnet.example.org")).isEmpty();
        assertThat(match("a@sub.trap.example.net", "mx.example.org")).isEmpty();
    }

    @Test
    void a_line_that_is_no_trap_is_named_with_its_place() {
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).toString()).startsWith("traps/mine.txt:9:1").contains("what is this");
    }
}
