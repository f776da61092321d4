package io.pilothouse.repository.layout.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.policy.ApplicationPolicy;
import io.pilothouse.core.policy.IgnoreRule;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.tolerance.Exemptions;
import io.pilothouse.core.tolerance.Suggestion;
import io.pilothouse.repository.layout.field.Fields;
import io.pilothouse.repository.yaml.YamlDocument;
import io.pilothouse.repository.yaml.YamlGate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An entry that the agent suggests is pasted into a file as it is.
class SuggestionTest {
    private static List<IgnoreRule> pasted(String suggestion) {
        String yaml = "ignore:\n  " + suggestion + "\n";
        YamlDocument document = YamlGate.parse(yaml.getBytes(StandardCharsets.UTF_8))
                .documents()
                .getFirst();
        List<InputError> errors = new ArrayList<>();
        Fields fields = new Fields("application.yaml", document, (Json.Obj) document.content(), List.of(), errors);
        List<IgnoreRule> rules =
                PolicyFields.read(fields, ApplicationPolicy.DEFAULT).ignore();
        assertThat(errors).isEmpty();
        return rules;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/spec/replicas",
                "/metadata/annotations/example.org~1note",
                "/spec/template/spec/containers[name=web]/image",
                "/spec/template/spec/containers[name=web]/ports[containerPort=80,protocol=TCP]",
                "/spec/template/spec/containers[name=web]/volumeMounts[mountPath=\"/a,b: #c\"]/readOnly",
                "/metadata/finalizers[\"example.org/guard\"]"
            })
    void isUnderstoodAndLeavesTheFieldToItsManager(String path) {
        for (ResourceKey object : List.of(
                new ResourceKey("apps", "Deployment", "shop", "web"),
                new ResourceKey("", "ConfigMap", "shop", "1"),
                new ResourceKey("rbac.authorization.k8s.io", "ClusterRole", "", "system:node"))) {
            // When
            List<IgnoreRule> rules = pasted(Suggestion.of(object, List.of(path), "their: controller"));
            // Then
            assertThat(rules)
                    .singleElement()
                    .satisfies(rule -> assertThat(rule.reason()).isEqualTo("their: controller sets it"));
            Exemptions exemptions = Exemptions.of(rules);
            assertThat(exemptions.exempting(object, path, Instant.EPOCH)).isPresent();
            assertThat(exemptions.exempting(object, "/spec/other", Instant.EPOCH))
                    .isEmpty();
        }
    }
}
