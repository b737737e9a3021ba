package io.carom.intake.verp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carom.api.InputException;
import io.carom.intake.verp.Verdict.Doubtful;
import io.carom.intake.verp.Verdict.Genuine;
import io.carom.intake.verp.Verdict.Why;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Return paths that we make, and those that others make up. */
class ReturnPathsTest {
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final String DOMAIN = "bounces.example.net";
    private static final SigningKey OLD = key("a", "0123456789abcdef");
    private static final SigningKey NEW = key("b", "fedcba9876543210");

    private static SigningKey key(String id, String secret) {
        return new SigningKey(id, secret.getBytes(UTF_8));
    }

    private static ReturnPaths paths(SigningKey... keys) {
        return new ReturnPaths(List.of(keys), Layout.PLUS, Duration.ofDays(14));
    }

    private static Verdict check(ReturnPaths paths, String path, String... candidates) {
        return paths.check(path, List.of(candidates), NOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bob@example.com",
                "Bob@Example.COM",
                "b@x.de",
                "first.last+news@mail.example.org",
                "under_score-hyphen@sub.example.co.uk"
            })
    void what_is_made_proves_its_recipient(String recipient) {
        String path = paths(OLD).make(recipient, DOMAIN, NOW);

        assertThat(path).startsWith("b+a-").endsWith("@" + DOMAIN);
        assertThat(check(paths(OLD), path))
                .isEqualTo(new Genuine(recipient.toLowerCase(java.util.Locale.ROOT), "a", LocalDate.of(2026, 1, 19)));
    }

    @Test
    void servers_that_change_the_case_or_add_brackets_do_no_harm() {
        String path = paths(OLD).make("bob@example.com", DOMAIN, NOW);

        assertThat(check(paths(OLD), "<" + path.toUpperCase(java.util.Locale.ROOT) + ">"))
                .isInstanceOf(Genuine.class);
        assertThat(check(paths(OLD), path.substring(0, path.indexOf('@')))).isInstanceOf(Genuine.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a-very-long-local-part-that-somebody-has@a-rather-long-domain.example.com",
                "\"quoted part\"@example.com",
                "o'hara@example.com",
                "jörg@example.com",
                "bob@xn--mller-kva.example",
                "user=odd@example.com",
                "..@example.com",
                "bob@localhost"
            })
    void who_does_not_fit_is_left_out_and_bound_all_the_same(String recipient) {
        if (recipient.contains(" ")) {
            assertThatThrownBy(() -> paths(OLD).make(recipient, DOMAIN, NOW)).isInstanceOf(InputException.class);
            return;
        }
        String path = paths(OLD).make(recipient, DOMAIN, NOW);
        int local = path.substring(0, path.indexOf('@')).getBytes(UTF_8).length;

        assertThat(local).isLessThanOrEqualTo(ReturnPaths.LONGEST_LOCAL_PART);
        assertThat(check(paths(OLD), path, "somebody@example.com", recipient)).isInstanceOf(Genuine.class);
        if (!path.contains("=")) {
            assertThat(check(paths(OLD), path, "somebody@example.com")).isInstanceOf(Doubtful.class);
            assertThat(check(paths(OLD), path)).isInstanceOf(Doubtful.class);
        }
    }

    @Test
    void the_local_part_never_passes_64_octets_and_is_always_checked_again() {
        long seed = 8;
        Random random = new Random(seed);
        String letters = "abcdefghijklmnopqrstuvwxyz0123456789.-_+'!ä";
        for (int i = 0; i < 5_000; i++) {
            StringBuilder address = new StringBuilder("x");
            int length = random.nextInt(60);
            for (int j = 0; j < length; j++) {
                address.append(letters.charAt(random.nextInt(letters.length())));
            }
            address.append("@d").append("e".repeat(random.nextInt(40))).append(".example");
            String path = paths(OLD).make(address.toString(), DOMAIN, NOW);
            assertThat(path.substring(0, path.lastIndexOf('@')).getBytes(UTF_8).length)
                    .as("seed %d: %s", seed, address)
                    .isLessThanOrEqualTo(64);
            assertThat(check(paths(OLD), path, address.toString()))
                    .as("seed %d: %s", seed, address)
                    .isInstanceOf(Genuine.class);
        }
    }

