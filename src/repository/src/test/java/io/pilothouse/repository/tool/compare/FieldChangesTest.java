package io.pilothouse.repository.tool.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.yaml.YamlGate;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldChangesTest {
    @Test
    void namesTheSmallestPartThatDiffers() {
        assertThat(between("{spec: {replicas: 2, other: 1}}", "{spec: {replicas: 3, other: 1}}"))
                .containsExactly("spec.replicas: 2 > 3");
    }

    @Test
    void tellsItemsApartByTheirNames() {
        assertThat(between(
                        "{c: [{name: a, image: x:1}, {name: b, image: y:1}]}",
                        "{c: [{name: new, image: m}, {name: a, image: x:2}, {name: b, image: y:1}]}"))
                .containsExactly("c[a].image: \"x:1\" > \"x:2\"", "c[new]: > {\"image\":\"m\",\"name\":\"new\"}");
    }

    @Test
    void seesThatNamedItemsChangedPlaces() {
        assertThat(between("{c: [{name: a}, {name: b}]}", "{c: [{name: b}, {name: a}]}"))
                .containsExactly("c[0].name: \"a\" > \"b\"", "c[1].name: \"b\" > \"a\"");
    }

    @Test
    void comparesListsOfEqualLengthItemByItemAndOthersAsAWhole() {
        assertThat(between("{a: [1, 2]}", "{a: [1, 3]}")).containsExactly("a[1]: 2 > 3");
        assertThat(between("{a: [1, 2]}", "{a: [1]}")).containsExactly("a: [1,2] > [1]");
    }

    @Test
    void quotesKeysThatHoldDots() {
        assertThat(between("{metadata: {annotations: {a.b/c: x}}}", "{metadata: {annotations: {}}}"))
                .containsExactly("metadata.annotations[\"a.b/c\"]: \"x\" >");
    }

    @Test
    void seesThatAValueChangesItsType() {
        assertThat(between("{a: 1}", "{a: '1'}")).containsExactly("a: 1 > \"1\"");
        assertThat(between("{a: null}", "{}")).containsExactly("a: null >");
    }

    @Test
    void findsNothingInEqualObjects() {
        assertThat(between("{a: 1.0, b: [x]}", "{b: [x], a: 1}")).isEmpty();
    }

    private static List<String> between(String before, String after) {
        return FieldChanges.between(read(before), read(after)).stream()
                .map(change -> (change.path() + ": "
                                + change.before().map(Json::canonical).orElse("") + " > "
                                + change.after().map(Json::canonical).orElse(""))
                        .replace(":  >", ": >")
                        .strip())
                .toList();
    }

    private static Json.Obj read(String yaml) {
        return (Json.Obj) YamlGate.parse(yaml.getBytes(StandardCharsets.UTF_8))
                .documents()
                .getFirst()
                .content();
    }
}
