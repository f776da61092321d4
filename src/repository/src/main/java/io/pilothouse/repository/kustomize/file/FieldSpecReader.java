package io.pilothouse.repository.kustomize.file;

import io.pilothouse.repository.kustomize.field.FieldRules;
import io.pilothouse.repository.kustomize.field.FieldRules.NameReference;
import io.pilothouse.repository.kustomize.field.FieldRules.Section;
import io.pilothouse.repository.kustomize.field.FieldSpec;
import io.pilothouse.repository.kustomize.field.FieldSpecs;
import io.pilothouse.repository.kustomize.field.TypeSelector;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Reads which fields somebody wants to be changed.
public final class FieldSpecReader {
    private FieldSpecReader() {}

    /// @param entries a field: `path`, `group`, `version`, `kind`, `create`
    public static FieldSpec read(Entries entries) {
        FieldSpec spec = FieldSpec.of(type(entries), entries.text("path"), entries.flag("create"));
        if (spec.steps().stream().anyMatch(step -> step.isEmpty() || step.equals("[]"))) {
            entries.malformed("path", "must be field names with slashes between them, such as spec/replicas");
        }
        entries.finish();
        return spec;
    }

    /// @param entries a file that `configurations` names
    public static FieldRules rules(Entries entries) {
        Map<Section, FieldSpecs> fields = new EnumMap<>(Section.class);
        for (Section section : Section.values()) {
            List<Entries> written = entries.objects(section.field());
            if (!written.isEmpty()) {
                fields.put(section, specs(written));
            }
        }
        List<NameReference> references = new ArrayList<>();
        for (Entries reference : entries.objects("nameReference")) {
            references.add(new NameReference(type(reference), specs(reference.objects("fieldSpecs"))));
            reference.finish();
        }
        entries.finish();
        return new FieldRules(fields, FieldRules.sorted(references));
    }

    private static FieldSpecs specs(List<Entries> written) {
        return new FieldSpecs(written.stream().map(FieldSpecReader::read).toList());
    }

    private static TypeSelector type(Entries entries) {
        return new TypeSelector(entries.text("group"), entries.text("version"), entries.text("kind"));
    }
}
