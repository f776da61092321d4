package io.pilothouse.repository.yaml;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.Substitution;
import io.pilothouse.core.slice.Variables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;

/// Replaces variables in the values of a file: never in keys, never in an object that forbids it by its annotation. A
/// value without quotes means afterwards what it would mean to Kubernetes' parser had it been written out.
///
/// | Code | Refuses |
/// |---|---|
/// | PH-126 | a name that is probably misspelt, a value that is not one, a file that grows beyond its limit |
public final class Substituting {
    private static final Set<String> SWITCHES =
            Set.of("pilothouse.io/substitute", "kustomize.toolkit.fluxcd.io/substitute");

    private final Variables variables;
    private final YamlLimits limits;
    private final Consumer<String> unknown;

    /// @param unknown is told each name that nobody declared
    public Substituting(Variables variables, YamlLimits limits, Consumer<String> unknown) {
        this.variables = variables;
        this.limits = limits;
        this.unknown = unknown;
    }

    /// @param dialect in which the file was read
    /// @return the file with its variables replaced, or why that cannot be done
    public YamlFile apply(YamlFile file, Dialect dialect) {
        if (file.documents().stream()
                .noneMatch(document -> document.references().isAny())) {
            return file;
        }
        List<YamlDocument> replaced = new ArrayList<>();
        List<YamlProblem> problems = new ArrayList<>();
        for (YamlDocument document : file.documents()) {
            Run run = new Run(document, dialect);
            Json content = document.references().isAny() ? run.replace(document.content(), true) : document.content();
            problems.addAll(run.problems);
            replaced.add(new YamlDocument(document.number(), content, document.lines(), document.references()));
        }
        return new YamlFile(replaced, problems);
    }

    /// One document. Walks in the order in which the parts are numbered.
    private final class Run {
        private final YamlDocument document;
        private final Dialect dialect;
        private final List<YamlProblem> problems = new ArrayList<>();
        private int part;
        private long characters;

        Run(YamlDocument document, Dialect dialect) {
            this.document = document;
            this.dialect = dialect;
        }

        private Json replace(Json value, boolean isWanted) {
            int here = part++;
            return switch (value) {
                case Json.Obj obj -> {
                    boolean isObjectWanted = isWanted && !isSwitchedOff(obj);
                    SequencedMap<String, Json> fields = new LinkedHashMap<>();
                    obj.fields().forEach((key, field) -> fields.put(key, replace(field, isObjectWanted)));
                    yield new Json.Obj(fields);
                }
                case Json.Arr arr -> {
                    List<Json> items = new ArrayList<>();
                    arr.items().forEach(item -> items.add(replace(item, isWanted)));
                    yield new Json.Arr(items);
                }
                case Json.Text text -> isWanted && Substitution.mayHold(text.value()) ? replaced(text, here) : text;
                case Json.Num num -> num;
                case Json.Bool bool -> bool;
                case Json.Null none -> none;
            };
        }

        private Json replaced(Json.Text text, int here) {
            Substitution.Outcome outcome = Substitution.apply(text.value(), variables.values());
            outcome.unknown().forEach(unknown);
            outcome.misspelt().ifPresent(why -> problem(here, why));
            characters += outcome.text().length();
            if (characters > limits.characters()) {
                if (problems.isEmpty()) {
                    problem(
                            here,
                            "The document's text with its variables replaced is longer than " + limits.characters()
                                    + " characters: use shorter values.");
                }
                return text;
            }
            if (!document.references().isUnquoted(here) || outcome.text().equals(text.value())) {
                return new Json.Text(outcome.text());
            }
            Optional<Json> meant = Scalars.resolve(outcome.text(), dialect);
            if (meant.isEmpty()) {
                problem(
                        here,
                        "With its variable replaced, this number is infinite, not a number, or too large: put it in"
                                + " quotes if it is text.");
            }
            return meant.orElse(text);
        }

        private void problem(int here, String why) {
            problems.add(new YamlProblem(
                    "PH-126", document.number(), document.lines().line(here), why));
        }
    }

    private static boolean isSwitchedOff(Json.Obj object) {
        Json.Obj annotations = object.object("metadata", "annotations");
        return SWITCHES.stream()
                .anyMatch(name -> annotations.text(name).orElse("").equals("disabled"));
    }
}
