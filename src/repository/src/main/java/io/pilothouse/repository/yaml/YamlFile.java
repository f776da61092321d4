package io.pilothouse.repository.yaml;

import io.pilothouse.core.slice.InputError;
import java.util.List;

/// What a file holds, or why it cannot be used. Never both: half a file would look as if the rest had been deleted.
///
/// @param documents in their order, without empty ones
/// @param problems in their order; if there are any, there are no documents
public record YamlFile(List<YamlDocument> documents, List<YamlProblem> problems) {
    public YamlFile {
        documents = problems.isEmpty() ? List.copyOf(documents) : List.of();
        problems = List.copyOf(problems);
    }

    public boolean isUsable() {
        return problems.isEmpty();
    }

    /// @return the problems, in the file at this path
    public List<InputError> errors(String file) {
        return problems.stream().map(problem -> problem.in(file)).toList();
    }
}
