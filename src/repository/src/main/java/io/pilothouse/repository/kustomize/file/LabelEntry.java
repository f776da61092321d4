package io.pilothouse.repository.kustomize.file;

import io.pilothouse.repository.kustomize.field.FieldSpec;
import io.pilothouse.repository.source.Place;
import java.util.List;
import java.util.Map;

/// Labels to set.
///
/// @param pairs the labels
/// @param includesSelectors also in selectors and templates
/// @param includesTemplates also in templates
/// @param fields where else
/// @param place where that was asked for
public record LabelEntry(
        Map<String, String> pairs,
        boolean includesSelectors,
        boolean includesTemplates,
        List<FieldSpec> fields,
        Place place) {
    public LabelEntry {
        pairs = Map.copyOf(pairs);
        fields = List.copyOf(fields);
    }

    public static LabelEntry read(Entries entries) {
        LabelEntry label = new LabelEntry(
                entries.textMap("pairs"),
                entries.flag("includeSelectors"),
                entries.flag("includeTemplates"),
                entries.objects("fields").stream().map(FieldSpecReader::read).toList(),
                entries.place());
        entries.finish();
        return label;
    }
}
