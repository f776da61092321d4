package io.pilothouse.repository.yaml;

import io.pilothouse.core.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.parser.Parser;

/// Builds the documents of one file from the parser's events, counting as it goes, so that a hostile file is refused at
/// the
/// event that breaks a limit and nothing is ever built that is larger than the limits.
final class Composer {
    private static final String PREFIX = "tag:yaml.org,2002:";
    /// Texts up to here are kept once: `http`, `TCP` and names of applications stand in manifests many times, and
    /// manifests are kept.
    private static final int SHORT = 40;
    private static final String MERGE = "<<";

    private final Parser events;
    private final YamlLimits limits;
    private final Dialect dialect;
    private final Map<Anchor, Node> anchors = new HashMap<>();
    private final Set<Anchor> open = new HashSet<>();
    private int nodes;
    private long characters;

    Composer(Parser events, YamlLimits limits, Dialect dialect) {
        this.events = events;
        this.limits = limits;
        this.dialect = dialect;
    }

    /// Reads one document; the next event is its first.
    Node document() {
        anchors.clear();
        open.clear();
        return node(events.next(), 1);
    }

    private Node node(Event event, int depth) {
        return switch (event.getEventId()) {
            case Alias -> alias((AliasEvent) event);
            case Scalar -> anchored((ScalarEvent) event, scalar((ScalarEvent) event));
            case SequenceStart, MappingStart -> collection((CollectionStartEvent) event, depth);
            case StreamStart, StreamEnd, DocumentStart, DocumentEnd, SequenceEnd, MappingEnd, Comment ->
                throw refuse(event, "PH-110", "The YAML syntax is not valid here.");
        };
    }

    private Node collection(CollectionStartEvent event, int depth) {
        if (depth > limits.depth()) {
            throw refuse(
                    event, "PH-113", "Maps and lists are nested more than " + limits.depth() + " levels deep here.");
        }
        boolean isMap = event.getEventId() == Event.ID.MappingStart;
        String tag = event.getTag().orElse("");
        if (!tag.isEmpty() && !tag.equals("!") && !tag.equals(PREFIX + (isMap ? "map" : "seq"))) {
            throw refuseTag(event);
        }
        event.getAnchor().ifPresent(open::add);
        count(event, 1, 0);
        Node node = isMap ? map(event, depth) : list(event, depth);
        event.getAnchor().ifPresent(open::remove);
        return anchored(event, node);
    }

