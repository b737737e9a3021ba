package io.carom.intake.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carom.api.BounceType;
import io.carom.api.Event;
import io.carom.api.EventKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Logs of a real Postfix and a real Exim against what the files show, read by other means than the readers'. */
class RealLogsTest {
    private static final Pattern POSTFIX_TRY = Pattern.compile(
            "^.{16}mail postfix/\\w+\\[\\d+\\]: (\\w+): to=<([^>]*)>, relay=([^,]*), .*dsn=([\\d.]+), status=(\\w+) \\((.*)\\)$");
    private static final Pattern EXIM_TRY =
            Pattern.compile("^\\S+ \\S+ (\\S{16}) (=>|->|>>|\\*\\*|==) (\\S+?):? (?:<(\\S+)> )?.*$");

    private static Path mta() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path shared = at.resolve("shared/mta");
            if (Files.isDirectory(shared)) {
                return shared;
            }
        }
        assumeTrue(false, "the corpus of real logs (shared/mta beside the repository) is not here");
        throw new IllegalStateException();
    }

    private static List<Event> read(Path file, LogOptions options) {
        List<Event> events = new ArrayList<>();
        try (LogSource source = LogSource.open(file, file.getFileName().toString(), options, (place, why) -> {
            throw new AssertionError(place + ": " + why);
        })) {
            source.forEachRemaining(entry -> events.add(entry.event()));
        }
        return events;
    }

    @Test
    void every_try_of_the_postfix_log_is_one_event_with_what_its_line_says() throws IOException {
        Path file = mta().resolve("postfix/maillog.txt");
        List<Event> events = read(file, LogOptions.defaults());

        Map<String, Integer> tries = new HashMap<>();
        Map<String, String> messages = new HashMap<>();
        List<String> expected = new ArrayList<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            Matcher message = Pattern.compile("cleanup\\[\\d+\\]: (\\w+): message-id=(.*)")
                    .matcher(line);
            if (message.find()) {
                messages.put(message.group(1), message.group(2));
            }
            Matcher m = POSTFIX_TRY.matcher(line);
            if (!m.matches()) {
                continue;
            }
            String text = m.group(6);
            String reply = text.startsWith("250 ") ? text : null;
            Matcher said = Pattern.compile("(?:said|to me): (\\d.*?)(?: \\(in reply to .*)?$")
                    .matcher(text);
            if (said.find()) {
                reply = said.group(1);
            }
            Matcher host = Pattern.compile("([\\w.]+)\\[127").matcher(m.group(3) + " " + text);
            expected.add(String.join(
                    "|",
                    m.group(5).equals("sent") ? "delivery" : "bounce",
                    m.group(2),
                    m.group(4),
                    String.valueOf(reply),
                    host.find() ? host.group(1) : "null",
                    String.valueOf(tries.merge(m.group(1) + m.group(2), 1, Integer::sum)),
                    String.valueOf(messages.get(m.group(1)))));
        }
        assertThat(expected).hasSize(112);
        assertThat(events.stream().map(RealLogsTest::summary).toList()).isEqualTo(expected);
        assertThat(events.stream().map(Event::id).distinct().count()).isEqualTo(events.size());
        assertThat(events.stream().filter(e -> e.kind() == EventKind.DELIVERY).count())
                .isEqualTo(35);
        assertThat(events.stream()
                        .filter(e -> e.bounceType() == BounceType.HARD)
                        .count())
                .isEqualTo(14);
        assertThat(events.stream()
                        .filter(e -> e.bounceType() == BounceType.SOFT)
                        .count())
                .isEqualTo(63);
    }

    @Test
    void what_postfix_gave_up_is_one_more_event_where_that_is_asked_for() {
        Path file = mta().resolve("postfix/maillog.txt");
        List<Event> events = read(file, LogOptions.defaults().withExpired(true));
        List<Event> expired =
                events.stream().filter(e -> e.meta().containsKey("expired")).toList();
        assertThat(expired).hasSize(9).allMatch(e -> e.attempt() != null && e.attempt() == 7);
        assertThat(events.stream().map(Event::id).distinct().count()).isEqualTo(121);
    }

    @Test
    void every_try_of_the_exim_log_is_one_event_with_what_its_line_says() throws IOException {
        Path file = mta().resolve("exim/mainlog.txt");
        List<Event> events = read(file, LogOptions.defaults());

        Map<String, Integer> tries = new HashMap<>();
        Map<String, String> messages = new HashMap<>();
        List<String> expected = new ArrayList<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            Matcher message = Pattern.compile("(\\S{16}) <= .* id=(\\S+)").matcher(line);
            if (message.find()) {
                messages.put(message.group(1), "<" + message.group(2) + ">");
            }
            Matcher m = EXIM_TRY.matcher(line);
            if (!m.matches() || line.endsWith("retry time not reached")) {
                continue;
            }
            boolean gaveUp = line.endsWith("retry timeout exceeded");
            String recipient = m.group(4) == null ? m.group(3) : m.group(4);
            Matcher code =
                    Pattern.compile("(?:: |\")(\\d{3}[ -][245]\\.\\d+\\.\\d+)").matcher(line);
            Matcher host = Pattern.compile(" H=([\\w.]+) ").matcher(line);
            expected.add(String.join(
                    "|",
                    m.group(2).endsWith(">") ? "delivery" : "bounce",
                    recipient,
                    gaveUp ? "last" : code.find() ? code.group(1) : "none",
                    gaveUp ? "last" : host.find() ? host.group(1) : "null",
                    String.valueOf(tries.merge(m.group(1) + m.group(3), gaveUp ? 0 : 1, Integer::sum)),
                    String.valueOf(messages.get(m.group(1)))));
        }
        List<String> found = new ArrayList<>();
        for (Event event : events) {
            String reply = event.reply() == null ? "none" : event.reply();
            Matcher code = Pattern.compile("^(\\d{3}[ -][245]\\.\\d+\\.\\d+)").matcher(reply);
            boolean gaveUp = event.meta().containsKey("expired");
            found.add(String.join(
                    "|",
                    event.kind().word(),
                    event.recipient(),
                    gaveUp ? "last" : code.find() ? code.group(1) : "none",
                    gaveUp ? "last" : String.valueOf(event.remoteMta()),
                    String.valueOf(event.attempt()),
                    String.valueOf(event.message())));
        }
        assertThat(expected).hasSizeGreaterThan(80);
        assertThat(found).isEqualTo(expected);
        assertThat(events.stream().map(Event::id).distinct().count()).isEqualTo(events.size());
        assertThat(events)
                .filteredOn(e -> e.meta().containsKey("expired"))
                .hasSize(4)
                .allMatch(e ->
                        e.reply() != null && e.status() != null && e.status().statusClass() == 4);
    }

    @Test
    void the_scripted_codes_of_the_labels_are_those_of_the_last_failure_in_the_logs() throws IOException {
        Path mta = mta();
        Map<String, Event> last = new HashMap<>();
        Set<String> delivered = new HashSet<>();
        for (String log : List.of("postfix/maillog.txt", "exim/mainlog.txt")) {
            String server = log.substring(0, log.indexOf('/'));
            for (Event event : read(mta.resolve(log), LogOptions.defaults())) {
                if (event.kind() == EventKind.DELIVERY) {
                    delivered.add(server + event.recipient());
                } else {
                    last.put(server + event.recipient(), event);
                }
            }
        }
        int checked = 0;
        for (String line : Files.readAllLines(mta.resolve("labels.jsonl"))) {
            JsonNode label = JsonMapper.shared().readTree(line);
            String key = label.get("source").asString().substring(4)
                    + label.get("recipient").asString();
            String kind = label.get("kind").isNull() ? "" : label.get("kind").asString();
            if (kind.equals("delivered")) {
                assertThat(delivered).contains(key);
                checked++;
            } else if (kind.equals("hard") || kind.equals("soft")) {
                Event event = Objects.requireNonNull(last.get(key), key);
                if (!label.get("status").isNull()) {
                    assertThat(String.valueOf(event.status()))
                            .as(key)
                            .isEqualTo(label.get("status").asString());
                }
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(40);
    }

    private static String summary(Event event) {
        return String.join(
                "|",
                event.kind().word(),
                event.recipient(),
                String.valueOf(event.status()),
                String.valueOf(event.reply()),
                String.valueOf(event.remoteMta()),
                String.valueOf(event.attempt()),
                String.valueOf(event.message()));
    }
}
