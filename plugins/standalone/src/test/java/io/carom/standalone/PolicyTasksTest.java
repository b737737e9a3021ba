package io.carom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.engine.json.JsonTree;
import io.carom.standalone.Program.Run;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code carom policy}: what its tasks print, and with which status they end. */
class PolicyTasksTest {
    private static final String BOUNCE =
            "{\"event\":\"bounce\",\"at\":\"2026-01-05T10:00:00Z\",\"recipient\":\"bob@example.com\",\"reply\":\"550 5.1.1 User unknown\"}";

    @TempDir
    Path folder;

    private Path policy;

    @BeforeEach
    void begin() {
        policy = folder.resolve("own policy");
        assertThat(Program.run("policy", "new", policy.toString()).status()).isZero();
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(policy.resolve(file), text);
    }

    private void breakIt() throws IOException {
        write("scripts/a,b.groovy", "domain 'x.example'\notherwise { giveup() }\n");
        write(
                "rules/foreign.drl",
                "package acme.action;\n\n// x\nrule \"elsewhere/rule\"\n    @reason(\"A <b> & c\")\nwhen\n    Bounce(domain == \"a.example\")\nthen\n    decide.keep();\nend\n");
    }

    private Run check(String format) {
        return Program.run("policy", "check", policy.toString(), "--format", format);
    }

