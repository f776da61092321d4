package io.pilothouse.repository.render;

import static io.pilothouse.repository.render.Commit.CONFIG;
import static io.pilothouse.repository.render.Commit.app;
import static io.pilothouse.repository.render.Commit.infra;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.slice.InputError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Applications that a cluster gets by its labels.
class GroupsTest {
    private static final String GROUP = "apiVersion: pilothouse.io/v1\nkind: Group\n";

    private final Commit commit = new Commit()
            .with("fleet/clusters/c.yaml", """
                apiVersion: pilothouse.io/v1
                kind: Cluster
                spec: {labels: {region: eu, tier: gold}}
                """)
            .with("infra/base/agents/config.yaml", CONFIG.replace("a}", "a, namespace: kube-system}"))
            .with("app/base/probe/config.yaml", CONFIG + "data: {size: \"${SIZE:=small}\"}\n")
            .with("app/clusters/c/shop/web/config.yaml", CONFIG);

    @Test
    void giveTheirApplicationsToMatchingClusters() throws Exception {
        // Given
        commit.with("fleet/groups/gold.yaml", GROUP + """
            spec:
              selector:
                matchLabels: {region: eu}
                matchExpressions: [{key: tier, operator: In, values: [gold, silver]}]
              include:
                - path: infra/base/agents
                - {path: app/base/probe, namespace: monitoring, as: probe-large, variables: {SIZE: large}}
                - {path: app/base/probe, namespace: monitoring}
            """)
                .with(
                        "fleet/groups/us.yaml",
                        GROUP
                                + "spec: {selector: {matchLabels: {region: us}}, include: [{path:"
                                + " infra/base/nothing}]}\n");

        // When Then
        assertThat(commit.layout().applications().keySet())
                .extracting(ApplicationKey::path)
                .containsExactly("infra/agents", "app/monitoring/probe", "app/monitoring/probe-large", "app/shop/web");
        assertThat(commit.manifests(infra("agents"))).hasSize(1);
        assertThat(commit.only(app("monitoring", "probe-large")).text("data", "size"))
                .contains("large");
        assertThat(commit.only(app("monitoring", "probe")).text("data", "size")).contains("small");
        assertThat(commit.only(app("monitoring", "probe")).text("metadata", "namespace"))
                .contains("monitoring");
    }

    @Test
    void makeAnApplicationFailAloneThatCannotBe() throws Exception {
        // Given
        commit.with("fleet/groups/all.yaml", GROUP + """
            spec:
              selector: {}
              include:
                - {path: app/base/gone, namespace: monitoring}
                - {path: app/base/probe, namespace: shop, as: web}
            """);

        // When Then
        assertThat(commit.refused(app("monitoring", "gone")))
                .extracting(InputError::toString)
                .containsExactly("fleet/groups/all.yaml:6: The group includes the folder app/base/gone, which this"
                        + " commit does not have. (PH-103)");
        assertThat(commit.refused(app("shop", "web")))
                .extracting(InputError::toString)
                .containsExactly("fleet/groups/all.yaml:7: app/clusters/c/shop/web and app/base/probe would be the same"
                        + " application app/shop/web (app/clusters/c/shop/web:1): rename one of them, or move the files"
                        + " of one into the other. (PH-154)");
    }

    @Test
    void holdWhatTheyIncludeToItsFoldersPermission() throws Exception {
        // Given
        commit.with(
                        "fleet/groups/all.yaml",
                        GROUP + "spec: {selector: {}, include: [{path: app/base/bad, namespace: shop}]}\n")
                .with("app/base/bad/role.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: x}\n");

        // When Then
        assertThat(commit.refused(app("shop", "bad")))
                .extracting(InputError::code)
                .containsExactly("PH-153");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "`{}` | \"spec.selector\" is missing.",
                "`{selector: {matchLabels: [a]}}` | must be a map of texts",
                "`{selector: {matchLabel: {}}}` | Unknown field \"spec.selector.matchLabel\". Did you mean"
                        + " \"matchLabels\"?",
                "`{selector: {matchExpressions: [{key: a, operator: in}]}}` | must be one of In, NotIn, Exists,"
                        + " DoesNotExist. Did you mean \"In\"?",
                "`{selector: {matchExpressions: [{key: a, operator: In}]}}` | must name at least one value",
                "`{selector: {matchExpressions: [{key: a, operator: Exists, values: [b]}]}}` | must be left out for"
                        + " Exists",
                "`{selector: {}, include: [{}]}` | \"spec.include.0.path\" is missing",
                "`{selector: {}, include: [{path: fleet/x}]}` | must name a folder below infra/ or app/",
                "`{selector: {}, include: [{path: ../../../x}]}` | must name a folder below infra/ or app/",
                "`{selector: {}, include: [{path: app/base/x}]}` | is needed for a folder below app/",
                "`{selector: {}, include: [{path: infra/base/x, namespace: a}]}` | is not for a folder below infra/",
                "`{selector: {}, include: [{path: infra/base/X_y}]}` | gives the application its name",
                "`{selector: {}, variables: {CLUSTER: x}}` | is a variable that Pilothouse sets itself",
            })
    void areRefusedWithTheWholeSliceWhenTheyCannotBeRead(String spec, String part) {
        // Given
        commit.with("fleet/groups/bad.yaml", GROUP + "spec: " + spec + "\n");

        // When Then
        assertThatThrownBy(commit::layout)
                .hasMessageStartingWith("fleet/groups/bad.yaml:")
                .hasMessageContaining(part);
    }

    @Test
    void areNamedByTheirFiles() {
        commit.with("fleet/groups/Gold.yaml", GROUP + "spec: {selector: {}}\n").with("fleet/groups/README.md", "");
        assertThatThrownBy(commit::layout).hasMessageContaining("A group's file is named <group>.yaml");
    }
}
