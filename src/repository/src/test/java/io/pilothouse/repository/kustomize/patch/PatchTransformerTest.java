package io.pilothouse.repository.kustomize.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.kustomize.patch.PatchTransformer.Options;
import io.pilothouse.repository.kustomize.resource.Resource;
import io.pilothouse.repository.kustomize.resource.ResourceSet;
import io.pilothouse.repository.source.Place;
import io.pilothouse.repository.source.RefusedSourceException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PatchTransformerTest {
    private static final String CONFIG = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n";
    private static final Place WHERE = Yaml.place("kustomization.yaml", "a: b");

    private final ResourceSet resources = new ResourceSet();

    @BeforeEach
    void addTwoObjects() throws Exception {
        resources.append(Yaml.resource(CONFIG + "data:\n  password: secret\n"));
        resources.append(Yaml.resource(CONFIG.replace("name: a", "name: b")));
    }

    @Test
    void patchesTheObjectThatThePatchNames() throws Exception {
        apply(Optional.empty(), CONFIG + "data: {more: x}");

        assertThat(resources.get(0).content().object("data").fields()).containsOnlyKeys("password", "more");
        assertThat(resources.get(1).content().get("data")).isEmpty();
    }

    @Test
    void findsAnObjectByAnEarlierName() throws Exception {
        // Given
        Resource renamed = resources.get(0).rememberingName();
        resources.set(0, renamed.withContent(Yaml.object(CONFIG.replace("name: a", "name: pre-a"))));

        // When
        apply(Optional.empty(), CONFIG + "data: {more: x}");

        // Then
        assertThat(resources.get(0).content().text("metadata", "name")).contains("pre-a");
        assertThat(resources.get(0).content().text("data", "more")).contains("x");
    }

    @Test
    void keepsNameAndKindUnlessThePatchMayChangeThem() throws Exception {
        String patch = "apiVersion: v1\nkind: Other\nmetadata: {name: c, namespace: n}\n";

        apply(target("{name: a}"), patch);

        assertThat(resources.get(0).id()).hasToString("ConfigMap.v1 a");
        assertThat(resources.get(0).formerIds()).isEmpty();
    }

    @Test
    void remembersTheNameThatAPatchChanges() throws Exception {
        PatchTransformer.of(
                        documents("apiVersion: v1\nkind: Other\nmetadata: {name: c}\n"),
                        target("{name: a}"),
                        new Options(true, true),
                        BuiltInSchemas.INSTANCE,
                        WHERE)
                .transform(resources);

        assertThat(resources.get(0).id()).hasToString("Other.v1 c");
        assertThat(resources.get(0).originalId().name()).isEqualTo("a");
    }

    @Test
    void deletesWhatAPatchDeletes() throws Exception {
        apply(target("{}"), CONFIG + "$patch: delete");

        assertThat(resources.all()).isEmpty();
    }

    @Test
    void mayChangeNothingWithATarget() throws Exception {
        List<Resource> before = resources.all();

        apply(target("{kind: Secret}"), CONFIG + "data: {more: x}");

        assertThat(resources.all()).isEqualTo(before);
    }

    @Test
    void refusesAPatchOfWhatIsNotThere() {
        assertRefused(
                Optional.empty(),
                "PH-175 patch.yaml:4 The patch is for ConfigMap.v1 other, which is not there",
                CONFIG.replace("name: a", "name: other"));
    }

    @Test
    void refusesAPatchThatCouldBeForTwo() throws Exception {
        resources.append(Yaml.resource(CONFIG.replace("name: a", "name: c"))
                .withLineage(
                        resources.get(0).lineage().withFormer(resources.get(0).id())));

        assertRefused(Optional.empty(), "PH-175 patch.yaml:4 The patch is for ConfigMap.v1 a, and 2 objects", CONFIG);
    }

    @Test
    void refusesToLeaveTwoObjectsOfOneName() throws Exception {
        assertRefused(
                target("{name: a}"),
                "PH-174 all.yaml:1 ConfigMap.v1 b has the name of another object once it is patched",
                "- {op: replace, path: /metadata/name, value: b}");
    }

    @Test
    void saysWhereAPatchCannotBeApplied() {
        assertRefused(
                Optional.empty(),
                "PH-178 patch.yaml:6 The patch cannot be applied to ConfigMap.v1 a of all.yaml:1. The patch has a map",
                CONFIG + "data:\n  password:\n    secret: x\n");
        assertRefused(
                target("{name: a}"),
                "PH-178 patch.yaml:2 The patch cannot be applied to ConfigMap.v1 a of all.yaml:1. The operation test",
                "- {op: test, path: /metadata/name, value: a}\n- {op: test, path: /data/password, value: x}");
    }

    @Test
    void refusesWhatIsNoPatch() {
        assertRefused(Optional.empty(), "PH-178 kustomization.yaml:1 The patch is empty");
        assertRefused(Optional.empty(), "PH-178 patch.yaml:1 A patch must be one list", "just text");
        assertRefused(
                Optional.empty(), "PH-178 kustomization.yaml:1 A patch that is a list", "- {op: remove, path: /a}");
        assertRefused(target("{}"), "PH-178 patch.yaml:1 The patch has no kind", "metadata: {name: a}");
        assertRefused(target("{}"), "PH-178 patch.yaml:1 The patch has no kind", "kind: A");
        assertRefused(
                target("{}"), "PH-178 kustomization.yaml:1 The patch has a \"target\" and several", CONFIG, CONFIG);
        assertRefused(target("{}"), "PH-178 patch.yaml:1 A patch must be one list", "- {op: remove, path: /a}", CONFIG);
        assertRefused(target("{}"), "PH-178 patch.yaml:2 \"op\" must be", "- {op: remove, path: /a}\n- {op: x}");
    }

    @Test
    void refusesTargetsThatCannotBeRead() {
        assertThat(catchThrowableOfType(
                                RefusedSourceException.class,
                                () -> Target.read(
                                        Yaml.object("{name: 'a(', labelSelector: '=', nam: x}"),
                                        Yaml.place("k.yaml", "{name: 'a(', labelSelector: '=', nam: x}")))
                        .errors())
                .extracting(InputError::code)
                .containsExactly("PH-171", "PH-171", "PH-170");
    }

    private static Optional<Target> target(String yaml) {
        try {
            return Optional.of(Target.read(Yaml.object(yaml), WHERE));
        } catch (RefusedSourceException e) {
            throw new AssertionError(e);
        }
    }

    private static List<PatchDocument> documents(String... patches) {
        List<PatchDocument> documents = new ArrayList<>();
        for (String patch : Arrays.asList(patches)) {
            documents.add(new PatchDocument(Yaml.of(patch), Yaml.place("patch.yaml", patch)));
        }
        return documents;
    }

    private void apply(Optional<Target> target, String... patches) throws RefusedSourceException {
        PatchTransformer.of(documents(patches), target, Options.NONE, BuiltInSchemas.INSTANCE, WHERE)
                .transform(resources);
    }

    /// @param expected code, place and the beginning of the message
    private void assertRefused(Optional<Target> target, String expected, String... patches) {
        RefusedSourceException refused =
                catchThrowableOfType(RefusedSourceException.class, () -> apply(target, patches));
        InputError error = refused.errors().getFirst();
        assertThat(error.code() + " " + error.origin() + " " + error.message())
                .startsWith(expected)
                .doesNotContain("secret");
    }
}
