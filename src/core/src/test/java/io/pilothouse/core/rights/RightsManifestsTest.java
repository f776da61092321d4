package io.pilothouse.core.rights;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.json.Json;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RightsManifestsTest {
    private static final String HOME = "pilothouse-system";
    private static final Set<String> WRITING =
            Set.of("create", "update", "patch", "delete", "deletecollection", "bind", "escalate", "impersonate");

    private static Stream<Json.Obj> rules(List<Json.Obj> manifests, String kind, String name) {
        return manifests.stream()
                .filter(manifest -> manifest.text("kind").orElseThrow().equals(kind))
                .filter(manifest ->
                        manifest.text("metadata", "name").orElseThrow().equals(name))
                .flatMap(manifest -> manifest.items("rules").stream())
                .map(Json.Obj.class::cast);
    }

    private static List<String> texts(Json.Obj rule, String field) {
        return rule.items(field).stream()
                .map(item -> ((Json.Text) item).value())
                .toList();
    }

    @Test
    void givesTheAgentNoRightToWriteOutsideItsNamespace() {
        assertThat(rules(RightsManifests.agent(HOME, true), "ClusterRole", Writer.AGENT))
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(texts(rule, "verbs")).doesNotContainAnyElementsOf(WRITING));
    }

    @Test
    void hasNoWildcards() {
        // Given
        List<Json.Obj> all = Stream.of(RightsManifests.agent(HOME, true), RightsManifests.tenant("shop", HOME))
                .flatMap(List::stream)
                .toList();
        // When
        List<String> texts = all.stream()
                .flatMap(manifest -> manifest.items("rules").stream())
                .map(Json.Obj.class::cast)
                .flatMap(rule -> Stream.of("apiGroups", "resources", "verbs", "resourceNames")
                        .flatMap(field -> texts(rule, field).stream()))
                .toList();
        // Then
        assertThat(texts).isNotEmpty().doesNotContain("*");
    }

    @Test
    void letsTheAgentActOnlyAsAccountsThatAreNamed() {
        List<Json.Obj> manifests = RightsManifests.agent(HOME, true);
        List<Json.Obj> impersonations = manifests.stream()
                .flatMap(manifest -> manifest.items("rules").stream())
                .map(Json.Obj.class::cast)
                .filter(rule -> texts(rule, "verbs").contains("impersonate"))
                .toList();
        assertThat(impersonations).hasSize(2).allSatisfy(rule -> {
            assertThat(texts(rule, "resources")).containsExactly("serviceaccounts");
            assertThat(texts(rule, "resourceNames")).hasSize(1);
        });
    }

    @Test
    void installsTheInfraLayersAccountOnlyWhereTheClusterOptsIn() {
        assertThat(RightsManifests.agent(HOME, false).toString()).doesNotContain(Writer.INFRA_APPLIER);
        assertThat(rules(RightsManifests.agent(HOME, true), "ClusterRole", Writer.INFRA_APPLIER))
                .isNotEmpty();
    }

    @Test
    void bindsATenantInItsNamespaceOnly() {
        assertThat(RightsManifests.tenant("shop", HOME))
                .hasSize(3)
                .allSatisfy(manifest ->
                        assertThat(manifest.text("metadata", "namespace")).contains("shop"))
                .noneSatisfy(manifest -> assertThat(manifest.text("kind")).contains("ClusterRoleBinding"));
    }
}
