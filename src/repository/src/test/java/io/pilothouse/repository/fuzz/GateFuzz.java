package io.pilothouse.repository.fuzz;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.yaml.YamlDocument;
import io.pilothouse.repository.yaml.YamlFile;
import io.pilothouse.repository.yaml.YamlGate;
import io.pilothouse.repository.yaml.YamlLimits;
import io.pilothouse.repository.yaml.YamlProblem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The parser gate, given any bytes: it answers with documents or with a problem, never with an exception, soon, twice
/// the same, and what it accepts it reads again from JSON as the same.
public final class GateFuzz {
    /// Small, so that the fuzzer finds its way to them.
    private static final YamlLimits LIMITS = new YamlLimits(1 << 16, 40, 5_000, 50, 1 << 18);

    /// Of the text that the gate itself wrote: escapes make it longer, and it is one document.
    private static final YamlLimits WIDER = new YamlLimits(1 << 22, 40, 5_000, 1, 1 << 22);

    /// An implicit key may have 1,024 characters; an explicit one, `? key`, has no such limit in YAML.
    private static final int LONGEST_KEY = 1_000;

    private static final Duration SOON = Duration.ofSeconds(2);

    private GateFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        long began = System.nanoTime();
        YamlFile file = YamlGate.parse(input, LIMITS);
        Claim.that(System.nanoTime() - began < SOON.toNanos(), "the gate takes longer than " + SOON);
        Claim.that(file.equals(YamlGate.parse(input, LIMITS)), "the gate answers differently the second time");
        Claim.that(file.problems().size() <= 1, "more than one problem");
        long lines = new String(input, StandardCharsets.ISO_8859_1).lines().count() + 1;
        for (YamlProblem problem : file.problems()) {
            Claim.that(problem.code().matches("PH-11[0-9]"), "the code is " + problem.code());
            Claim.that(problem.line() >= 1 && problem.line() <= lines, "the problem's line is " + problem.line());
            Claim.that(problem.document() >= 1, "the problem's document is " + problem.document());
            Claim.that(problem.message().length() < 300, "the message may quote the file");
        }
        file.documents().forEach(GateFuzz::check);
    }

    private static void check(YamlDocument document) {
        Claim.that(document.line() >= 1, "the document's line is " + document.line());
        if (hasLongKey(document.content())) {
            return;
        }
        String json = escaped(document.content().canonical());
        YamlFile again = YamlGate.parse(json.getBytes(StandardCharsets.UTF_8), WIDER);
        Claim.that(again.isUsable(), "the gate refuses its own JSON: " + again.problems());
        Claim.that(
                again.documents().size() == 1,
                "the JSON is " + again.documents().size() + " documents");
        Claim.that(again.documents().getFirst().content().equals(document.content()), "the JSON means something else");
    }

    private static boolean hasLongKey(Json value) {
        return switch (value) {
            case Json.Obj obj ->
                obj.fields().entrySet().stream()
                        .anyMatch(field -> field.getKey().length() > LONGEST_KEY || hasLongKey(field.getValue()));
            case Json.Arr arr -> arr.items().stream().anyMatch(GateFuzz::hasLongKey);
            case Json.Text ignored -> false;
            case Json.Num ignored -> false;
            case Json.Bool ignored -> false;
            case Json.Null ignored -> false;
        };
    }

    /// What the gate takes in an escape only: invisible characters.
    private static String escaped(String json) {
        StringBuilder out = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c >= 0x7F) {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
