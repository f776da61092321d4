package io.pilothouse.repository.kustomize;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.kustomize.file.Written;
import io.pilothouse.repository.source.Documents;
import io.pilothouse.repository.source.Place;
import io.pilothouse.repository.source.RefusedSourceException;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.yaml.Dialect;
import io.pilothouse.repository.yaml.YamlDocument;
import io.pilothouse.repository.yaml.YamlFile;
import java.util.List;
import java.util.Optional;

/// The content of the files that a kustomization names, which the first step has found.
final class FoundFiles {
    private static final int LARGEST = 4 << 20;

    private final Found found;
    private final Documents documents;

    FoundFiles(Found found, Documents documents) {
        this.found = found;
        this.documents = documents;
    }

    byte[] bytes(Written path) throws RefusedSourceException, DamagedTreeException {
        TreeEntry entry = entry(path);
        if (found.tree().size(entry) > LARGEST) {
            throw new RefusedSourceException(new InputError(
                    "PH-176",
                    path.place().origin(),
                    "The file " + FolderFiles.shown(path.text()) + " is larger than 4 MiB: an object cannot hold it."));
        }
        return found.tree().read(entry, LARGEST);
    }

    /// @return the documents of a file
    List<YamlDocument> documents(Written path, Dialect dialect) throws RefusedSourceException, DamagedTreeException {
        YamlFile parsed = documents.parse(found.tree(), entry(path), dialect);
        if (!parsed.isUsable()) {
            throw new RefusedSourceException(parsed.errors(shown(path)));
        }
        return parsed.documents();
    }

    /// @return the one object of a file, and where it stands
    KustomizationFile.Item object(Written path) throws RefusedSourceException, DamagedTreeException {
        List<YamlDocument> all = documents(path, Dialect.KUBERNETES);
        if (all.size() == 1 && all.getFirst().content() instanceof Json.Obj object) {
            return new KustomizationFile.Item(object, new Place(shown(path), all.getFirst(), List.of()));
        }
        throw new RefusedSourceException(new InputError(
                "PH-171",
                path.place().origin(),
                "The file " + FolderFiles.shown(path.text()) + " must hold one document with fields."));
    }

    /// @return the file's path from the root, as errors show it
    String shown(Written path) throws RefusedSourceException {
        return found.tree().prefix() + entry(path).path();
    }

    private TreeEntry entry(Written path) throws RefusedSourceException {
        return Optional.ofNullable(found.files().get(path.text()))
                .orElseThrow(() -> new RefusedSourceException(new InputError(
                        "PH-172",
                        path.place().origin(),
                        "The file " + FolderFiles.shown(path.text()) + " was not found.")));
    }
}
