package io.carom.intake.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.BounceType;
import io.carom.api.Fault;
import io.carom.intake.classify.SignalClassifiers;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mails in the layouts and languages of many systems, and what an operator would read in each: the table {@code systems/systems.tsv}. */
class SystemsTest {
    private static final String ANY = "*";
    private static final MailReader READER = new MailReader(new SignalClassifiers().stock());

    /** A row of the table; a mail that reports nothing has one without a recipient. */
    private record Row(String file, String recipient, String kind, String reason, String status, String code) {
        static Row of(String line) {
            String[] cells = line.split("\t", -1);
            return new Row(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]);
        }

        String difference(Report report) {
            List<String> wrong = new ArrayList<>();
            compare("kind", kind, SystemsTest.kind(report), wrong);
            compare("reason", reason, report.reason().word(), wrong);
            compare("status", status, String.valueOf(report.status()), wrong);
            compare("code", code, String.valueOf(report.replyCode()), wrong);
            return String.join(", ", wrong);
        }

        private static void compare(String field, String wanted, String found, List<String> wrong) {
            if (!wanted.equals(ANY) && !Arrays.asList(wanted.split("\\|")).contains(found)) {
                wrong.add(field + " is " + found + ", not " + wanted);
            }
        }
    }

    static Stream<String> files() throws IOException, URISyntaxException {
        return rows().keySet().stream();
    }

    private static Map<String, List<Row>> rows() throws IOException, URISyntaxException {
        Map<String, List<Row>> rows = new TreeMap<>();
        for (String line : Files.readAllLines(folder().resolve("systems.tsv"))) {
            if (!line.startsWith("#")) {
                Row row = Row.of(line);
                rows.computeIfAbsent(row.file, file -> new ArrayList<>()).add(row);
            }
        }
        return rows;
    }

    private static Path folder() throws URISyntaxException {
        return Path.of(
                Objects.requireNonNull(SystemsTest.class.getResource("systems")).toURI());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void a_mail_is_read_as_an_operator_would(String file) throws Exception {
        List<Row> rows = rows().getOrDefault(file, List.of());
        List<Row> wanted = rows.stream().filter(row -> !row.kind.equals("none")).toList();
        byte[] mail = Files.readAllBytes(folder().resolve(file + ".eml"));
        for (String end : new String[] {"\n", "\r\n"}) {
            List<Report> reports = READER.read(FixtureTest.lineEnds(mail, end));
            assertThat(reports.stream().map(SystemsTest::name)).containsExactlyInAnyOrderElementsOf(names(wanted));
            for (Row row : wanted) {
                assertThat(reports.stream().filter(report -> name(report).equals(row.recipient)))
                        .as(row.recipient)
                        .anySatisfy(report -> assertThat(row.difference(report)).isEmpty());
            }
        }
    }

    private static List<String> names(List<Row> rows) {
        return rows.stream().map(row -> row.recipient).toList();
    }

    private static String name(Report report) {
        return report.recipient() == null ? "" : report.recipient();
    }

    /** Hard is only what says that an address is dead. */
    private static String kind(Report report) {
        return switch (report.event()) {
            case DEFERRAL -> "delayed";
            case DELIVERY -> "delivered";
            case COMPLAINT -> "complaint";
            case AUTO_REPLY -> "autoreply";
            case AUTH_REPORT -> "auth-report";
            default -> report.bounceType() == BounceType.HARD && report.fault() == Fault.RECIPIENT ? "hard" : "soft";
        };
    }
}
