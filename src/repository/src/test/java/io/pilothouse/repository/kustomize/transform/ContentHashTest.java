package io.pilothouse.repository.kustomize.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.kustomize.resource.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The hashes are those of `kubectl kustomize`.
class ContentHashTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4h2mbtbbt6 | {kind: ConfigMap, metadata: {name: one}, data: {a: b}}",
                "4h2mbtbbt6 | {kind: ConfigMap, metadata: {name: two, labels: {x: y}}, data: {a: b}}",
                "6ct58987ht | {kind: ConfigMap, metadata: {name: empty}}",
                "99ktkb4mc8 | {kind: ConfigMap, metadata: {name: html}, data: {a: \"<b>&\\u2028é\"}}",
                "k695gkmbtk | {kind: Secret, metadata: {name: sec}, type: Opaque, data: {a: Yg==}}",
                "46f8b28mk5 | {kind: Secret, metadata: {name: nothing}, type: Opaque, data: {}}"
            })
    void isThatOfTheReference(String hash, String object) {
        assertThat(ContentHash.of((Json.Obj) Objects.json(object))).isEqualTo(hash);
    }
}
