package io.pilothouse.repository.kustomize.transform;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.kustomize.field.FieldEdit;
import io.pilothouse.repository.kustomize.field.FieldEdit.Missing;
import io.pilothouse.repository.kustomize.field.FieldSpec;
import io.pilothouse.repository.kustomize.field.FieldSpecs;
import io.pilothouse.repository.kustomize.resource.Resource;
import io.pilothouse.repository.kustomize.resource.ResourceSet;
import io.pilothouse.repository.kustomize.resource.Sharing;
import io.pilothouse.repository.source.RefusedSourceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Writes texts into maps: labels into labels and selectors, annotations into annotations.
///
/// @param texts the texts, by key
/// @param fields which maps
public record TextMapTransformer(Map<String, String> texts, FieldSpecs fields) implements Transformer {
    public TextMapTransformer {
        texts = Map.copyOf(texts);
    }

    @Override
    public void transform(ResourceSet resources) throws RefusedSourceException {
        if (texts.isEmpty()) {
            return;
        }
        for (int i = 0; i < resources.size(); i++) {
            resources.set(i, new Marking(resources.get(i)).marked());
        }
    }

    /// The marking of one object.
    private final class Marking {
        private final Resource resource;
        /// Where a text was made that was not there, by its key.
        private final Map<String, List<List<String>>> made = new TreeMap<>();

        private Marking(Resource resource) {
            this.resource = resource;
        }

        Resource marked() throws RefusedSourceException {
            Resource changed = resource;
            for (FieldSpec spec : fields.of(resource.id())) {
                changed = FieldEdit.applyLocated(changed, spec, Missing.MAP, (value, path) -> with(value, spec, path));
            }
            Resource edited = resource.withEdited(changed.content());
            Sharing sharing = resource.sharing();
            for (List<List<String>> paths : made.values()) {
                sharing = sharing.with(paths);
            }
            return edited.withSharing(sharing);
        }

        private Json with(Json value, FieldSpec spec, List<String> path) throws RefusedSourceException {
            SequencedMap<String, Json> changed = switch (value) {
                case Json.Obj object -> new LinkedHashMap<>(object.fields());
                case Json.Null ignored -> new LinkedHashMap<>();
                case Json.Arr ignored -> throw refused(resource, spec);
                case Json.Text ignored -> throw refused(resource, spec);
                case Json.Num ignored -> throw refused(resource, spec);
                case Json.Bool ignored -> throw refused(resource, spec);
            };
            new TreeMap<>(texts).forEach((key, text) -> {
                if (changed.put(key, new Json.Text(text)) == null) {
                    List<String> here = new ArrayList<>(path);
                    here.add(key);
                    made.computeIfAbsent(key, ignored -> new ArrayList<>()).add(here);
                }
            });
            return new Json.Obj(changed);
        }
    }

    private static RefusedSourceException refused(Resource resource, FieldSpec spec) {
        return new RefusedSourceException(new InputError(
                "PH-171",
                resource.place().origin(spec.steps().toArray(String[]::new)),
                spec.path() + " of " + resource.id() + " gets labels or annotations and so must be a map of texts."));
    }
}
