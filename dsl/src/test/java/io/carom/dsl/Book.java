package io.carom.dsl;

import io.carom.api.Bounce;
import io.carom.api.PolicyException;
import io.carom.api.Problem;
import io.carom.api.Proposal;
import io.carom.api.Proposed;
import io.carom.spi.ScriptBook;
import io.carom.spi.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Compiles scripts and runs them on facts, for tests. */
final class Book {
    static final Set<String> POLICIES = Set.of("default", "aggressive", "conservative");

    private static final ClosedGroovyEngine ENGINE = new ClosedGroovyEngine();

    private Book() {}

    static ScriptBook of(String... bodies) {
        List<SourceFile> files = new ArrayList<>();
        for (int i = 0; i < bodies.length; i++) {
            files.add(new SourceFile("scripts/s" + i + ".groovy", bodies[i]));
        }
        return of(files);
    }

    static ScriptBook of(List<SourceFile> files) {
        return ENGINE.compile("acme", files, POLICIES);
    }

    /** A script for example.com with one {@code otherwise}. */
    static ScriptBook block(String body) {
        return of("domain 'example.com'\notherwise {\n" + body + "\n}\n");
    }

    static List<Problem> problems(String... bodies) {
        try {
            return of(bodies).warnings();
        } catch (PolicyException e) {
            return e.problems();
        }
    }

    static Bounce fact(String status, int code, String text) {
        Bounce fact = new Bounce();
        fact.setEvent("bounce");
        fact.setStatus(status);
        fact.setReplyCode(code);
        fact.setText(text);
        fact.setDomain("example.com");
        fact.setRecipient("bob@example.com");
        fact.setMx("mx1.example.com");
        fact.setAttempt(1);
        return fact;
    }

    static List<Proposed> proposed(ScriptBook book, Bounce fact) {
        List<Proposed> all = new ArrayList<>();
        book.run(fact, all::add);
        return all;
    }

    static List<Proposal> run(ScriptBook book, Bounce fact) {
        return proposed(book, fact).stream().map(Proposed::what).toList();
    }
}
