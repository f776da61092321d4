package io.pilothouse.repository.yaml;

import io.pilothouse.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// The gate through which every YAML or JSON file comes in. Values are what Kubernetes' own parser makes of them (see
/// `Scalars`). Each rule has its code:
///
/// | Code | Refuses |
/// |---|---|
/// | PH-110 | what is not YAML |
/// | PH-111 | a key twice in one map |
/// | PH-112 | a file that is too large |
/// | PH-113 | nesting that is too deep |
/// | PH-114 | too many values, aliases counted as what they stand for |
/// | PH-115 | too many documents |
/// | PH-116 | tags other than the core ones |
/// | PH-117 | an alias without anchor or in itself, a merge key without a map |
/// | PH-118 | anything but UTF-8, invisible characters |
/// | PH-119 | a key or number that JSON cannot hold |
///
/// Messages never quote the file, because it may hold a secret.
public final class YamlGate {
    private YamlGate() {}

    /// @return what the file holds, or why it cannot be used
    public static YamlFile parse(byte[] bytes) {
        return parse(bytes, YamlLimits.DEFAULT);
    }

    /// @return what the file holds, or why it cannot be used
    public static YamlFile parse(byte[] bytes, YamlLimits limits) {
        return parse(bytes, limits, Dialect.KUBERNETES);
    }

    /// @return what the file holds, or why it cannot be used
    public static YamlFile parse(byte[] bytes, YamlLimits limits, Dialect dialect) {
        if (bytes.length > limits.bytes()) {
            return refused(tooLarge(bytes.length, limits));
        }
        Progress progress = new Progress();
        try {
            read(Characters.decode(bytes), limits, dialect, progress);
            return new YamlFile(progress.documents, List.of());
        } catch (RefusedYamlException e) {
            return refused(e.problem(progress.number()));
        } catch (MarkedYamlEngineException e) {
            return refused(SyntaxSentences.of(e).problem(progress.number()));
        } catch (YamlEngineException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // the library lets some of its own mistakes out on damaged escapes and directives
            return refused(new YamlProblem("PH-110", progress.number(), progress.line, SyntaxSentences.GENERAL));
        } catch (StackOverflowError e) {
            return refused(new YamlProblem(
                    "PH-113", progress.number(), progress.line, "Maps and lists are nested too deep here."));
        }
    }

    /// @return the problem of a file of this size, which need not be read to say so
    public static YamlProblem tooLarge(long bytes, YamlLimits limits) {
        return new YamlProblem(
                "PH-112",
                1,
                1,
                "The file is %,d bytes large; the limit is %,d: split it.".formatted(bytes, limits.bytes()));
    }

    private static void read(String text, YamlLimits limits, Dialect dialect, Progress progress) {
        LoadSettings settings = LoadSettings.builder()
                .setUseMarks(true)
                .setParseComments(false)
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        ParserImpl events = new ParserImpl(settings, new StreamReader(settings, text));
        Composer composer = new Composer(events, limits, dialect);
        while (events.hasNext()) {
            Event event = events.next();
            progress.line = Composer.line(event);
            if (event.getEventId() == Event.ID.DocumentEnd) {
                progress.finished++;
            } else if (event.getEventId() == Event.ID.DocumentStart) {
                if (progress.finished == limits.documents()) {
                    throw new RefusedYamlException(
                            "PH-115",
                            progress.line,
                            0,
                            "The file holds more than " + limits.documents() + " documents: split it.");
                }
                Node root = composer.document();
                if (!(root.value() instanceof Json.Null)) {
                    progress.documents.add(
                            new YamlDocument(progress.number(), root.value(), Lines.of(root), References.of(root)));
                }
            }
        }
    }

    private static YamlFile refused(YamlProblem problem) {
        return new YamlFile(List.of(), List.of(problem));
    }

    /// How far the parser has come, for the errors that do not say where they are.
    private static final class Progress {
        private final List<YamlDocument> documents = new ArrayList<>();
        private int finished;
        private int line = 1;

        private int number() {
            return finished + 1;
        }
    }
}
