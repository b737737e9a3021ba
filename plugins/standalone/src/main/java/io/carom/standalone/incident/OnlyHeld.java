package io.carom.standalone.incident;

import io.carom.engine.decide.HeldJson;
import io.carom.engine.incident.HeldChanges;
import io.carom.spi.AddressKey;
import io.carom.spi.Held;
import io.carom.standalone.cli.Wrong;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Which held changes are meant: each {@code --only} is an address, {@code domain:NAME}, {@code rule:NAME}, {@code code:5.1%},
 * {@code campaign:NAME} or {@code text:WORDS}; all of different kinds must fit, of one kind any. For one thread.
 */
public final class OnlyHeld implements Predicate<Held> {
    private final List<String> addresses = new ArrayList<>();
    private final List<String> domains = new ArrayList<>();
    private final List<String> rules = new ArrayList<>();
    private final List<String> codes = new ArrayList<>();
    private final List<String> campaigns = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();

    /** Adds one; fails with {@link Wrong} when it is none. */
    public void add(String word) {
        int colon = word.indexOf(':');
        String value = word.substring(colon + 1);
        if (value.isBlank()) {
            throw new Wrong("--only `" + word + "` names nothing");
        }
        if (colon < 0 && word.indexOf('@') > 0) {
            addresses.add(AddressKey.of("", word).address());
            return;
        }
        switch (colon < 0 ? "" : word.substring(0, colon)) {
            case "domain" -> domains.add(value.toLowerCase(Locale.ROOT));
            case "rule" -> rules.add(value);
            case "code" -> codes.add(value);
            case "campaign" -> campaigns.add(value);
            case "text" -> texts.add(value.toLowerCase(Locale.ROOT));
            default ->
                throw new Wrong("--only `" + word
                        + "` is neither an address nor domain:NAME, rule:NAME, code:5.1%, campaign:NAME or text:WORDS");
        }
    }

    @Override
    public boolean test(Held held) {
        HeldJson.Held detail = HeldChanges.detail(held);
        String code =
                detail.what().status() == null ? "" : detail.what().status().toString();
        String campaign = detail.campaign() == null ? "" : detail.campaign();
        String text = detail.text().toLowerCase(Locale.ROOT);
        return any(addresses, held.address().address()::equals)
                && any(domains, held.address().domain()::equals)
                && any(rules, detail.rule()::equals)
                && any(codes, pattern -> fits(pattern, code))
                && any(campaigns, campaign::equals)
                && any(texts, text::contains);
    }

    private static boolean any(List<String> wanted, Predicate<String> fits) {
        return wanted.isEmpty() || wanted.stream().anyMatch(fits);
    }

    private static boolean fits(String pattern, String code) {
        int any = pattern.indexOf('%');
        return any < 0 ? pattern.equals(code) : code.startsWith(pattern.substring(0, any));
    }
}