    private Node list(CollectionStartEvent start, int depth) {
        List<Node> children = new ArrayList<>();
        List<Json> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            Node item = node(event, depth + 1).at(line(event));
            children.add(item);
            items.add(item.value());
        }
        return Node.of(new Json.Arr(items), line(start), children, 0);
    }

    private Node map(CollectionStartEvent start, int depth) {
        SequencedMap<String, Json> fields = new LinkedHashMap<>();
        List<Node> children = new ArrayList<>();
        SequencedMap<String, Node> merged = new LinkedHashMap<>(0);
        long keyCharacters = 0;
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            if (!(event instanceof ScalarEvent) && !(event instanceof AliasEvent)) {
                throw refuse(event, "PH-119", "A map or list is used as a key here; only text can be a key.");
            }
            if (isMerge(event)) {
                merge(event, node(events.next(), depth + 1), merged);
                continue;
            }
            // the same few names stand in every manifest, and manifests are kept
            String key = key(event).intern();
            keyCharacters += key.length();
            Node value = node(events.next(), depth + 1).at(line(event));
            if (fields.put(key, value.value()) != null) {
                int first =
                        children.get(List.copyOf(fields.keySet()).indexOf(key)).line();
                throw refuse(
                        event,
                        "PH-111",
                        "This key stands in the same map twice, first at line " + first + ": remove one.");
            }
            children.add(value);
        }
        // what a map says itself wins over what it merges in
        merged.forEach((key, value) -> {
            if (fields.putIfAbsent(key, value.value()) == null) {
                children.add(value);
            }
        });
        return Node.of(new Json.Obj(fields), line(start), children, keyCharacters);
    }

    private void merge(Event key, Node value, SequencedMap<String, Node> merged) {
        switch (value.value()) {
            case Json.Obj obj -> {
                int number = 0;
                for (String name : obj.fields().keySet()) {
                    merged.putIfAbsent(name, value.children().get(number++));
                }
            }
            case Json.Arr ignored -> {
                for (Node item : value.children()) {
                    if (!(item.value() instanceof Json.Obj)) {
                        throw refuseMerge(key);
                    }
                    merge(key, item, merged);
                }
            }
            case Json.Text ignored -> throw refuseMerge(key);
            case Json.Num ignored -> throw refuseMerge(key);
            case Json.Bool ignored -> throw refuseMerge(key);
            case Json.Null ignored -> throw refuseMerge(key);
        }
    }

    private static boolean isMerge(Event event) {
        return event instanceof ScalarEvent scalar
                && scalar.isPlain()
                && scalar.getTag().isEmpty()
                && scalar.getValue().equals(MERGE);
    }

    private String key(Event event) {
        if (event instanceof AliasEvent alias) {
            if (alias(alias).value() instanceof Json.Text text) {
                return text.value();
            }
            throw refuse(event, "PH-119", "The alias used as a key here does not stand for text.");
        }
        ScalarEvent scalar = (ScalarEvent) event;
        Node node = anchored(scalar, scalar(scalar));
        if (node.value() instanceof Json.Text text) {
            return text.value();
        }
        if (scalar.getTag().isEmpty() && scalar.isPlain() && Scalars.isPlainKey(scalar.getValue(), dialect)) {
            return scalar.getValue();
        }
        throw refuse(
                event,
                "PH-119",
                "Kubernetes would read this unquoted key as true, false, null or another number: put it in quotes.");
    }

    private Node scalar(ScalarEvent event) {
        count(event, 1, event.getValue().length());
        Json value = value(event);
        // only an escape can make one: the file itself is UTF-8
        if (event.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED && hasLoneSurrogate(event.getValue())) {
            throw refuse(event, "PH-118", "An escape here stands for half a character: write the whole character.");
        }
        boolean isUnquoted = event.isPlain() && event.getTag().isEmpty();
        return Node.leaf(value, line(event), event.getValue().length(), isUnquoted);
    }

    private Json value(ScalarEvent event) {
        String text = event.getValue().length() <= SHORT ? event.getValue().intern() : event.getValue();
        String tag = event.getTag().orElse("");
        if (tag.equals("!") || tag.equals(PREFIX + "str") || (tag.isEmpty() && !event.isPlain())) {
            return new Json.Text(text);
        }
        Optional<Json> resolved = Scalars.resolve(text, dialect);
        if (resolved.isEmpty()) {
            throw refuse(
                    event,
                    "PH-119",
                    "This number is infinite, not a number, or too large: put it in quotes if it is text.");
        }
        Json value = resolved.get();
        boolean isOfTag = switch (tag) {
            case "" -> true;
            case PREFIX + "int" -> value instanceof Json.Num num && num.value().scale() <= 0;
            case PREFIX + "float" -> value instanceof Json.Num;
            case PREFIX + "bool" -> value instanceof Json.Bool;
            case PREFIX + "null" -> value instanceof Json.Null;
            default -> throw refuseTag(event);
        };
        if (!isOfTag) {
            throw refuse(event, "PH-116", "The value here does not fit its tag: remove the tag.");
        }
        return value;
    }

    private Node alias(AliasEvent event) {
        Anchor anchor = event.getAlias();
        if (open.contains(anchor)) {
            throw refuse(event, "PH-117", "The alias here stands for something that contains it.");
        }
        Node node = anchors.get(anchor);
        if (node == null) {
            throw refuse(event, "PH-117", "The alias here has no anchor before it in this document.");
        }
        count(event, node.nodes(), node.characters());
        return node.at(line(event));
    }

    private Node anchored(NodeEvent event, Node node) {
        event.getAnchor().ifPresent(anchor -> anchors.put(anchor, node));
        return node;
    }

    private void count(Event event, int moreNodes, long moreCharacters) {
        nodes += moreNodes;
        characters += moreCharacters;
        if (nodes > limits.nodes()) {
            throw refuse(
                    event,
                    "PH-114",
                    "The file holds more than " + limits.nodes()
                            + " keys and values, aliases counted as what they stand for: split it.");
        }
        if (characters > limits.characters()) {
            throw refuse(
                    event,
                    "PH-114",
                    "The file's text with its aliases written out is longer than " + limits.characters()
                            + " characters.");
        }
    }

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return true;
            }
        }
        return false;
    }

    private static RefusedYamlException refuseMerge(Event event) {
        return refuse(event, "PH-117", "The merge key << here needs a map, or a list of maps.");
    }

    private static RefusedYamlException refuseTag(Event event) {
        return refuse(
                event, "PH-116", "The tag here is not one of !!str, !!int, !!float, !!bool, !!null, !!map and !!seq.");
    }

    private static RefusedYamlException refuse(Event event, String code, String message) {
        int column = event.getStartMark().map(Mark::getColumn).orElse(-1) + 1;
        return new RefusedYamlException(code, line(event), column, message);
    }

    static int line(Event event) {
        return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
}
