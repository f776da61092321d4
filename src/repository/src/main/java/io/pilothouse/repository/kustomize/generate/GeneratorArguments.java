package io.pilothouse.repository.kustomize.generate;

import io.pilothouse.repository.kustomize.file.Entries;
import io.pilothouse.repository.kustomize.file.Written;
import io.pilothouse.repository.kustomize.resource.Generation.Behavior;
import io.pilothouse.repository.source.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A ConfigMap or Secret to generate.
///
/// @param kind which of the two
/// @param name its name before prefixes and hash
/// @param namespace its namespace, empty for none
/// @param type a Secret's type, empty for the default
/// @param behavior what to do where there is one of this name already
/// @param literals `key=value`
/// @param files `path` or `key=path`
/// @param envs paths of files with a `key=value` in each line
/// @param options labels and the like
/// @param place where it was asked for
public record GeneratorArguments(
        Kind kind,
        String name,
        String namespace,
        String type,
        Behavior behavior,
        List<Written> literals,
        List<Written> files,
        List<Written> envs,
        GeneratorOptions options,
        Place place) {

    /// What is generated.
    public enum Kind {
        CONFIG_MAP("ConfigMap"),
        SECRET("Secret");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /// @param global options of the whole kustomization
    public static GeneratorArguments read(Kind kind, Entries entries, GeneratorOptions global) {
        List<Written> envs = new ArrayList<>(entries.texts("envs"));
        String env = entries.text("env");
        if (!env.isEmpty()) {
            envs.add(new Written(env, entries.place().in(List.of("env"))));
        }
        GeneratorOptions options =
                entries.object("options").map(GeneratorOptions::read).orElse(GeneratorOptions.NONE);
        GeneratorArguments arguments = new GeneratorArguments(
                kind,
                entries.text("name"),
                entries.text("namespace"),
                kind == Kind.SECRET ? entries.text("type") : "",
                behavior(entries).orElse(Behavior.UNSPECIFIED),
                entries.texts("literals"),
                entries.texts("files"),
                envs,
                options.with(global),
                entries.place());
        if (arguments.name().isEmpty()) {
            entries.refuse("PH-176", "name", "is missing: give the generated object a name");
        }
        entries.finish();
        return arguments;
    }

    private static Optional<Behavior> behavior(Entries entries) {
        return switch (entries.text("behavior")) {
            case "", "unspecified" -> Optional.empty();
            case "create" -> Optional.of(Behavior.CREATE);
            case "merge" -> Optional.of(Behavior.MERGE);
            case "replace" -> Optional.of(Behavior.REPLACE);
            default -> {
                entries.malformed("behavior", "must be create, merge or replace");
                yield Optional.empty();
            }
        };
    }
}
