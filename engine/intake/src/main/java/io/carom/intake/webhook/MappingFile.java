package io.carom.intake.webhook;

import io.carom.api.BounceType;
import io.carom.api.EventKind;
import io.carom.api.PolicyException;
import io.carom.api.Problem;
import io.carom.api.Reason;
import io.carom.intake.webhook.body.JsonPointer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads a file that says how a provider's requests are mapped, and finds everything that is wrong with it. For one thread and one
 * file. Reads data only: YAML's types and tags mean nothing to it.
 *
 * <pre>{@code
 * name: acme-mail
 * events: /events
 * kind: /type
 * kinds:
 *   bounced: bounce hard
 *   full: bounce soft mailbox_full
 *   delayed: deferral
 *   queued: ignore
 * fields:
 *   recipient: /to
 *   at: [/time, /created]
 *   reason: {at: /why, values: {nobody: user_unknown}}
 * signature: {header: X-Acme-Signature, algorithm: sha256, encoding: hex}
 * }</pre>
 */
public final class MappingFile {
    private static final int MOST_CHARACTERS = 64 << 10;
    private static final Set<String> PARTS = Set.of("name", "events", "kind", "kinds", "fields", "signature");
    private static final Set<String> FIELDS = new TreeSet<>(Set.of(
            "id",
            "at",
            "recipient",
            "reply",
            "replyCode",
            "status",
            "diagnostic",
            "message",
            "attempt",
            "campaign",
            "list",
            "subscriber",
            "sendingIp",
            "remoteMta",
            "feedbackType",
            "bounceType",
            "reason",
            "tags",
            "meta",
            "url",
            "userAgent",
            "ip",
            "description"));
    private static final Map<String, String> ALGORITHMS =
            Map.of("sha1", "HmacSHA1", "sha256", "HmacSHA256", "sha512", "HmacSHA512");

    private final String file;
    private final List<Problem> problems = new ArrayList<>();

    private MappingFile(String file) {
        this.file = file;
    }

    /**
     * The mapping in {@code text}.
     *
     * @param file the file's name, for messages
     * @throws PolicyException with every problem, each with line and column
     */
    public static Mapping read(String file, String text) {
        return new MappingFile(file).read(text);
    }

    private Mapping read(String text) {
        Node root = compose(text);
        Map<String, Node> parts = root == null ? Map.of() : fields(root, PARTS, "a mapping file");
        Mapping mapping = new Mapping(
                name(parts.get("name"), root),
                pointerOr(parts.get("events"), new JsonPointer(List.of())),
                required(parts.get("kind"), "kind", root),
                kinds(parts.get("kinds"), root),
                places(parts.get("fields"), root),
                signature(parts.get("signature")));
        if (!problems.isEmpty()) {
            throw new PolicyException(problems);
        }
        return mapping;
    }

