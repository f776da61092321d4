package io.pilothouse.repository.kustomize.field;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.repository.kustomize.field.FieldRules.NameReference;
import io.pilothouse.repository.kustomize.field.FieldRules.Section;
import io.pilothouse.repository.kustomize.resource.ResourceId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldRulesTest {
    private static final ResourceId DEPLOYMENT = ResourceId.of("apps/v1", "Deployment", "web", "");

    @Test
    void everyTransformerHasDefaultFields() {
        for (Section section : Section.values()) {
            assertThat(DefaultFieldRules.RULES.of(section).all())
                    .as(section.field())
                    .isNotEmpty();
        }
        assertThat(DefaultFieldRules.RULES.references()).hasSize(16);
        assertThat(DefaultFieldRules.RULES.references().stream()
                        .mapToInt(reference -> reference.referrers().all().size())
                        .sum())
                .isEqualTo(166);
    }

    @Test
    void knowsWhichFieldsAKindHas() {
        assertThat(DefaultFieldRules.RULES.of(Section.REPLICAS).of(DEPLOYMENT))
                .extracting(FieldSpec::path)
                .containsExactly("spec/replicas");
        assertThat(DefaultFieldRules.RULES.of(Section.REPLICAS).of(ResourceId.of("v1", "Pod", "p", "")))
                .isEmpty();
        assertThat(DefaultFieldRules.RULES
                        .of(Section.COMMON_LABELS)
                        .of(ResourceId.of("other/v1", "StatefulSet", "s", "")))
                .extracting(FieldSpec::path)
                .containsExactly("metadata/labels");
    }

    @Test
    void aFieldThatIsThereAlreadyIsNotAddedAgain() {
        FieldSpecs specs = new FieldSpecs(List.of(spec("Deployment", "spec/a", true)));

        FieldSpecs.Merged merged =
                specs.merge(List.of(spec("Deployment", "spec/a", true), spec("Deployment", "spec/b", true)));

        assertThat(merged.conflict()).isEmpty();
        assertThat(merged.specs().all()).extracting(FieldSpec::path).containsExactly("spec/a", "spec/b");
    }

    @Test
    void rulesThatContradictEachOtherAreFound() {
        FieldRules one = new FieldRules(
                Map.of(Section.IMAGES, new FieldSpecs(List.of(spec("Thing", "spec/image", true)))), List.of());
        FieldRules other = new FieldRules(
                Map.of(Section.IMAGES, new FieldSpecs(List.of(spec("Thing", "spec/image", false)))), List.of());

        assertThat(one.merge(other).conflict()).map(FieldSpec::path).contains("spec/image");
        assertThat(one.merge(one).rules()).isSameAs(one);
    }

    @Test
    void referencesToOneKindAreJoined() {
        TypeSelector kind = new TypeSelector("", "v1", "ConfigMap");
        FieldRules one = new FieldRules(
                Map.of(), List.of(new NameReference(kind, new FieldSpecs(List.of(spec("Thing", "spec/a", false))))));
        FieldRules other = new FieldRules(
                Map.of(), List.of(new NameReference(kind, new FieldSpecs(List.of(spec("Thing", "spec/b", false))))));

        assertThat(one.merge(other).rules().references())
                .singleElement()
                .satisfies(reference -> assertThat(reference.referrers().all())
                        .extracting(FieldSpec::path)
                        .containsExactly("spec/a", "spec/b"));
    }

    private static FieldSpec spec(String kind, String path, boolean creates) {
        return FieldSpec.of(new TypeSelector("", "", kind), path, creates);
    }
}
