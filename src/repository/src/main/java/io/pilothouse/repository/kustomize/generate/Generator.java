package io.pilothouse.repository.kustomize.generate;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.kustomize.file.Written;
import io.pilothouse.repository.kustomize.resource.Generation;
import io.pilothouse.repository.kustomize.resource.Resource;
import io.pilothouse.repository.source.RefusedSourceException;
import io.pilothouse.repository.tree.DamagedTreeException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Generates ConfigMaps and Secrets.
public final class Generator {
    private static final int BASE64_LINE = 70;

    private Generator() {}

    /// @return the paths of every file that generating reads
    public static List<Written> files(GeneratorArguments arguments) {
        List<Written> paths = new ArrayList<>(arguments.envs());
        arguments.files().forEach(file -> paths.add(KeyValues.pathOf(file)));
        return paths;
    }

    public static Resource generate(GeneratorArguments arguments, FileContents files)
            throws RefusedSourceException, DamagedTreeException {
        boolean isSecret = arguments.kind() == GeneratorArguments.Kind.SECRET;
        SequencedMap<String, Json> fields = new LinkedHashMap<>();
        fields.put("apiVersion", new Json.Text("v1"));
        fields.put("kind", new Json.Text(arguments.kind().text()));
        fields.put("metadata", metadata(arguments));
        if (isSecret) {
            fields.put("type", new Json.Text(arguments.type().isEmpty() ? "Opaque" : arguments.type()));
        }
        SequencedMap<String, Json> data = new LinkedHashMap<>();
        SequencedMap<String, Json> binary = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> value : KeyValues.of(arguments, files).entrySet()) {
            Optional<String> text = isSecret ? Optional.empty() : KeyValues.utf8(value.getValue());
            if (text.isPresent()) {
                data.put(value.getKey(), new Json.Text(text.get()));
            } else {
                (isSecret ? data : binary).put(value.getKey(), new Json.Text(base64(value.getValue())));
            }
        }
        if (!data.isEmpty() || isSecret) {
            fields.put("data", new Json.Obj(data));
        }
        if (!binary.isEmpty()) {
            fields.put("binaryData", new Json.Obj(binary));
        }
        if (arguments.options().isImmutable()) {
            fields.put("immutable", new Json.Bool(true));
        }
        return Resource.of(new Json.Obj(fields), arguments.place())
                .withGeneration(new Generation(
                        arguments.behavior(), !arguments.options().hasPlainName()));
    }

    private static Json.Obj metadata(GeneratorArguments arguments) {
        SequencedMap<String, Json> metadata = new LinkedHashMap<>();
        metadata.put("name", new Json.Text(arguments.name()));
        if (!arguments.namespace().isEmpty()) {
            metadata.put("namespace", new Json.Text(arguments.namespace()));
        }
        if (!arguments.options().labels().isEmpty()) {
            metadata.put("labels", Json.ofTexts(arguments.options().labels()));
        }
        if (!arguments.options().annotations().isEmpty()) {
            metadata.put("annotations", Json.ofTexts(arguments.options().annotations()));
        }
        return new Json.Obj(metadata);
    }

    /// In lines, as the reference writes it, because the lines are part of the hash; one line has no end.
    private static String base64(byte[] bytes) {
        String encoded = Base64.getEncoder().encodeToString(bytes);
        if (encoded.length() < BASE64_LINE) {
            return encoded;
        }
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < encoded.length(); i += BASE64_LINE) {
            lines.append(encoded, i, Math.min(i + BASE64_LINE, encoded.length()))
                    .append('\n');
        }
        return lines.toString();
    }
}
