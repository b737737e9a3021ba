package io.carom.intake.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carom.api.Event;
import io.carom.intake.webhook.body.Json;
import io.carom.intake.webhook.body.JsonBounds;
import io.carom.intake.webhook.body.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Payloads of public test suites, where their folder lies beside the checkout. */
class SharedCasesTest {
    private static final JsonReader JSON = new JsonReader(JsonBounds.DEFAULT);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-05T10:00:00Z"), ZoneOffset.UTC);

    @TestFactory
    Stream<DynamicTest> every_asserted_field_comes_out_right() throws IOException {
        Optional<Path> folder = SharedFolder.webhooks();
        assumeTrue(folder.isPresent(), "the folder shared/webhooks is not beside this checkout");
        Map<String, String> disagreements = disagreements();
        return cases(folder.get()).stream()
                .map(file -> DynamicTest.dynamicTest(
                        name(file), () -> assertThat(wrong(file, disagreements)).isEmpty()));
    }

    /** Prints every difference, the known ones too; for work on a provider. */
    public static void main(String[] args) throws IOException {
        Path folder = SharedFolder.webhooks().orElseThrow();
        Map<String, String> disagreements = disagreements();
        int wrong = 0;
        for (Path file : cases(folder)) {
            for (String difference : wrong(file, Map.of())) {
                boolean known = disagreements.containsKey(key(file, difference));
                System.out.println((known ? "known " : "WRONG ") + name(file) + " " + difference);
                wrong += known ? 0 : 1;
            }
        }
        System.out.println(cases(folder).size() + " cases, " + wrong + " fields wrong");
    }

    private static List<String> wrong(Path file, Map<String, String> disagreements) throws IOException {
        Json expected = JSON.read(Files.readAllBytes(file));
        Path json = file.resolveSibling("payload.json");
        Path payload = Files.exists(json) ? json : file.resolveSibling("payload.form");
        Map<String, String> headers = new TreeMap<>();
        expected.at("headers").fields().forEach((name, value) -> headers.put(name, value.text()));
        WebhookAnswer answer = new Webhooks(CLOCK)
                .receive(
                        String.valueOf(expected.text("provider")),
                        WebhookRequest.of(headers, Files.readAllBytes(payload)),
                        Endpoint.unsigned());
        List<Event> events = answer instanceof WebhookAnswer.Events read ? read.events() : List.of();
        List<String> wrong = new ArrayList<>();
        for (String difference : ExpectedEvents.differences(expected, events)) {
            if (!disagreements.containsKey(key(file, difference))) {
                wrong.add(difference + (events.isEmpty() ? " " + answer : ""));
            }
        }
        return wrong;
    }

    private static String key(Path file, String difference) {
        return name(file) + " " + difference.substring(0, difference.indexOf(':'));
    }

    private static String name(Path file) {
        int names = file.getNameCount();
        return file.getName(names - 3) + "/" + file.getName(names - 2);
    }

    private static List<Path> cases(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder, 3)) {
            return files.filter(file -> file.endsWith("expected.json")).sorted().toList();
        }
    }

    /** Fields whose sources disagree, or ask for what the payload does not have: case, index, field, why. */
    private static Map<String, String> disagreements() throws IOException {
        Map<String, String> known = new TreeMap<>();
        try (var in = SharedCasesTest.class.getResourceAsStream("/webhook/disagreements.csv")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList()) {
                String[] cells = line.split(",", 4);
                known.put(cells[0] + " " + cells[1] + " " + cells[2], cells[3]);
            }
        }
        return known;
    }
}
