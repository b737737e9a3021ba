package io.carom.standalone.host;

import io.carom.api.SubscriberStatus;
import io.carom.spi.AddressKey;
import io.carom.store.jdbc.Membership;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of a CSV file whose first line names its columns: {@code email} (or {@code address}), and where they are there {@code list},
 * {@code subscriber} and {@code status}. Quotes as RFC 4180 has them, but a line is a record. For one thread.
 */
public final class MemberFile {
    private static final int LONGEST_ADDRESS = 320;

    private final String name;
    private final @Nullable String list;
    private final Instant at;
    private final BiConsumer<String, String> bad;

    /**
     * A file.
     *
     * @param name how it is called in complaints
     * @param list the list of lines that name none, or null
     * @param at since when they are on it
     * @param bad takes the place and what is wrong there; the line is passed over
     */
    public MemberFile(String name, @Nullable String list, Instant at, BiConsumer<String, String> bad) {
        this.name = name;
        this.list = list;
        this.at = at;
        this.bad = bad;
    }

    /** Hands over each address. Fails with {@link IOException} when the file cannot be read. */
    public void read(BufferedReader lines, Consumer<Membership> sink) throws IOException {
        String first = lines.readLine();
        if (first == null) {
            return;
        }
        List<String> titles = fields(first.startsWith("\ufeff") ? first.substring(1) : first).stream()
                .map(title -> title.strip().toLowerCase(Locale.ROOT))
                .toList();
        int email = Math.max(titles.indexOf("email"), titles.indexOf("address"));
        if (email < 0) {
            bad.accept(name + ":1", "no column is named `email`; the first line names the columns");
            return;
        }
        int number = 1;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank()) {
                take(name + ":" + number, fields(line), titles, email, sink);
            }
        }
    }

    private void take(String place, List<String> fields, List<String> titles, int email, Consumer<Membership> sink) {
        String address = value(fields, email);
        String on = value(fields, titles.indexOf("list"));
        String subscriber = value(fields, titles.indexOf("subscriber"));
        String word = value(fields, titles.indexOf("status"));
        SubscriberStatus status = SubscriberStatus.of(word.isEmpty() ? "subscribed" : word.toLowerCase(Locale.ROOT))
                .orElse(null);
        if (address.indexOf('@') < 1 || address.length() > LONGEST_ADDRESS) {
            bad.accept(place, "`" + shortened(address) + "` is no address; it is passed over");
        } else if (status == null) {
            bad.accept(place, "`" + shortened(word) + "` is no status of a subscriber; the line is passed over");
        } else if (on.isEmpty() && list == null) {
            bad.accept(place, "it names no list; say which by --list");
        } else {
            sink.accept(new Membership(
                    AddressKey.of("", address),
                    on.isEmpty() ? String.valueOf(list) : on,
                    subscriber.isEmpty() ? null : subscriber,
                    status,
                    at,
                    null));
        }
    }

    private static String value(List<String> fields, int column) {
        return column < 0 || column >= fields.size() ? "" : fields.get(column).strip();
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
