package io.carom.intake.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Each {@code fixtures/*.eml} gives the records in the {@code .json} beside it, as far as that names fields, whatever its line ends. */
class FixtureTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final MailReader reader = new MailReader(new CodesOnly());

    static Stream<String> names() throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(folder())) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".eml"))
                    .map(name -> name.substring(0, name.length() - 4))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    static Path folder() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(FixtureTest.class.getResource("fixtures"))
                .toURI());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void a_mail_gives_the_records_beside_it(String name) throws Exception {
        check(name, Files.readAllBytes(folder().resolve(name + ".eml")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void a_mail_with_crlf_gives_the_same(String name) throws Exception {
        check(name, lineEnds(Files.readAllBytes(folder().resolve(name + ".eml")), "\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void a_mail_with_bare_cr_gives_the_same(String name) throws Exception {
        check(name, lineEnds(Files.readAllBytes(folder().resolve(name + ".eml")), "\r"));
    }

    static byte[] lineEnds(byte[] mail, String end) {
        return new String(mail, StandardCharsets.ISO_8859_1).replace("\n", end).getBytes(StandardCharsets.ISO_8859_1);
    }

    private void check(String name, byte[] mail) throws Exception {
        List<Map<String, Object>> expected = new ArrayList<>();
        List<Map<String, Object>> found = new ArrayList<>();
        List<Report> reports = reader.read(mail);
        List<String> lines = Files.readAllLines(folder().resolve(name + ".json"));
        for (int i = 0; i < Math.max(lines.size(), reports.size()); i++) {
            JsonNode wanted = i < lines.size() ? JSON.readTree(lines.get(i)) : JSON.createObjectNode();
            JsonNode got = i < reports.size() ? JSON.readTree(json(reports.get(i))) : JSON.createObjectNode();
            Map<String, Object> wantedFields = new LinkedHashMap<>();
            Map<String, Object> gotFields = new LinkedHashMap<>();
            Iterable<String> names = i < lines.size() ? wanted.propertyNames() : got.propertyNames();
            for (String field : names) {
                wantedFields.put(field, text(wanted, field));
                gotFields.put(field, text(got, field));
            }
            expected.add(wantedFields);
            found.add(gotFields);
        }
        assertThat(found).as(name).isEqualTo(expected);
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? "-" : value.asString();
    }

    private static String json(Report report) {
        StringWriter out = new StringWriter();
        ReportJson.write(out, null, report);
        return out.toString();
    }
}
