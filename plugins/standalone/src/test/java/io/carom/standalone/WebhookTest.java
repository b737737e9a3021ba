package io.carom.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carom.standalone.Program.Run;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Providers' requests on the command line: {@code webhook}, and saved bodies in {@code process}. */
class WebhookTest {
    private static final Path RESOURCES = Path.of("../../engine/intake/src/test/resources/webhook");
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    private Path folder;

    private Path body;
    private String store;

    @BeforeEach
    void name() {
        body = folder.resolve("body");
        store = folder.resolve("carom.db").toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "azure",
                "brevo",
                "kumomta",
                "mailersend",
                "mailgun",
                "mailjet",
                "mailomat",
                "mailtrap",
                "mandrill",
                "postal",
                "postmark",
                "resend",
                "sendgrid",
                "ses",
                "sparkpost",
                "unisender-go"
            })
    void every_provider_is_read_as_a_request_and_as_a_saved_body(String provider) throws IOException {
        Path bodies = Files.createDirectory(folder.resolve("bodies"));
        int number = 0;
        int events = 0;
        int bad = 0;
        for (JsonNode fixture :
                JSON.readTree(Files.readAllBytes(RESOURCES.resolve("fixtures/" + provider + ".json")))) {
            String name = fixture.get("name").asString();
            Files.write(body, bytes(fixture));
            Path headers = Files.writeString(
                    folder.resolve("headers.json"),
                    fixture.path("headers").isObject() ? fixture.get("headers").toString() : "{}");
            List<String> kinds = new ArrayList<>();
            fixture.get("expect").forEach(event -> kinds.add(event.path("event").asString("")));
            int problems = fixture.path("problems").asInt(0);

            Run run = Program.run("webhook", "--headers", headers.toString(), provider, body.toString());

            assertThat(run.lines()).as(name + run.err()).hasSameSizeAs(kinds);
            for (int i = 0; i < kinds.size(); i++) {
                assertThat(run.lines().get(i)).as(name).contains("\"event\":\"" + kinds.get(i));
            }
            assertThat(run.status()).as(name + run.err()).isEqualTo(problems == 0 ? 0 : 1);
            assertThat(run.complaints()).as(name).hasSize(problems);

            Files.copy(body, bodies.resolve(number++ + "")); // what a saved body loses is its headers
            events += kinds.size();
            bad += problems;
        }

        Run saved = Program.run("process", "--store", store, "--provider", provider, bodies.toString());

        assertThat(saved.status()).as(saved.err()).isEqualTo(bad == 0 ? 0 : 1);
        assertThat(saved.err()).contains("read         " + number + " webhook bodies");
        assertThat(count("recorded +([0-9]+) events", saved) + count("; ([0-9]+) were there before", saved))
                .as(saved.err())
                .isEqualTo(events);
    }

    private static int count(String what, Run run) {
        Matcher found = Pattern.compile(what).matcher(run.err());
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }

    private static byte[] bytes(JsonNode fixture) {
        if (fixture.path("form").isMissingNode()) {
            return withTexts(fixture.get("body")).toString().getBytes(UTF_8);
        }
        StringBuilder form = new StringBuilder();
        for (JsonNode field : fixture.get("form")) {
            form.append(form.isEmpty() ? "" : "&")
                    .append(URLEncoder.encode(field.get(0).asString(), UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(field.get(1).asString(), UTF_8));
        }
        return form.toString().getBytes(UTF_8);
    }

    /** {@code {"$json": value}} stands for the value as a text of JSON. */
    private static JsonNode withTexts(JsonNode value) {
        if (!(value instanceof ObjectNode object)) {
            return value;
        }
        Map<String, JsonNode> changed = new HashMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            JsonNode text = field.getValue().path("$json");
            changed.put(
                    field.getKey(),
                    text.isMissingNode()
                            ? withTexts(field.getValue())
                            : JSON.getNodeFactory().stringNode(text.toString()));
        }
        changed.forEach(object::set);
        return object;
    }

    @Test
    void a_form_of_several_parts_is_known_without_its_header() throws IOException {
        Files.writeString(
                body,
                part("event", "bounced") + part("recipient", "kim@example.com") + part("code", "550")
                        + part("error", "5.1.1 no such user") + part("timestamp", "1767607200")
                        + part("Message-Id", "<m1@example.net>") + "--frontier--\r\n");

        Run run = Program.run("process", "--trust", "operator", "--store", store, body.toString());

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.lines()).singleElement().asString().contains("kim@example.com", "\"bounceType\":\"hard\"");
    }

    private static String part(String name, String value) {
        return "--frontier\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    @Test
    void a_request_that_tells_nothing_of_interest_is_no_trouble() throws IOException {
        Files.writeString(
                body, "{\"event\":\"request\",\"email\":\"kim@example.com\",\"id\":1,\"ts_event\":1767607200}");

        Run run = Program.run("process", "--store", store, body.toString());

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("read         1 webhook body", "recorded     0 events");
    }

    @Test
    void a_provider_that_is_not_built_in_is_mapped_by_a_file() throws IOException {
        String mapping = RESOURCES.resolve("mapping/acme-mail.yml").toString();
        Files.writeString(
                body,
                "{\"batch\":{\"events\":[{\"uuid\":\"a1\",\"type\":\"bounced\",\"time\":\"2026-11-16T08:00:00Z\","
                        + "\"rcpt\":[\"kim@example.com\"],\"smtp\":{\"reply\":\"550 5.1.1 no such user\",\"code\":550}}]}}");

        Run request = Program.run("webhook", "--mapping", mapping, "acme-mail", body.toString());
        Run saved =
                Program.run("process", "--mapping", mapping, "--trust", "operator", "--store", store, body.toString());

        assertThat(request.status()).as(request.err()).isZero();
        assertThat(request.lines())
                .singleElement()
                .asString()
                .contains("\"id\":\"acme-mail:a1\"", "\"recipient\":\"kim@example.com\"", "\"replyCode\":550");
        assertThat(saved.status()).as(saved.err()).isZero();
        assertThat(saved.lines()).singleElement().asString().contains("\"to\":\"bounced\"");
        assertThat(Program.run("webhook", "acme-mail", body.toString()).err()).contains("--mapping FILE");
    }

    @Test
    void a_wrong_mapping_is_refused_with_each_place() throws IOException {
        Path mapping = Files.writeString(folder.resolve("m.yml"), "name: acme\nkind: type\nkinds:\n  x: bouncy\n");
        Files.writeString(body, "{}");

        Run run = Program.run("webhook", "--mapping", mapping.toString(), "acme", body.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains(mapping + ":2:", mapping + ":4:");
        assertThat(Program.run("webhook", "--mapping", folder + "/none.yml", "acme", body.toString())
                        .err())
                .contains("none.yml: there is no such file");
    }

    @Test
    void a_request_that_cannot_be_taken_is_refused_with_place_and_remedy() throws IOException {
        Files.writeString(body, "{\"a\":1,\"a\":2}");
        refused("body", "postmark");

        Files.writeString(body, "[".repeat(100_000));
        refused("body", "sendgrid");

        Files.writeString(body, "{\"RecordType\":\"Bounce\",\"Email\":\"a@example.com\"}");
        refused("header svix-id: it is missing; ", "--key", "whsec_c2VjcmV0", "resend");
        refused("uthorization", "--key", "user:password", "postmark");
    }

    private void refused(String part, String... words) {
        List<String> all = new ArrayList<>(List.of("webhook"));
        all.addAll(List.of(words));
        all.add(body.toString());
        Run run = Program.run(all.toArray(String[]::new));
        assertThat(run.status()).as(run.err()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.complaints())
                .singleElement()
                .asString()
                .startsWith(body + ": ")
                .contains(part);
    }

    @Test
    void a_named_provider_decides_how_json_is_read_that_could_be_something_else() throws IOException {
        Files.writeString(
                body,
                "{\"type\":\"Bounce\",\"id\":\"k1\",\"sender\":\"b@example.net\",\"recipient\":\"kim@example.com\",\"queue\":\"example.com\","
                        + "\"site\":\"\",\"size\":1,\"response\":{\"code\":550,\"enhanced_code\":{\"class\":5,\"subject\":1,\"detail\":1},"
                        + "\"content\":\"no such user\",\"command\":null},\"peer_address\":null,\"timestamp\":1767607200,\"created\":1767607100,"
                        + "\"num_attempts\":0,\"bounce_classification\":\"Uncategorized\",\"nodeid\":\"n\"}\n");

        assertThat(Program.run("process", "--dry-run", "--store", store, body.toString())
                        .err())
                .contains("read         1 log");
        assertThat(Program.run("process", "--dry-run", "--store", store, "--provider", "kumomta", body.toString())
                        .err())
                .contains("read         1 webhook body");
    }
}
