package io.carom.standalone.verb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carom.api.CampaignContext;
import io.carom.api.Event;
import io.carom.api.Input;
import io.carom.engine.json.EventJson;
import io.carom.engine.json.JsonTree;
import io.carom.engine.simulate.generate.Generator;
import io.carom.engine.simulate.generate.Profile;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.cli.Wrong;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code generate}: a made-up history as event lines, in time order. */
public final class GenerateVerb implements Verb {
    private long seed = 1;
    private long days = 30;
    private long sends = 10_000;
    private String profile = "everyday";

    @Override
    public String description() {
        return "Makes up a history: messages sent and what became of each, as JSON lines in time order. The same seed gives the same "
                + "lines. Nothing in it is private.";
    }

    @Override
    public void declare(Options options) {
        options.value(
                        "--seed",
                        "N",
                        "which history; 1 unless given",
                        value -> seed = number("--seed", value, Long.MIN_VALUE))
                .value(
                        "--days",
                        "D",
                        "how many days; 30 unless given, at most " + Generator.MOST_DAYS,
                        value -> days = number("--days", value, 1))
                .value(
                        "--sends",
                        "S",
                        "how many messages are sent in all; 10000 unless given",
                        value -> sends = number("--sends", value, 1))
                .value(
                        "--profile",
                        "NAME",
                        String.join(", ", Profile.NAMES) + "; everyday unless given",
                        value -> profile = value)
                .example("carom generate --seed 1 --days 30 --sends 100000 > events.jsonl")
                .example("carom generate --profile outage --sends 20000 | carom decide");
    }

    static long number(String option, String value, long least) {
        try {
            long number = Long.parseLong(value);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new Wrong(option + " `" + value + "` is no whole number");
        }
        throw new Wrong(option + " `" + value + "` is less than " + least);
    }

    @Override
    public int run(Shell shell, List<String> words) {
        Generator history;
        try {
            history = Generator.of(Profile.named(profile), seed, (int) Math.min(days, Integer.MAX_VALUE), sends);
        } catch (IllegalArgumentException e) {
            throw new Wrong(String.valueOf(e.getMessage()));
        }
        BufferedWriter out = new BufferedWriter(new OutputStreamWriter(shell.out(), UTF_8), 1 << 16);
        try {
            long written = 0;
            while (history.hasNext() && !shell.stop().asked()) {
                out.write(line(history.next()));
                out.write('\n');
                if ((++written & 0xFFF) == 0 && shell.out().checkError()) {
                    return 0;
                }
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return 0;
    }

    private static String line(Input input) {
        if (input instanceof Event event) {
            return EventJson.write(event);
        }
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        if (input instanceof CampaignContext campaign) {
            line.put("event", "campaign");
            line.put("id", campaign.id());
            line.put("firstSend", campaign.firstSend());
        }
        return JsonTree.write(line);
    }
}