    private @Nullable Node compose(String text) {
        if (text.length() > MOST_CHARACTERS) {
            problem(null, "the file has " + text.length() + " characters", "a mapping has at most " + MOST_CHARACTERS);
            return null;
        }
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(file).build();
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                problem(null, "the file is empty", "begin with `name:`");
            }
            return root.orElse(null);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            int col = e.getProblemMark().map(mark -> mark.getColumn() + 1).orElse(0);
            problems.add(Problem.error(file, line, col, "no-yaml", String.valueOf(e.getProblem())));
        } catch (YamlEngineException e) {
            problems.add(Problem.error(file, 0, 0, "no-yaml", String.valueOf(e.getMessage())));
        } catch (StackOverflowError e) {
            problems.add(Problem.error(file, 0, 0, "no-yaml", "the file is nested too deep"));
        }
        return null;
    }

    private String name(@Nullable Node node, @Nullable Node root) {
        String name = node == null ? null : scalar(node);
        if (name == null || !name.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            problem(node == null ? root : node, "`name` is no name", "use lower case letters, digits and hyphens");
            return "unnamed";
        }
        return name;
    }

    private JsonPointer required(@Nullable Node node, String name, @Nullable Node root) {
        if (node == null) {
            problem(root, "`" + name + "` is missing", "say where it stands: `" + name + ": /type`");
        }
        return pointerOr(node, new JsonPointer(List.of()));
    }

    private JsonPointer pointerOr(@Nullable Node node, JsonPointer otherwise) {
        return node == null ? otherwise : pointer(node).orElse(otherwise);
    }

    private Optional<JsonPointer> pointer(Node node) {
        String text = scalar(node);
        if (text == null) {
            return Optional.empty();
        }
        Optional<JsonPointer> pointer = JsonPointer.parse(text);
        if (pointer.isEmpty()) {
            problem(node, "`" + text + "` is no JSON pointer", "did you mean `/" + text.replace('.', '/') + "`?");
        }
        return pointer;
    }

    private Map<String, Mapping.Meaning> kinds(@Nullable Node node, @Nullable Node root) {
        Map<String, Mapping.Meaning> kinds = new LinkedHashMap<>();
        if (node == null) {
            problem(root, "`kinds` is missing", "say what the provider's kinds mean: `bounced: bounce hard`");
            return kinds;
        }
        fields(node, null, "`kinds`").forEach((word, value) -> kinds.put(word, meaning(value)));
        return kinds;
    }

    private Mapping.Meaning meaning(Node node) {
        String text = scalar(node);
        EventKind kind = null;
        BounceType type = null;
        Reason reason = null;
        String[] words = text == null ? new String[0] : text.strip().split("\\s+");
        for (int i = 0; i < words.length; i++) {
            Optional<EventKind> asKind = EventKind.of(words[i]);
            Optional<BounceType> asType = BounceType.of(words[i]);
            Optional<Reason> asReason = Reason.of(words[i]);
            if (i == 0 && asKind.isPresent()) {
                kind = asKind.get();
            } else if (i > 0 && asType.isPresent()) {
                type = asType.get();
            } else if (i > 0 && asReason.isPresent()) {
                reason = asReason.get();
            } else if (words.length > 1 || !words[0].equals("ignore")) {
                problem(
                        node,
                        "`" + words[i] + "` is no " + (i == 0 ? "kind of event" : "bounce type or reason"),
                        i == 0 ? "use bounce, deferral, delivery, complaint, opened ... or ignore" : closest(words[i]));
            }
        }
        return new Mapping.Meaning(kind, type, reason);
    }

    private Map<String, Mapping.Field> places(@Nullable Node node, @Nullable Node root) {
        Map<String, Mapping.Field> places = new LinkedHashMap<>();
        Map<String, Node> fields = node == null ? Map.of() : fields(node, FIELDS, "`fields`");
        fields.forEach((name, value) -> places.put(name, place(name, value)));
        if (!fields.containsKey("recipient")) {
            problem(node == null ? root : node, "`fields` has no `recipient`", "say where the address stands");
        }
        return places;
    }

    private Mapping.Field place(String name, Node node) {
        if (!(node instanceof MappingNode)) {
            return new Mapping.Field(pointers(node), Map.of());
        }
        Map<String, Node> parts = fields(node, Set.of("at", "values"), "`" + name + "`");
        Map<String, String> values = new LinkedHashMap<>();
        Node translated = parts.get("values");
        if (translated != null) {
            fields(translated, null, "`values`").forEach((word, value) -> values.put(word, translation(name, value)));
        }
        Node at = parts.get("at");
        if (at == null) {
            problem(node, "`" + name + "` has no `at`", "say where it stands: `at: /code`");
            return new Mapping.Field(List.of(), values);
        }
        return new Mapping.Field(pointers(at), values);
    }

    private String translation(String name, Node node) {
        String word = scalar(node);
        if (word == null) {
            return "";
        }
        if (name.equals("reason") && Reason.of(word).isEmpty()) {
            problem(node, "`" + word + "` is no reason", closest(word));
        } else if (name.equals("bounceType") && BounceType.of(word).isEmpty()) {
            problem(node, "`" + word + "` is no bounce type", "use hard or soft");
        }
        return word;
    }

    private List<JsonPointer> pointers(Node node) {
        List<JsonPointer> pointers = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> pointer(item).ifPresent(pointers::add));
        } else {
            pointer(node).ifPresent(pointers::add);
        }
        return pointers;
    }

    private Mapping.@Nullable Hmac signature(@Nullable Node node) {
        if (node == null) {
            return null;
        }
        Map<String, Node> parts = fields(node, Set.of("header", "algorithm", "encoding", "prefix"), "`signature`");
        String header = text(parts.get("header"));
        String algorithm = text(parts.get("algorithm"));
        String encoding = text(parts.get("encoding"));
        String prefix = text(parts.get("prefix"));
        String known = ALGORITHMS.get(algorithm == null ? "sha256" : algorithm);
        if (header == null) {
            problem(node, "`signature` has no `header`", "say which header the signature stands in");
        }
        if (known == null) {
            problem(node, "`" + algorithm + "` is no algorithm", "use sha256, sha512 or sha1");
        }
        if (encoding != null && !encoding.equals("hex") && !encoding.equals("base64")) {
            problem(node, "`" + encoding + "` is no encoding", "use hex or base64");
        }
        return header == null || known == null
                ? null
                : new Mapping.Hmac(header, known, "base64".equals(encoding), prefix == null ? "" : prefix);
    }

    private @Nullable String text(@Nullable Node node) {
        return node == null ? null : scalar(node);
    }

    private @Nullable String scalar(Node node) {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue();
        }
        problem(node, "a text is expected here", "write one word or pointer");
        return null;
    }

    /** The fields of a mapping; names outside {@code known} are problems. */
    private Map<String, Node> fields(Node node, @Nullable Set<String> known, String what) {
        Map<String, Node> fields = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            problem(node, what + " is a list of `name: value` lines", "write one a line");
            return fields;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String name = scalar(tuple.getKeyNode());
            if (name == null) {
                continue;
            }
            if (known != null && !known.contains(name)) {
                problem(
                        tuple.getKeyNode(),
                        what + " has no `" + name + "`",
                        "it has " + String.join(", ", new TreeSet<>(known)));
            } else if (fields.put(name, tuple.getValueNode()) != null) {
                problem(tuple.getKeyNode(), "`" + name + "` comes twice", "keep one");
            }
        }
        return fields;
    }

    /** The reason that shares most with a word that is none. */
    private static String closest(String word) {
        String best = null;
        int most = 2;
        for (Reason reason : Reason.values()) {
            int shared = 0;
            String lower = word.toLowerCase(Locale.ROOT);
            while (shared < Math.min(lower.length(), reason.word().length())
                    && lower.charAt(shared) == reason.word().charAt(shared)) {
                shared++;
            }
            if (shared > most) {
                most = shared;
                best = reason.word();
            }
        }
        return best == null ? "the reasons are in the handbook" : "did you mean `" + best + "`?";
    }

    private void problem(@Nullable Node node, String message, String hint) {
        int line = node == null
                ? 0
                : node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        int col = node == null
                ? 0
                : node.getStartMark().map(mark -> mark.getColumn() + 1).orElse(0);
        problems.add(Problem.error(file, line, col, "webhook-mapping", message).hint(hint));
    }
}
