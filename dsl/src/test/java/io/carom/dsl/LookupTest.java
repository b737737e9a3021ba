package io.carom.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Bounce;
import io.carom.api.Proposal;
import io.carom.spi.ScriptBook;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookupTest {
    private static Bounce at(String domain, String mx) {
        Bounce fact = Book.fact("5.1.1", 550, "x");
        fact.setDomain(domain);
        fact.setMx(mx);
        return fact;
    }

    private static List<Proposal> alert(String name) {
        return List.of(new Proposal.Alert(name, null));
    }

    private final ScriptBook book = Book.of(
            "mx '*.example.net'\notherwise { alert 'host' }",
            "domain '*.example.com'\notherwise { alert 'below' }",
            "domain '*.eu.example.com'\notherwise { alert 'deeper' }",
            "domain 'mail.eu.example.com'\non(dsn: '5.1.1') { if (smtp == 550) alert 'exact' }",
            "mx 'mx1.example.net'\notherwise { alert 'exact-host' }",
            "mx 'mx*.example.net'\notherwise { alert 'closer-host' }");

    @Test
    void the_exact_domain_comes_before_its_suffixes() {
        assertThat(Book.run(book, at("mail.eu.example.com", ""))).isEqualTo(alert("exact"));
    }

    @Test
    void the_longer_suffix_comes_before_the_shorter() {
        assertThat(Book.run(book, at("x.eu.example.com", ""))).isEqualTo(alert("deeper"));
        assertThat(Book.run(book, at("a.b.example.com", ""))).isEqualTo(alert("below"));
    }

    @Test
    void an_international_domain_is_found_however_the_script_writes_it() {
        ScriptBook international = Book.of("domain 'Bücher.example', '*.bücher.example'\notherwise { alert 'books' }");
        assertThat(Book.run(international, at("xn--bcher-kva.example", ""))).isEqualTo(alert("books"));
        assertThat(Book.run(international, at("a.xn--bcher-kva.example", ""))).isEqualTo(alert("books"));
        assertThat(Book.run(international, at("bcher.example", ""))).isEmpty();
    }

    @Test
    void a_suffix_is_not_the_domain_itself() {
        assertThat(Book.run(book, at("example.com", ""))).isEmpty();
    }

    @Test
    void the_receiving_host_comes_last_the_exact_one_before_a_pattern() {
        assertThat(Book.run(book, at("other.org", "mx1.example.net"))).isEqualTo(alert("exact-host"));
        assertThat(Book.run(book, at("other.org", "mx2.example.net"))).isEqualTo(alert("closer-host"));
        assertThat(Book.run(book, at("other.org", "in.a.example.net"))).isEqualTo(alert("host"));
        assertThat(Book.run(book, at("other.org", "example.net"))).isEmpty();
        assertThat(Book.run(book, at("a.example.com", "mx1.example.net"))).isEqualTo(alert("below"));
    }

    @Test
    void a_script_that_says_nothing_leaves_the_answer_to_the_next() {
        Bounce fact = at("mail.eu.example.com", "");
        fact.setReplyCode(551);
        assertThat(Book.run(book, fact)).isEqualTo(alert("deeper"));
        fact.setStatus("5.0.0");
        assertThat(Book.run(book, fact)).isEqualTo(alert("deeper"));
    }

    @Test
    void nothing_is_found_for_a_stranger_or_a_domain_without_text() {
        assertThat(Book.run(book, at("other.org", ""))).isEmpty();
        assertThat(Book.run(book, at("", ""))).isEmpty();
        assertThat(Book.run(book, at("...", "..."))).isEmpty();
    }

    @Test
    void scripts_are_listed_most_specific_first() {
        assertThat(book.scripts())
                .extracting(ScriptBook.ScriptNote::name)
                .containsExactly("s3", "s2", "s1", "s4", "s5", "s0");
        assertThat(book.scripts().get(0).domains()).containsExactly("mail.eu.example.com");
    }
}
