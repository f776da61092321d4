package io.pilothouse.repository.kustomize;

import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.kustomize.file.Written;
import io.pilothouse.repository.source.RefusedSourceException;
import io.pilothouse.repository.yaml.Dialect;
import io.pilothouse.repository.yaml.YamlDocument;
import io.pilothouse.repository.yaml.YamlFile;
import io.pilothouse.repository.yaml.YamlGate;
import io.pilothouse.repository.yaml.YamlLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// YAML within a text of a kustomization. Its variables were substituted with those of the file that it stands in.
final class InlineYaml {
    private InlineYaml() {}

    static YamlFile parse(Written written, Dialect dialect) {
        return YamlGate.parse(written.text().getBytes(StandardCharsets.UTF_8), YamlLimits.DEFAULT, dialect);
    }

    /// @return the documents in a text
    /// @throws RefusedSourceException at the text's own line, if there is anything wrong with it
    static List<YamlDocument> documents(Written written, Dialect dialect) throws RefusedSourceException {
        YamlFile parsed = parse(written, dialect);
        if (!parsed.isUsable()) {
            throw new RefusedSourceException(parsed.problems().stream()
                    .map(problem -> new InputError(
                            problem.code(),
                            written.place().origin(),
                            "In line " + problem.line() + " of this text: " + problem.message()))
                    .toList());
        }
        return parsed.documents();
    }
}
