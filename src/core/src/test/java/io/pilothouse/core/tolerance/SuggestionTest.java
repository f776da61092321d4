package io.pilothouse.core.tolerance;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.manifest.ResourceKey;
import java.util.List;
import org.junit.jupiter.api.Test;

/// That a suggestion is understood when it is pasted is tested where files are read.
class SuggestionTest {
    @Test
    void namesTheObjectTheFieldsAndTheManagerOnOneLine() {
        assertThat(Suggestion.of(
                        new ResourceKey("apps", "Deployment", "shop", "web"), List.of("/spec/replicas"), "kube-hpa"))
                .isEqualTo("- {target: {group: apps, kind: Deployment, namespace: shop, name: web},"
                        + " paths: [\"/spec/replicas\"], reason: \"kube-hpa sets it\"}");
    }

    @Test
    void quotesWhatYamlWouldTakeForSomethingElse() {
        assertThat(Suggestion.of(new ResourceKey("", "ConfigMap", "", "no"), List.of("/a\"b", "/c"), ""))
                .isEqualTo("- {target: {kind: ConfigMap, name: \"no\"}, paths: [\"/a\\\"b\", \"/c\"],"
                        + " reason: \"somebody else sets it\"}");
        assertThat(Suggestion.of(new ResourceKey("", "ConfigMap", "", "1.5"), List.of("/a"), "x"))
                .contains("name: \"1.5\"");
    }
}
