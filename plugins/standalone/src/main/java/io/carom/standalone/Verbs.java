package io.carom.standalone;

import io.carom.standalone.cli.Nearest;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.cli.Wrong;
import io.carom.standalone.verb.BackupVerb;
import io.carom.standalone.verb.BenchVerb;
import io.carom.standalone.verb.CampaignsVerb;
import io.carom.standalone.verb.ClassifyVerb;
import io.carom.standalone.verb.DeadLettersVerb;
import io.carom.standalone.verb.DecideVerb;
import io.carom.standalone.verb.DoctorVerb;
import io.carom.standalone.verb.DomainsVerb;
import io.carom.standalone.verb.EraseVerb;
import io.carom.standalone.verb.FeedbackVerb;
import io.carom.standalone.verb.GenerateVerb;
import io.carom.standalone.verb.IncidentsVerb;
import io.carom.standalone.verb.ListsVerb;
import io.carom.standalone.verb.LogVerb;
import io.carom.standalone.verb.ParseVerb;
import io.carom.standalone.verb.PluginsVerb;
import io.carom.standalone.verb.PolicyVerb;
import io.carom.standalone.verb.ProcessVerb;
import io.carom.standalone.verb.ReaddVerb;
import io.carom.standalone.verb.RetriesVerb;
import io.carom.standalone.verb.ServeVerb;
import io.carom.standalone.verb.SimulateVerb;
import io.carom.standalone.verb.SubscribersVerb;
import io.carom.standalone.verb.SuppressionsVerb;
import io.carom.standalone.verb.UndoVerb;
import io.carom.standalone.verb.Verb;
import io.carom.standalone.verb.VerpVerb;
import io.carom.standalone.verb.WebhookVerb;
import io.carom.standalone.verb.WebhooksVerb;
import java.util.Arrays;
import java.util.Locale;

/** The program's verbs by name; a verb's class is loaded when it is wanted. */
enum Verbs {
    PARSE("mails -> one record for each reported recipient"),
    CLASSIFY("SMTP reply lines -> one record a line"),
    WEBHOOK("one request of a mail provider -> events"),
    DECIDE("events -> decisions, with state in memory"),
    PROCESS("mails, logs, webhook bodies, event files -> decisions, recorded"),
    LOG("what is recorded, filtered"),
    CAMPAIGNS("what became of each campaign, with a verdict"),
    FEEDBACK("the complaints that feedback loops reported"),
    DOMAINS("the receivers that refused most, and what they said"),
    SUBSCRIBERS("addresses by status, and their change in bulk"),
    INCIDENTS("what goes wrong, and what was held because of it"),
    RETRIES("messages that are to be sent again, and an end or an early start for some"),
    UNDO("reverses decisions that changed subscribers"),
    READD("lets one address back, with evidence"),
    SUPPRESSIONS("to whom nothing is sent for a while"),
    ERASE("makes a person unknown to the store"),
    POLICY("a new policy, and what is wrong with one"),
    DEADLETTERS("actions that the host would not take, and their second chance"),
    LISTS("the embedded host's lists, who is on them, and addresses put there"),
    WEBHOOKS("who is told of changes by webhook, and how that goes"),
    SIMULATE("history under another policy: what would have been decided otherwise"),
    GENERATE("a made-up event history to try with"),
    BENCH("how fast this machine classifies, decides and records"),
    BACKUP("a backup of the store, while others write; verified and restored"),
    DOCTOR("what is wrong with this installation, and what to do about it"),
    PLUGINS("what is installed: stores, hosts, sinks, engines"),
    VERP("signed return paths, made and checked"),
    SERVE("pages over what is recorded, on this machine's own address; --demo with sample mails");

    private final String summary;

    Verbs(String summary) {
        this.summary = summary;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String summary() {
        return summary;
    }

    /** The verb of that name; fails with {@link Wrong} and a suggestion when there is none. */
    static Verbs named(String word) {
        for (Verbs verb : values()) {
            if (verb.word().equals(word)) {
                return verb;
            }
        }
        throw new Wrong("there is no verb `" + word + "`; "
                + Nearest.to(word, Arrays.stream(values()).map(Verbs::word).toList())
                        .map(near -> "did you mean `" + near + "`?")
                        .orElse("`carom --help` lists them"));
    }

    private Verb open() {
        return switch (this) {
            case PARSE -> new ParseVerb();
            case CLASSIFY -> new ClassifyVerb();
            case DECIDE -> new DecideVerb();
            case PROCESS -> new ProcessVerb();
            case CAMPAIGNS -> new CampaignsVerb();
            case FEEDBACK -> new FeedbackVerb();
            case DOMAINS -> new DomainsVerb();
            case SUBSCRIBERS -> new SubscribersVerb();
            case INCIDENTS -> new IncidentsVerb();
            case RETRIES -> new RetriesVerb();
            case UNDO -> new UndoVerb();
            case READD -> new ReaddVerb();
            case SUPPRESSIONS -> new SuppressionsVerb();
            case ERASE -> new EraseVerb();
            case LOG -> new LogVerb();
            case POLICY -> new PolicyVerb();
            case WEBHOOK -> new WebhookVerb();
            case DEADLETTERS -> new DeadLettersVerb();
            case LISTS -> new ListsVerb();
            case WEBHOOKS -> new WebhooksVerb();
            case SIMULATE -> new SimulateVerb();
            case GENERATE -> new GenerateVerb();
            case BENCH -> new BenchVerb();
            case BACKUP -> new BackupVerb();
            case DOCTOR -> new DoctorVerb();
            case PLUGINS -> new PluginsVerb();
            case VERP -> new VerpVerb();
            case SERVE -> new ServeVerb();
        };
    }

    /** Reads the words behind the verb and does it; answers the exit status. */
    int run(Shell shell, String... words) {
        Verb verb = open();
        Options options = new Options("carom " + word(), verb.description());
        verb.declare(options);
        return options.read(shell, words) ? verb.run(shell, options.rest()) : Main.OK;
    }
}
