package io.pilothouse.repository.kustomize.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.kustomize.field.DefaultFieldRules;
import io.pilothouse.repository.kustomize.field.FieldRules.Section;
import io.pilothouse.repository.kustomize.field.FieldSpecs;
import io.pilothouse.repository.kustomize.resource.Objects;
import io.pilothouse.repository.kustomize.resource.ResourceSet;
import io.pilothouse.repository.kustomize.transform.ImageTransformer.Change;
import io.pilothouse.repository.source.RefusedSourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageTransformerTest {
    private static final FieldSpecs FIELDS = DefaultFieldRules.RULES.of(Section.IMAGES);

    @ParameterizedTest
    @CsvSource({
        // image, name, newName, newTag, tagSuffix, digest, becomes
        "nginx, nginx, '', 2, '', '', nginx:2",
        "nginx:1, nginx, other/nginx, '', '', '', other/nginx:1",
        "nginx:1, nginx, '', '', '', sha256:ff, nginx@sha256:ff",
        "nginx:1@sha256:aa, nginx, '', 2, '', '', nginx:2",
        "nginx@sha256:aa, nginx, '', 2, '', sha256:ff, nginx:2@sha256:ff",
        // the reference finds containers of pods in two ways, and so does this
        "nginx:1, nginx, '', '', -slim, '', nginx:1-slim-slim",
        "nginx:1@sha256:aa, nginx, '', '', -slim, '', nginx:1-slim-slim",
        "host.example.org:5000/a/b, host.example.org:5000/a/b, '', 3, '', '', host.example.org:5000/a/b:3",
        "nginx-other:1, nginx, '', 2, '', '', nginx-other:1",
        "nginx:1, ng.*, '', 2, '', '', nginx:2",
        "nginx:1, nginx, '', '', '', '', nginx:1"
    })
    void changesWhatIsAskedFor(
            String image, String name, String newName, String newTag, String suffix, String digest, String becomes)
            throws RefusedSourceException {
        ResourceSet set = Objects.set(
                "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{image: '" + image + "'}]}}");

        ImageTransformer.of(new Change(name, newName, newTag, suffix, digest, Objects.place()), FIELDS)
                .transform(set);

        assertThat(((Json.Obj) set.get(0).content().items("spec", "containers").getFirst()).text("image"))
                .contains(becomes);
    }

    @Test
    void findsContainersWhereverTheyAreButInDefinitions() throws RefusedSourceException {
        ResourceSet set = Objects.set("""
            {apiVersion: e/v1, kind: Thing, metadata: {name: t}, a: [{initContainers: [{image: nginx}]}], image: nginx}
            ---
            {apiVersion: e/v1, kind: CustomResourceDefinition, metadata: {name: d}, containers: [{image: nginx}]}
            """);

        ImageTransformer.of(new Change("nginx", "", "2", "", "", Objects.place()), FIELDS)
                .transform(set);

        assertThat(Objects.contents(set)).isEqualTo(Objects.all("""
            {apiVersion: e/v1, kind: Thing, metadata: {name: t}, a: [{initContainers: [{image: nginx:2}]}], image: nginx}
            ---
            {apiVersion: e/v1, kind: CustomResourceDefinition, metadata: {name: d}, containers: [{image: nginx}]}
            """));
    }

    @Test
    void refusesANameThatIsNoPattern() {
        assertThatExceptionOfType(RefusedSourceException.class)
                .isThrownBy(() -> ImageTransformer.of(new Change("(", "", "2", "", "", Objects.place()), FIELDS))
                .satisfies(refused ->
                        assertThat(refused.errors().getFirst().code()).isEqualTo("PH-171"));
    }

    @Test
    void aHostilePatternTakesNoLongerThanAnyOther() throws RefusedSourceException {
        ResourceSet set = Objects.set("{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{image: "
                + "a".repeat(5_000) + "!}]}}");

        ImageTransformer.of(new Change("(a*)*b", "", "2", "", "", Objects.place()), FIELDS)
                .transform(set);

        assertThat(set.size()).isEqualTo(1);
    }
}
