package io.pilothouse.repository.kustomize;

import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.source.Charts;
import io.pilothouse.repository.source.Documents;
import io.pilothouse.repository.source.Ingredients;
import io.pilothouse.repository.source.Reads;
import io.pilothouse.repository.source.RefusedSourceException;
import io.pilothouse.repository.source.SourceObject;
import io.pilothouse.repository.source.Supplies;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import java.util.List;
import java.util.Optional;

/// Renders folders that hold a kustomization, as `kubectl kustomize` (v5.5) does. Where that would do less than it is
/// asked for without a word, this refuses:
///
/// | Code | Refuses |
/// |---|---|
/// | PH-170 | a field or plugin that is not supported |
/// | PH-171 | a field that does not hold what it should |
/// | PH-172 | a file or folder that is missing, a link, or outside of what may be read |
/// | PH-173 | kustomizations that lead back to themselves, or too deep |
/// | PH-174 | two objects of one id, and other contradictions |
/// | PH-175 | what is meant for objects that are not there |
/// | PH-176 | what nothing can be generated of |
/// | PH-177, 178 | replacements and patches that cannot be done |
/// | PH-179 | an address that is no repository's |
public final class KustomizeFolder {
    private final Documents documents;
    private final Supplies supplies;
    private final Charts charts;

    /// @param documents gives the documents of YAML files
    /// @param supplies gives other repositories
    /// @param charts renders charts
    public KustomizeFolder(Documents documents, Supplies supplies, Charts charts) {
        this.documents = documents;
        this.supplies = supplies;
        this.charts = charts;
    }

    /// @return true if a folder holds a kustomization
    public static boolean isOne(FleetTree tree, String folder) throws DamagedTreeException {
        for (String name : Finder.NAMES) {
            if (tree.find(folder.isEmpty() ? name : folder + "/" + name).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /// Finds everything that building a folder's kustomization reads.
    public Ingredients find(FleetTree tree, String folder) throws DamagedTreeException {
        Finder finder = new Finder(documents, supplies, charts);
        Optional<Found> found = finder.find(tree, folder);
        return new FoundIngredients(documents, found, finder.reads(), List.copyOf(finder.errors()));
    }

    private record FoundIngredients(Documents documents, Optional<Found> found, Reads reads, List<InputError> errors)
            implements Ingredients {

        @Override
        public List<SourceObject> render() throws RefusedSourceException, DamagedTreeException {
            if (!errors.isEmpty() || found.isEmpty()) {
                throw new RefusedSourceException(errors);
            }
            return Build.of(documents, found.get());
        }
    }
}
