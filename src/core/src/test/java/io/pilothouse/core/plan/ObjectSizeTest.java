package io.pilothouse.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectSizeTest {
    private static Manifest of(String kind, String field, int size) {
        return of(kind, Json.Obj.EMPTY.with(field, Json.ofTexts(Map.of("x", "a".repeat(size)))));
    }

    private static Manifest of(String kind, Json.Obj content) {
        return new Manifest(new ResourceKey("", kind, "shop", "web"), "v1", content, new Origin("x.yaml", 1, 1));
    }

    @Test
    void hasNothingAgainstWhatFits() {
        assertThat(ObjectSize.objection(of("ConfigMap", "data", 1 << 20))).isEmpty();
        assertThat(ObjectSize.objection(of("Secret", "data", (1 << 20) * 4 / 3)))
                .isEmpty();
        assertThat(ObjectSize.objection(of("Pod", "spec", 1_400_000))).isEmpty();
    }

    @Test
    void namesTheLimitOfAConfigMap() {
        assertThat(ObjectSize.objection(of("ConfigMap", "data", (1 << 20) + 1)))
                .contains("ConfigMap shop/web holds 1025 KiB, and a cluster takes 1 MiB: divide it, or keep the content"
                        + " in a volume or an image.");
    }

    @Test
    void countsASecretAsItIsAfterDecoding() {
        assertThat(ObjectSize.objection(of("Secret", "stringData", (1 << 20) + 1)))
                .isPresent();
        assertThat(ObjectSize.objection(of("Secret", "data", (1 << 20) + 1))).isEmpty();
    }

    @Test
    void namesTheLimitOfAnnotations() {
        // Given
        Json.Obj annotations = Json.ofTexts(Map.of("big", "ä".repeat(140 << 10)));
        Json.Obj content = Json.Obj.EMPTY.with("metadata", Json.Obj.EMPTY.with("annotations", annotations));
        // When / Then
        assertThat(ObjectSize.objection(of("Pod", content)).orElseThrow()).contains("of annotations", "256 KiB");
    }

    @Test
    void namesTheLimitOfAnyObject() {
        assertThat(ObjectSize.objection(of("Pod", "spec", 1_600_000)).orElseThrow())
                .contains("1563 KiB large", "up to 1536 KiB");
    }
}
