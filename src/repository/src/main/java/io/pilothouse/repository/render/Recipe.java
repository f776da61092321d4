package io.pilothouse.repository.render;

import io.pilothouse.core.manifest.Digest;
import io.pilothouse.core.slice.Fingerprints;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.layout.ApplicationLayout;
import io.pilothouse.repository.layout.ApplicationSpec;
import io.pilothouse.repository.source.Ingredients;
import io.pilothouse.repository.source.Reads;
import io.pilothouse.repository.source.SubstitutedDocuments;
import java.util.ArrayList;
import java.util.List;

/// All that an application is rendered from, found but not rendered.
///
/// @param layout where the application is
/// @param spec what it says of itself
/// @param parts its own folder first, then its sources
/// @param documents the files with the application's variables replaced
/// @param reads everything that rendering reads, the settings' files included
/// @param errors what is wrong before anything is rendered
public record Recipe(
        ApplicationLayout layout,
        ApplicationSpec spec,
        List<Ingredients> parts,
        SubstitutedDocuments documents,
        Reads reads,
        List<InputError> errors) {
    public Recipe {
        parts = List.copyOf(parts);
        errors = List.copyOf(errors);
    }

    /// @return equal for equal renderings
    public Digest fingerprint() {
        List<String> settings = new ArrayList<>(List.of(
                layout.folder(),
                spec.namespace(),
                spec.policy().toString(),
                spec.checklist().toString(),
                spec.variables().toString(),
                layout.namespace().map(Record::toString).orElse("")));
        errors.forEach(error -> settings.add(error.toString()));
        return Fingerprints.of(layout.key(), settings, reads.ids());
    }
}
