package io.pilothouse.repository.kustomize.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.source.RefusedSourceException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceSetTest {
    private static final String TWO = """
        {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
        ---
        {apiVersion: v1, kind: ConfigMap, metadata: {name: b}}
        """;

    @Test
    void refusesAnIdThatIsThereAlready() {
        assertThatExceptionOfType(RefusedSourceException.class)
                .isThrownBy(() -> Objects.set(TWO + """
                    ---
                    {apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}}
                    """))
                .satisfies(refused -> assertThat(refused.errors().getFirst().toString())
                        .startsWith("app/all.yaml:5: ConfigMap.v1 default/a is declared twice, first at app/all.yaml:1")
                        .endsWith("(PH-174)"));
    }

    @Test
    void findsObjectsByTheirPresentNames() throws RefusedSourceException {
        ResourceSet set = Objects.set(TWO);
        Resource renamed = set.get(0).rememberingName().withContent((Json.Obj)
                Objects.json("{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}"));

        set.set(0, renamed);

        assertThat(set.find(ResourceId.of("v1", "ConfigMap", "c", ""))).contains(0);
        assertThat(set.find(ResourceId.of("v1", "ConfigMap", "a", ""))).isEmpty();
    }

    @Test
    void findsObjectsByEveryNameTheyHad() throws RefusedSourceException {
        ResourceSet set = Objects.set(TWO);
        set.set(1, set.get(1).rememberingName().withContent((Json.Obj)
                Objects.json("{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}")));

        assertThat(set.findAny(id -> id.name().equals("b"))).containsExactly(1);
        assertThat(set.findAny(id -> id.name().equals("c"))).containsExactly(1);
        assertThat(set.get(1).originalId().name()).isEqualTo("b");
        assertThat(set.get(1).allIds()).extracting(ResourceId::name).containsExactly("b", "c");
    }

    @Test
    void refusesReplacementsOfWhichTwoAreEqual() throws RefusedSourceException {
        ResourceSet set = Objects.set(TWO);
        Resource one = set.get(0);

        assertThatExceptionOfType(RefusedSourceException.class)
                .isThrownBy(() -> set.setAll(List.of(one, one), "is there twice"))
                .satisfies(refused ->
                        assertThat(refused.errors().getFirst().code()).isEqualTo("PH-174"));
    }

    @Test
    void refusesMoreObjectsThanAnApplicationMayHold() {
        StringBuilder yaml = new StringBuilder();
        for (int i = 0; i < 900; i++) {
            yaml.append("{apiVersion: v1, kind: ConfigMap, metadata: {name: n%d}}%n---%n".formatted(i));
        }
        ResourceSet set = new ResourceSet();

        assertThatExceptionOfType(RefusedSourceException.class)
                .isThrownBy(() -> {
                    for (int namespace = 0; namespace < 10; namespace++) {
                        for (Resource resource : Objects.set(yaml.toString()).all()) {
                            Json.Obj metadata = resource.content()
                                    .object("metadata")
                                    .with("namespace", new Json.Text("ns" + namespace));
                            set.append(resource.withContent(resource.content().with("metadata", metadata)));
                        }
                    }
                })
                .satisfies(refused ->
                        assertThat(refused.errors().getFirst().code()).isEqualTo("PH-156"));
        assertThat(set.size()).isEqualTo(5_000);
    }
}
