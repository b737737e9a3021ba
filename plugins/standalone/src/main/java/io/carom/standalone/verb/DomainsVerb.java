package io.carom.standalone.verb;

import io.carom.spi.DomainFigures;
import io.carom.standalone.cli.Column;
import io.carom.standalone.cli.Format;
import io.carom.standalone.cli.JsonLine;
import io.carom.standalone.cli.Listing;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.cli.Wrong;
import io.carom.standalone.logging.Logging;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code domains}: what the receivers said within some days. Only reads. */
public final class DomainsVerb implements Verb {
    private static final List<Column> COLUMNS = List.of(
            Column.of("domain", "DOMAIN", 30),
            Column.of("hard", "HARD", 9),
            Column.of("soft", "SOFT", 9),
            Column.of("codes", "CODES", 5),
            Column.of("samples", "WHAT IT SAID LAST", 0));
    private static final int USUAL_DAYS = 7;
    private static final int USUAL_MINIMUM = 50;
    private static final int USUAL_ROWS = 20;

    private final Loudness loudness = new Loudness();
    private final Stores stores = new Stores();
    private @Nullable Format format;
    private @Nullable Instant from;
    private @Nullable Instant to;
    private long days = USUAL_DAYS;
    private long minimum = USUAL_MINIMUM;
    private int limit = USUAL_ROWS;

    @Override
    public String description() {
        return "Prints the registered domains that refused most within the last days: hard and soft bounces, how many different codes, "
                + "and the latest reasons as the receiver gave them. Ordered by hard bounces.";
    }

    @Override
    public void declare(Options options) {
        stores.declare(options, Stores.USUAL + " unless given");
        options.value("--days", "N", "of so many days until now; " + USUAL_DAYS + " unless given", value -> {
                    days = Typed.number("--days", value);
                    if (days < 1 || days > 36_500) {
                        throw new Wrong("--days `" + value + "` is out of range; it is a number from 1 to 36500");
                    }
                })
                .value(
                        "--from",
                        "TIME",
                        "from this day (UTC) on, in place of --days",
                        value -> from = Typed.time(value))
                .value("--to", "TIME", "until this day, included; today unless given", value -> to = Typed.time(value))
                .value(
                        "--minimum",
                        "N",
                        "only domains with so many bounces; " + USUAL_MINIMUM + " unless given",
                        value -> minimum = Typed.number("--minimum", value))
                .value(
                        "--limit",
                        "N",
                        "at most so many; " + USUAL_ROWS + " unless given, 0 for all",
                        value -> limit = Typed.count("--limit", value))
                .choice("--format", Format.class, "how they are printed", value -> format = value)
                .rest("", "", 0, 0)
                .example("carom domains --days 30 --minimum 100");
        loudness.declare(options);
    }

    @Override
    public int run(Shell shell, List<String> words) {
        loudness.apply(Logging.Level.WARN);
        Notices notices = new Notices(shell, loudness.quiet());
        Instant until = to != null ? to : shell.clock().instant();
        Instant since = from != null ? from : until.minus(Duration.ofDays(days - 1));
        try (Stores.Opened opened = stores.desk(shell, false);
                Listing listing = Listing.of(shell, format, COLUMNS)) {
            List<DomainFigures> found =
                    opened.desk().domains(since, until, minimum, limit == 0 ? Integer.MAX_VALUE : limit);
            found.forEach(one -> listing.print(() -> json(one), column -> cell(one, column.name())));
            listing.flush();
            if (found.isEmpty() && Listing.resolve(shell, format) == Format.TABLE) {
                notices.say(
                        "no domain with " + minimum + " bounces or more on these days; --minimum 1 shows every one");
            }
        }
        return notices.status();
    }

    private static String json(DomainFigures one) {
        return JsonLine.of(json -> {
            json.writeStringProperty("domain", one.domain());
            json.writeNumberProperty("hard", one.hard());
            json.writeNumberProperty("soft", one.soft());
            json.writeNumberProperty("codes", one.codes());
            json.writeArrayPropertyStart("samples");
            one.samples().forEach(json::writeString);
            json.writeEndArray();
        });
    }

    private static @Nullable String cell(DomainFigures one, String name) {
        return switch (name) {
            case "domain" -> one.domain();
            case "hard" -> Long.toString(one.hard());
            case "soft" -> Long.toString(one.soft());
            case "codes" -> Integer.toString(one.codes());
            case "samples" -> String.join(" | ", one.samples());
            default -> null;
        };
    }
}
