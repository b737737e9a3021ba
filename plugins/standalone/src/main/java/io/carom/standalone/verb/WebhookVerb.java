package io.carom.standalone.verb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carom.api.Event;
import io.carom.engine.json.EventJson;
import io.carom.engine.json.JsonFault;
import io.carom.intake.webhook.Endpoint;
import io.carom.intake.webhook.WebhookAnswer;
import io.carom.intake.webhook.WebhookRequest;
import io.carom.intake.webhook.Webhooks;
import io.carom.standalone.cli.Column;
import io.carom.standalone.cli.Format;
import io.carom.standalone.cli.Listing;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.cli.Wrong;
import io.carom.standalone.decision.Times;
import io.carom.standalone.feed.Trouble;
import io.carom.standalone.logging.Logging;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code webhook}: one provider's request to events. Decides nothing. */
public final class WebhookVerb implements Verb {
    private static final int LARGEST = 32 << 20;
    private static final List<Column> COLUMNS = List.of(
            Column.csvOnly("id"),
            Column.of("event", "EVENT", 12),
            Column.csvOnly("at"),
            Column.tableOnly("time", "TIME (UTC)", 16),
            Column.of("recipient", "RECIPIENT", 36),
            Column.of("bounceType", "TYPE", 5),
            Column.of("reason", "REASON", 19),
            Column.of("status", "CODE", 8),
            Column.csvOnly("replyCode"),
            Column.csvOnly("message"),
            Column.csvOnly("campaign"),
            Column.csvOnly("feedbackType"),
            Column.of("proof", "PROOF", 8),
            Column.of("diagnostic", "WHAT THE RECEIVER SAID", 0));

    private final Loudness loudness = new Loudness();
    private final Mappings mappings = new Mappings();
    private final List<String> keys = new ArrayList<>();
    private @Nullable String headersFile;
    private @Nullable String url;
    private @Nullable Format format;

    @Override
    public String description() {
        return "Reads one request of a mail provider and prints the events that it tells. With --key its signature is checked; "
                + "a request that is not proven gives no events then.";
    }

    @Override
    public void declare(Options options) {
        options.rest("PROVIDER BODY", "the provider's name, and a file with the request's body, or -", 2, 2)
                .value("--headers", "FILE", "the request's headers as a JSON object", value -> headersFile = value)
                .value(
                        "--key",
                        "KEY",
                        "the signing key (or @FILE that holds it), to check the signature; may be given again",
                        keys::add)
                .value(
                        "--url",
                        "URL",
                        "the address that the provider posts to, where its signature covers it",
                        value -> url = value)
                .choice("--format", Format.class, "how events are printed", value -> format = value)
                .example("carom webhook postmark body.json")
                .example("carom webhook --mapping acme-mail.yml acme-mail body.json")
                .example("carom webhook mailgun --key @mailgun.key --headers headers.json body.json");
        mappings.declare(options);
        loudness.declare(options);
    }

    @Override
    public int run(Shell shell, List<String> words) {
        loudness.apply(Logging.Level.WARN);
        Notices notices = new Notices(shell, loudness.quiet());
        Webhooks webhooks = mappings.webhooks(shell.clock());
        String provider = words.get(0);
        Mappings.check(provider, webhooks);
        String place = words.get(1).equals(Inputs.STDIN) ? "stdin" : words.get(1);
        try {
            WebhookRequest request =
                    WebhookRequest.of(headers(), body(shell, words.get(1))).to(url);
            Endpoint endpoint = Endpoint.of(keys().toArray(String[]::new)).url(url);
            answer(shell, notices, place, webhooks.receive(provider, request, endpoint));
        } catch (IOException e) {
            notices.bad(place, Trouble.with(e));
        }
        return notices.status();
    }

    private void answer(Shell shell, Notices notices, String place, WebhookAnswer answer) {
        if (answer instanceof WebhookAnswer.Refused refused) {
            notices.bad(place, refused.toString());
        } else if (answer instanceof WebhookAnswer.Confirmation confirmation) {
            notices.say(place + ": the provider asks to confirm " + confirmation.topic() + ": fetch "
                    + confirmation.address() + " once");
        } else if (answer instanceof WebhookAnswer.Handshake handshake) {
            notices.say(place + ": the provider asks to be answered with " + handshake.body());
        } else if (answer instanceof WebhookAnswer.Events read) {
            try (Listing listing = Listing.of(shell, format, COLUMNS)) {
                for (Event event : read.events()) {
                    listing.print(() -> EventJson.write(event), column -> cell(event, column.name()));
                }
            }
            read.problems().forEach(problem -> notices.bad(place, problem.toString()));
        }
    }

    private List<String> keys() throws IOException {
        List<String> read = new ArrayList<>();
        for (String key : keys) {
            read.add(
                    key.startsWith("@")
                            ? Files.readString(Path.of(key.substring(1))).strip()
                            : key);
        }
        return read;
    }

    private static byte[] body(Shell shell, String name) throws IOException {
        if (name.equals(Inputs.STDIN)) {
            return shell.in().readNBytes(LARGEST + 1);
        }
        try (InputStream in = Files.newInputStream(Path.of(name))) {
            return in.readNBytes(LARGEST + 1);
        }
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        String file = headersFile;
        if (file == null) {
            return headers;
        }
        try {
            JsonNode object = JsonMapper.shared().readTree(new String(Files.readAllBytes(Path.of(file)), UTF_8));
            if (!object.isObject()) {
                throw new Wrong("--headers " + file + " is no JSON object of names and values");
            }
            object.properties()
                    .forEach(header ->
                            headers.put(header.getKey(), header.getValue().asString("")));
        } catch (JacksonException e) {
            throw new Wrong("--headers " + file + " is no JSON: " + JsonFault.of(e));
        }
        return headers;
    }

    private static @Nullable String cell(Event event, String column) {
        return switch (column) {
            case "id" -> event.id();
            case "event" -> event.kind().word();
            case "at" -> event.at().toString();
            case "time" -> Times.column(event.at());
            case "recipient" -> event.recipient();
            case "bounceType" ->
                event.bounceType() == null ? null : event.bounceType().word();
            case "reason" -> event.reason() == null ? null : event.reason().word();
            case "status" -> event.status() == null ? null : event.status().toString();
            case "replyCode" ->
                event.replyCode() == null ? null : event.replyCode().toString();
            case "message" -> event.message();
            case "campaign" -> event.campaign();
            case "feedbackType" -> event.feedbackType();
            case "proof" -> event.proof().word();
            case "diagnostic" -> event.diagnostic() == null ? event.reply() : event.diagnostic();
            default -> null;
        };
    }
}
