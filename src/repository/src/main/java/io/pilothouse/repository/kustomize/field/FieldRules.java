package io.pilothouse.repository.kustomize.field;

import io.pilothouse.repository.kustomize.resource.KindOrder;
import io.pilothouse.repository.kustomize.resource.ResourceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which fields each transformer changes: the default ones, and those that `configurations` and `crds` add.
///
/// @param fields the fields of each transformer
/// @param references which fields hold the names of which objects
public record FieldRules(Map<Section, FieldSpecs> fields, List<NameReference> references) {
    public static final FieldRules NONE = new FieldRules(Map.of(), List.of());

    public FieldRules {
        fields = Map.copyOf(fields);
        references = List.copyOf(references);
    }

    /// A transformer whose fields can be chosen; named as in a configuration file.
    public enum Section {
        NAMESPACE("namespace"),
        NAME_PREFIX("namePrefix"),
        NAME_SUFFIX("nameSuffix"),
        COMMON_LABELS("commonLabels"),
        TEMPLATE_LABELS("templateLabels"),
        COMMON_ANNOTATIONS("commonAnnotations"),
        IMAGES("images"),
        REPLICAS("replicas"),
        VAR_REFERENCE("varReference");

        private final String field;

        Section(String field) {
            this.field = field;
        }

        public String field() {
            return field;
        }

        static Optional<Section> named(String field) {
            for (Section section : values()) {
                if (section.field.equals(field)) {
                    return Optional.of(section);
                }
            }
            return Optional.empty();
        }
    }

    /// Fields that hold the names of objects.
    ///
    /// @param target of which objects
    /// @param referrers the fields
    public record NameReference(TypeSelector target, FieldSpecs referrers) {}

    public FieldSpecs of(Section section) {
        return fields.getOrDefault(section, FieldSpecs.NONE);
    }

    /// @return these and others, or the field in which they contradict each other
    public Merged merge(FieldRules other) {
        if (other.fields.isEmpty() && other.references.isEmpty()) {
            return new Merged(this, Optional.empty());
        }
        if (fields.isEmpty() && references.isEmpty()) {
            return new Merged(other, Optional.empty());
        }
        Map<Section, FieldSpecs> merged = new EnumMap<>(Section.class);
        merged.putAll(fields);
        for (Section section : other.fields.keySet()) {
            FieldSpecs.Merged both = of(section).merge(other.of(section).all());
            if (both.conflict().isPresent()) {
                return new Merged(this, both.conflict());
            }
            merged.put(section, both.specs());
        }
        List<NameReference> references = new ArrayList<>(this.references);
        for (NameReference reference : other.references) {
            Optional<FieldSpec> conflict = add(references, reference);
            if (conflict.isPresent()) {
                return new Merged(this, conflict);
            }
        }
        FieldRules all = new FieldRules(merged, references);
        return new Merged(all.equals(this) ? this : all, Optional.empty());
    }

    private static Optional<FieldSpec> add(List<NameReference> references, NameReference added) {
        for (int i = 0; i < references.size(); i++) {
            NameReference known = references.get(i);
            if (known.target().equals(added.target())) {
                FieldSpecs.Merged both =
                        known.referrers().merge(added.referrers().all());
                references.set(i, new NameReference(known.target(), both.specs()));
                return both.conflict();
            }
        }
        references.add(added);
        return Optional.empty();
    }

    /// Names are mended in the order of the kinds they belong to, as the reference sorts them.
    public static List<NameReference> sorted(List<NameReference> references) {
        Comparator<ResourceId> order = KindOrder.LEGACY.kinds();
        return references.stream()
                .sorted(Comparator.comparing(reference -> reference.target().asId(), order))
                .toList();
    }

    /// What came of a merge.
    ///
    /// @param conflict a field that one makes where it is missing and the other does not
    public record Merged(FieldRules rules, Optional<FieldSpec> conflict) {}
}
