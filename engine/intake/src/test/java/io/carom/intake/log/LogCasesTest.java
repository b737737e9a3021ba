package io.carom.intake.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Event;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each log in {@code log/cases} gives the events of the file beside it: what that names must be so, null included. */
class LogCasesTest {
    private static final Path CASES = Path.of("src/test/resources/log/cases");
    private static final Instant REFERENCE = Instant.parse("2026-12-31T00:00:00Z");

    static Stream<String> cases() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".expected.jsonl"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void a_log_gives_the_events_of_the_file_beside_it(String name) throws IOException {
        LogOptions options = LogOptions.defaults();
        Instant reference = REFERENCE;
        List<JsonNode> expected = new ArrayList<>();
        List<String> bad = List.of();
        String stem = name.substring(0, name.lastIndexOf('.'));
        for (String line : Files.readAllLines(CASES.resolve(stem + ".expected.jsonl"))) {
            JsonNode node = JsonMapper.shared().readTree(line);
            if (node.has("line")) {
                expected.add(node);
                continue;
            }
            if (node.has("options")) {
                reference = Instant.parse(node.get("options").get("reference").asString());
            }
            if (node.has("bad")) {
                bad = node.get("bad").valueStream().map(JsonNode::asString).toList();
            }
        }
        List<String> badFound = new ArrayList<>();
        List<LogEntry> found = new ArrayList<>();
        byte[] bytes = Files.readAllBytes(CASES.resolve(name));
        try (LogSource source = LogSource.of(
                new ByteArrayInputStream(bytes), name, reference, options, (place, why) -> badFound.add(place))) {
            source.forEachRemaining(found::add);
        }
        assertThat(found.stream().map(e -> e.line() + " " + e.event().recipient()))
                .hasSize(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            Map<String, @Nullable String> shown = shown(found.get(i));
            for (Map.Entry<String, JsonNode> field : expected.get(i).properties()) {
                if (field.getKey().equals("meta")) {
                    for (Map.Entry<String, JsonNode> each : field.getValue().properties()) {
                        assertThat(found.get(i).event().meta())
                                .as("line %s", shown.get("line"))
                                .containsEntry(each.getKey(), each.getValue().asString());
                    }
                } else {
                    assertThat(shown.get(field.getKey()))
                            .as("%s of line %s", field.getKey(), shown.get("line"))
                            .isEqualTo(
                                    field.getValue().isNull()
                                            ? null
                                            : field.getValue().asString());
                }
            }
        }
        assertThat(badFound)
                .isEqualTo(bad.stream().map(line -> name + ":" + line).toList());
        assertThat(found.stream().map(e -> e.event().id()).distinct().count()).isEqualTo(found.size());
        assertThat(LogSource.recognise(bytes, Math.min(bytes.length, 4096)))
                .isEqualTo(LogSource.recognise(
                        new String(bytes, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1),
                        bytes.length))
                .isPresent();
    }

    private static Map<String, @Nullable String> shown(LogEntry entry) {
        Event e = entry.event();
        Map<String, @Nullable String> shown = new HashMap<>();
        shown.put("line", String.valueOf(entry.line()));
        shown.put("event", e.kind().word());
        shown.put("at", e.at().toString().replaceAll("(\\.\\d*?)0+Z", "$1Z"));
        shown.put("recipient", e.recipient());
        shown.put("reply", e.reply());
        shown.put("replyCode", e.replyCode() == null ? null : e.replyCode().toString());
        shown.put("status", e.status() == null ? null : e.status().toString());
        shown.put("diagnostic", e.diagnostic());
        shown.put("message", e.message());
        shown.put("attempt", e.attempt() == null ? null : e.attempt().toString());
        shown.put("campaign", e.campaign());
        shown.put("server", e.server());
        shown.put("sendingIp", e.sendingIp());
        shown.put("remoteMta", e.remoteMta());
        shown.put("source", e.source().word());
        shown.put("proof", e.proof().word());
        shown.put("feedbackType", e.feedbackType());
        shown.put("bounceType", e.bounceType() == null ? null : e.bounceType().word());
        shown.put("reason", e.reason() == null ? null : e.reason().word());
        shown.put("action", e.action());
        return shown;
    }
}