    @Test
    void github_gets_an_annotation_at_each_place_and_its_properties_are_escaped() throws IOException {
        breakIt();

        Run run = check("github");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.lines())
                .contains(
                        "::error file=" + policy
                                + "/scripts/a%2Cb.groovy,line=2,col=13,title=unknown-verb::there is no verb `giveup`; did you mean `giveUp`?");
    }

    @Test
    void code_scanning_gets_sarif_with_region_level_and_message() throws IOException {
        breakIt();

        Run run = check("sarif");

        assertThat(run.status()).isEqualTo(1);
        assertThat(JsonTree.read(run.out(), "sarif")).isNotNull();
        assertThat(run.out())
                .startsWith(
                        "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[")
                .contains(
                        "\"ruleId\":\"unknown-verb\",\"level\":\"error\",\"message\":{\"text\":\"there is no verb `giveup`; did you mean `giveUp`?\"}",
                        "own%20policy/scripts/a%2Cb.groovy\"},\"region\":{\"startLine\":2,\"startColumn\":13}");
    }

    @Test
    void build_servers_get_junit_xml_that_can_be_read() throws Exception {
        breakIt();

        Run failing = check("junit");
        write("scripts/a,b.groovy", "domain 'x.example'\notherwise { giveUp() }\n");
        Run passing = check("junit");

        assertThat(failing.status()).isEqualTo(1);
        assertThat(suite(failing).getAttribute("failures")).isEqualTo("1");
        assertThat(suite(failing).getElementsByTagName("failure").item(0).getTextContent())
                .contains("giveup", "^");
        assertThat(passing.status()).isZero();
        assertThat(suite(passing).getAttribute("failures")).isEqualTo("0");
        assertThat(suite(passing).getTextContent()).contains("foreign.drl:4");
    }

    private static org.w3c.dom.Element suite(Run run) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(run.out().getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    @Test
    void each_problem_reads_as_one_sentence_with_its_remedy() throws IOException {
        breakIt();
        write(
                "rules/patience.drl",
                "package acme.retry;\n\n// x\nrule \"acme/p\"\n    @reason(\"x\")\nwhen\n    Bounce(domain == \"a.example\")\nthen\n    decide.retryPolicy(\"zzzzzzzz\");\nend\n");

        Run run = check("github");

        assertThat(run.out())
                .contains(
                        "::there is no retry policy 'zzzzzzzz'; use one of aggressive, conservative, default, patient, or name it under retryPolicies in policy.yml\n");
        Files.delete(policy.resolve("rules/patience.drl"));
        Files.delete(policy.resolve("scripts/a,b.groovy"));
        assertThat(check("github").out())
                .contains(
                        "::the rule's name does not begin with 'acme/'; begin it with 'acme/', or write the name of the rule that it is to replace: there is no rule 'elsewhere/rule'\n");
    }

    @Test
    void a_format_that_a_task_does_not_print_is_wrong_usage() {
        Run run = Program.run("policy", "test", policy.toString(), "--format", "json");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.complaints())
                .containsExactly("carom: policy test does not print --format json; it prints text or junit");
        assertThat(Program.run("policy", "docs", "--format", "json").status()).isEqualTo(2);
    }

    @Test
    void a_folder_that_is_not_there_or_a_file_says_so() {
        Run missing = Program.run("policy", "check", folder.resolve("none").toString());
        Run file = Program.run("policy", "check", policy.resolve("policy.yml").toString());

        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.complaints())
                .containsExactly("carom: " + folder.resolve("none") + ": there is no such folder; check the path");
        assertThat(file.complaints()).singleElement().asString().contains("name the folder that policy.yml is in");
    }

    @Test
    void a_case_with_a_misspelt_key_fails_instead_of_passing_whatever_is_decided() throws IOException {
        write(
                "tests/more.yml",
                "cases:\n  - name: misspelt\n    events:\n      - {event: bounce, recipient: a@b.example, reply: \"550 5.1.1 no\"}\n    expects:\n      duplicate: true\n");

        Run run = Program.run("policy", "test", policy.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "case \"misspelt\" has an unknown key `expects`", "name, clock, events, expect, fires, misses");
    }

    @Test
    void an_event_is_explained_from_the_command_line_too() throws IOException {
        Path events = Files.writeString(folder.resolve("e.jsonl"), "\n" + BOUNCE + "\n");

        Run itself = Program.run("policy", "explain", BOUNCE, "--why-not", "stock/mailbox-full");
        Run file = Program.run("policy", "explain", events.toString(), "--why-not=stock/mailbox-full");

        assertThat(itself.status()).isZero();
        assertThat(itself.out()).isEqualTo(file.out()).contains("why not: `reading == \"mailbox_full\"` does not hold");
        assertThat(Program.run("policy", "explain", "{\"event\":\"bonce\"}").complaints())
                .singleElement()
                .asString()
                .contains("bonce");
    }

    @Test
    void a_rule_that_there_is_not_is_wrong_usage_and_a_missing_file_one_line() {
        Run rule = Program.run("policy", "explain", BOUNCE, "--why-not", "stock/mailbox-ful");
        Run file = Program.run("policy", "explain", folder.resolve("none.jsonl").toString());

        assertThat(rule.status()).isEqualTo(2);
        assertThat(rule.complaints())
                .containsExactly(
                        "carom: there is no rule `stock/mailbox-ful` in this policy; did you mean `stock/mailbox-full`?");
        assertThat(file.status()).isEqualTo(1);
        assertThat(file.complaints()).hasSize(1);
    }

    @Test
    void coverage_names_rules_and_conditions_that_no_case_reaches_and_thresholds_end_with_status_1()
            throws IOException {
        write(
                "rules/idle.drl",
                "package acme.action;\n\n// x\nrule \"acme/idle\"\n    @reason(\"x\")\nwhen\n    Bounce(domain == \"idle.example\", (replyCode == 550 || replyCode == 551))\nthen\n    decide.keep();\nend\n");

        Run run = Program.run("policy", "coverage", policy.toString());

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "acme/idle  (rules/idle.drl:4)\n    no event of a case matches it\n",
                        "    no event of a case fails first at: fault == \"recipient\"\n",
                        "6 cases; rules and scripts 60.0 %")
                .doesNotContain("fails first at: domain == \"idle.example\"");
        assertThat(Program.run("policy", "coverage", policy.toString(), "--rules", "60")
                        .status())
                .isZero();
        assertThat(Program.run("policy", "coverage", policy.toString(), "--rules=61%")
                        .status())
                .isEqualTo(1);
        assertThat(Program.run("policy", "coverage", policy.toString(), "--conditions", "101")
                        .status())
                .isEqualTo(2);
        assertThat(Program.run("policy", "coverage", policy.toString(), "--format", "json")
                        .out())
                .contains("\"rule\":\"acme/idle\",\"file\":\"rules/idle.drl\",\"line\":4,\"matched\":0");
    }

    @Test
    void diff_says_what_changed_in_rules_settings_and_lines() throws IOException {
        Path other = folder.resolve("other");
        Program.run("policy", "new", other.toString());
        write("traps/own.txt", "@new.example\n");
        write("policy.yml", Files.readString(policy.resolve("policy.yml")).replace("[4h, 24h, 72h]", "[4h, 25h]"));
        write(
                "rules/partners.drl",
                Files.readString(policy.resolve("rules/partners.drl")).replace("48h", "24h"));
        Files.delete(policy.resolve("rules/schools.drl"));

        Run run = Program.run("policy", "diff", other.toString(), policy.toString());

        assertThat(run.status()).isZero();
        assertThat(run.lines())
                .contains(
                        "gone: rule acme/schools-get-time: A school's mailbox is full: it is emptied after the holidays",
                        "rule acme/partner-is-held (rules/partners.drl:5) differs",
                        "policy.yml: retryPolicies.patient.delays was [4h, 1d, 3d], is [4h, 25h]",
                        "  + @new.example");
        assertThat(Program.run("policy", "diff", other.toString(), other.toString())
                        .out())
                .isEqualTo("nothing differs\n");
        assertThat(Program.run("policy", "diff", other.toString()).status()).isEqualTo(2);
    }

    @Test
    void update_writes_what_is_decided_into_cases_that_expected_something_else_and_nothing_more() throws IOException {
        String cases = Files.readString(policy.resolve("tests/cases.yml"));
        write(
                "tests/cases.yml",
                cases.replace("bounceType: soft, reason: mailbox_full", "bounceType: hard, reason: mailbox_full")
                        .replace("[{type: hold_for_review}]", "[]"));

        Run before = Program.run("policy", "test", policy.toString());
        Run run = Program.run("policy", "test", policy.toString(), "--update");

        assertThat(before.status()).isEqualTo(1);
        assertThat(before.out()).contains("classification.bounceType: expected \"hard\", was \"soft\"");
        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(run.err()).isEqualTo("updated " + policy.resolve("tests/cases.yml") + "\n");
        assertThat(Files.readString(policy.resolve("tests/cases.yml")))
                .contains("      classification: {bounceType: soft, reason: mailbox_full}\n", "# Each rule has a case")
                .contains("    expect:\n      subscriber: null\n      actions: [{type: hold_for_review, until: ");
    }

    @Test
    void update_does_not_change_which_rule_a_case_is_about() throws IOException {
        String cases = Files.readString(policy.resolve("tests/cases.yml"))
                .replace("fires: acme/schools-get-time", "fires: acme/partner-is-held");
        write("tests/cases.yml", cases);

        Run run = Program.run("policy", "test", policy.toString(), "--update");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("rule `acme/partner-is-held` did not take part");
        assertThat(Files.readString(policy.resolve("tests/cases.yml"))).isEqualTo(cases);
    }

    @Test
    void fmt_lays_files_out_and_changes_no_word() throws IOException {
        String rules = Files.readString(policy.resolve("rules/partners.drl"));
        String ugly = "\uFEFF\n\n"
                + rules.replace("\n    ", "\n\t  ")
                        .replace("\nwhen", "\n   when")
                        .replace("end\n", "end   \n\n\n\n")
                        .replace("fault == \"recipient\", domain", "fault == \"recipient\",\n domain")
                        .replace("\n", "\r\n");
        String laid = rules.replace("fault == \"recipient\", domain", "fault == \"recipient\",\n        domain");
        write("rules/partners.drl", ugly);
        write("traps/own.txt", "@a.example   \r\n\r\n\r\n# x");

        Run looked = Program.run("policy", "fmt", "--check", policy.toString());
        assertThat(looked.status()).isEqualTo(1);
        assertThat(Files.readString(policy.resolve("rules/partners.drl"))).isEqualTo(ugly);
        Run run = Program.run("policy", "fmt", policy.toString());

        assertThat(run.status()).isZero();
        assertThat(run.lines())
                .containsExactly(
                        "changed " + policy.resolve("rules/partners.drl"),
                        "changed " + policy.resolve("traps/own.txt"));
        assertThat(Files.readString(policy.resolve("rules/partners.drl"))).isEqualTo(laid);
        assertThat(Files.readString(policy.resolve("traps/own.txt"))).isEqualTo("@a.example\n\n# x\n");
        assertThat(Program.run("policy", "fmt", "--check", policy.toString()).status())
                .isZero();
    }

    @Test
    void the_starter_policy_has_the_layout() {
        Run run = Program.run("policy", "fmt", "--check", policy.toString());

        assertThat(run.status()).as(run.out()).isZero();
    }

    @Test
    void the_stock_rules_have_the_layout() throws IOException {
        Path stock = Path.of("../../rules/src/main/resources/io/carom/rules/stock");
        org.junit.jupiter.api.Assumptions.assumeTrue(
                Files.isDirectory(stock), "the stock policy is not beside this module");
        Path copy = Files.createDirectories(folder.resolve("copy/rules"));
        try (var files = Files.list(stock.resolve("rules"))) {
            for (Path file : files.toList()) {
                Files.writeString(copy.resolve(file.getFileName().toString()), Files.readString(file));
            }
        }

        assertThat(Program.run("policy", "fmt", "--check", copy.getParent().toString())
                        .out())
                .isEmpty();
    }
}