    @Test
    void another_recipient_cannot_use_it() {
        String eves = paths(OLD).make("eve@example.com", DOMAIN, NOW);
        String stolen = eves.replace("eve=", "bob=");

        assertThat(check(paths(OLD), stolen))
                .isInstanceOfSatisfying(
                        Doubtful.class, doubt -> assertThat(doubt.why()).isEqualTo(Why.FORGED));
    }

    @Test
    void a_longer_life_cannot_be_written_into_it() {
        String path = paths(OLD).make("bob@example.com", DOMAIN, NOW);
        String day = path.substring(path.indexOf('-') + 1, path.indexOf('-') + 4);

        assertThat(check(paths(OLD), path.replace("-" + day + "-", "-zzz-")))
                .isInstanceOfSatisfying(
                        Doubtful.class, doubt -> assertThat(doubt.why()).isEqualTo(Why.FORGED));
    }

    @Test
    void no_single_character_can_be_changed() {
        String path = paths(OLD).make("bob@example.com", DOMAIN, NOW);
        int at = path.indexOf('@');
        for (int i = 0; i < at; i++) {
            for (char c : "abz019-=+".toCharArray()) {
                String changed = path.substring(0, i) + c + path.substring(i + 1);
                boolean mark = i == 1 && Layout.MARKS.indexOf(c) >= 0;
                if (c != path.charAt(i) && !mark) {
                    assertThat(check(paths(OLD), changed)).as(changed).isInstanceOf(Doubtful.class);
                }
            }
        }
    }

    @Test
    void it_is_good_until_its_last_day_is_over() {
        String path = paths(OLD).make("bob@example.com", DOMAIN, NOW);

        assertThat(paths(OLD).check(path, List.of(), Instant.parse("2026-01-19T23:59:59Z")))
                .isInstanceOf(Genuine.class);
        assertThat(paths(OLD).check(path, List.of(), Instant.parse("2026-01-20T00:00:00Z")))
                .isEqualTo(new Doubtful(Why.EXPIRED, "it was good until 2026-01-19", "bob@example.com"));
    }

    @Test
    void keys_are_exchanged_without_losing_what_is_under_way() {
        String before = paths(OLD).make("bob@example.com", DOMAIN, NOW);
        String after = paths(NEW, OLD).make("bob@example.com", DOMAIN, NOW);

        assertThat(after).startsWith("b+b-");
        assertThat(check(paths(NEW, OLD), before)).isInstanceOf(Genuine.class);
        assertThat(check(paths(NEW, OLD), after)).isInstanceOf(Genuine.class);
        assertThat(check(paths(NEW), before))
                .isInstanceOfSatisfying(
                        Doubtful.class, doubt -> assertThat(doubt.why()).isEqualTo(Why.UNKNOWN_KEY));
    }

    @Test
    void a_key_of_the_same_id_but_another_secret_checks_nothing() {
        String path = paths(OLD).make("bob@example.com", DOMAIN, NOW);

        assertThat(check(paths(key("a", "another secret of 16")), path)).isInstanceOf(Doubtful.class);
    }

    @Test
    void every_layout_is_checked_whichever_is_made_now() {
        for (String word : List.of("plus", "hyphen", "equals")) {
            ReturnPaths made = new ReturnPaths(List.of(OLD), Layout.of("bounce", word), Duration.ofDays(3));
            ReturnPaths checked = new ReturnPaths(List.of(OLD), Layout.of("bounce", "plus"), Duration.ofDays(14));
            assertThat(checked.check(made.make("bob@example.com", DOMAIN, NOW), List.of(), NOW))
                    .isEqualTo(new Genuine("bob@example.com", "a", LocalDate.of(2026, 1, 8)));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "forgeries.csv", numLinesToSkip = 1)
    void what_others_make_up_proves_nothing(String name, String path, Why why) {
        assertThat(check(paths(OLD), path == null ? "" : path, "bob@example.com"))
                .isInstanceOfSatisfying(
                        Doubtful.class, doubt -> assertThat(doubt.why()).isEqualTo(why));
    }

    @Test
    void neither_keys_nor_doubts_tell_a_secret() {
        assertThat(OLD.toString()).isEqualTo("SigningKey[a]");
        assertThatThrownBy(() -> key("a", "short")).hasMessageNotContaining("short");
    }
}
