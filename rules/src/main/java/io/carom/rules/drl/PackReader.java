package io.carom.rules.drl;

import io.carom.api.Problem;
import io.carom.spi.RulePack;
import io.carom.spi.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads packs one above the other: a later pack's rule replaces an earlier one's of the same name. For one thread. */
public final class PackReader {
    private static final Map<String, String> OTHER_FORMS = Map.of(
            "csv", "a decision table",
            "xls", "a decision table",
            "xlsx", "a decision table",
            "dslr", "a rule file in a language of its own",
            "dsl", "a language for rules",
            "rdrl", "a guided rule",
            "gdst", "a guided decision table",
            "dmn", "a decision model",
            "bpmn", "a process",
            "class", "compiled code");
    private static final Set<String> NOTES = Set.of("md", "txt", "adoc");

    private final RuleLimits limits;
    private final Map<String, Rule> rules = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> retryPolicies = new TreeSet<>();
    private final List<Problem> problems = new ArrayList<>();

    /** A reader within limits. */
    public PackReader(RuleLimits limits) {
        this.limits = limits;
    }

    /** Reads the next pack, above all before. */
    public void read(RulePack pack) {
        retryPolicies.addAll(pack.retryPolicies());
        Set<String> below = Set.copyOf(names);
        rules.keySet().removeAll(pack.disabled());
        List<SourceFile> files = new ArrayList<>(pack.files());
        files.sort(Comparator.comparing(SourceFile::path));
        if (files.size() > limits.files()) {
            problems.add(Problem.error(
                    "rules",
                    0,
                    0,
                    "too-many-files",
                    "the policy has " + files.size() + " rule files; " + limits.files() + " are the most"));
            return;
        }
        Map<String, Rule> own = new LinkedHashMap<>();
        for (SourceFile file : files) {
            if (isRuleFile(file)) {
                add(file, pack, own);
            }
        }
        problems.addAll(RuleLint.twins(own.values()));
        new TreeSet<>(pack.disabled()).forEach(name -> disable(name, below));
    }

    /** Switches off a rule: one of the packs below, which this pack may have replaced, else one of its own. */
    private void disable(String name, Set<String> below) {
        if (below.contains(name)) {
            return;
        }
        if (!names.contains(name)) {
            String near = Words.nearest(name, names);
            problems.add(Problem.error(
                            "policy.yml",
                            0,
                            0,
                            "unknown-rule",
                            "there is no rule '" + Words.cut(name, 80) + "' to switch off")
                    .hint(near == null ? "`policy docs` lists the rules" : "did you mean '" + near + "'?"));
        }
        rules.remove(name);
    }

    /** The rules in force: packs in their order, each in the order of files and lines. */
    public List<Rule> rules() {
        return List.copyOf(rules.values());
    }

    /** What is wrong or odd, in the order of packs, files and lines. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    private void add(SourceFile file, RulePack pack, Map<String, Rule> own) {
        RuleReader.Result result = RuleReader.read(
                file, new RuleReader.Origin(pack.name(), pack.stock(), Set.copyOf(retryPolicies)), limits);
        problems.addAll(result.problems());
        names.addAll(result.refused());
        for (Rule rule : result.rules()) {
            Rule twin = own.putIfAbsent(rule.name(), rule);
            if (twin != null) {
                problems.add(problem(
                        rule,
                        true,
                        "rule-twice",
                        "there is a rule '" + rule.name() + "' already: " + twin.file() + ":" + twin.line(),
                        "give it another name"));
                continue;
            }
            if (own.size() > limits.rules()) {
                problems.add(problem(
                        rule,
                        true,
                        "too-many-rules",
                        "the policy has more than " + limits.rules() + " rules",
                        "name many values in one list, or in signals/*.yml"));
                return;
            }
            if (!rule.name().startsWith(pack.name() + "/") && !names.contains(rule.name())) {
                problems.add(problem(
                        rule,
                        false,
                        "foreign-name",
                        "the rule's name does not begin with '" + pack.name() + "/'",
                        "begin it with '" + pack.name()
                                + "/', or write the name of the rule that it is to replace: there is no rule '"
                                + rule.name() + "'"));
            }
            rules.remove(rule.name());
            rules.put(rule.name(), rule);
        }
        names.addAll(own.keySet());
    }

    private boolean isRuleFile(SourceFile file) {
        String name = file.path().substring(file.path().lastIndexOf('/') + 1);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        if (ending.equals("drl")) {
            return true;
        }
        String form = OTHER_FORMS.get(ending);
        if (form != null) {
            problems.add(Problem.error(
                            file.path(),
                            1,
                            1,
                            "file-form",
                            "`" + Words.cut(name, 80) + "` is " + form + ", which is not read")
                    .hint("write its rules as plain DRL into a file that ends in .drl")
                    .source(Words.cut(file.text().lines().findFirst().orElse(""), 120)));
        } else if (!NOTES.contains(ending)) {
            problems.add(Problem.warning(file.path(), 0, 0, "file-form", "`" + Words.cut(name, 80) + "` is not read")
                    .hint("rule files end in .drl"));
        }
        return false;
    }

    private static Problem problem(Rule rule, boolean error, String code, String message, String hint) {
        return (error
                        ? Problem.error(rule.file(), rule.line(), rule.col(), code, message)
                        : Problem.warning(rule.file(), rule.line(), rule.col(), code, message))
                .hint(hint)
                .source("rule \"" + rule.name() + "\"");
    }
}
