package io.pilothouse.repository.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.window.Freeze;
import io.pilothouse.repository.source.ParsedDocuments;
import io.pilothouse.repository.tree.MapTree;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SliceReaderTest {
    private static final String CLUSTER = "apiVersion: pilothouse.io/v1\nkind: Cluster\n";
    private static final String CONFIG = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";

    private final MapTree tree = new MapTree()
            .with("fleet/fleet.yaml", """
                apiVersion: pilothouse.io/v1
                kind: Fleet
                spec:
                  environments:
                    - {name: prod, branch: main}
                  defaults:
                    sync: {prune: false}
                """)
            .with(
                    "fleet/clusters/prod-eu-1.yaml",
                    CLUSTER + "spec:\n  environment: prod\n  location: Frankfurt\n  labels: {region: eu}\n")
            .with("fleet/clusters/prod-us-1.yaml", CLUSTER)
            .with("infra/clusters/prod-eu-1/identity.yaml", CONFIG)
            .with("infra/clusters/prod-eu-1/README.md", "")
            .with("infra/clusters/prod-eu-1/crds/deep/er/crd.yaml", CONFIG)
            .with("infra/clusters/prod-eu-1/.github/x.yaml", CONFIG)
            .with("app/clusters/prod-eu-1/shop/quota.yaml", CONFIG)
            .with("app/clusters/prod-eu-1/shop/web/deployment.yaml", CONFIG)
            .with("app/clusters/prod-eu-1/billing/ledger/a.json", "{}")
            .with("app/base/web/service.yaml", CONFIG)
            .with("app/clusters/prod-us-1/shop/web/deployment.yaml", CONFIG);

    @Test
    void findsTheApplicationsOfTheClusterOnly() throws Exception {
        // When
        ClusterLayout slice = read("prod-eu-1");

        // Then
        assertThat(slice.applications().keySet())
                .extracting(ApplicationKey::path)
                .containsExactly("infra/cluster", "infra/crds", "app/billing/ledger", "app/shop/shop", "app/shop/web");
        assertThat(slice.fleet().cluster().environment()).isEqualTo("prod");
        assertThat(slice.fleet().cluster().labels()).isEqualTo(Map.of("region", "eu"));
        assertThat(slice.fleet().cluster().isSuspended()).isFalse();
    }

    @Test
    void collectsTheFreezesOfFleetClusterAndNamespaces() throws Exception {
        // Given
        String freeze = "  freezes:\n  - {until: 2027-01-02T06:00:00Z, reason: %s}\n";
        tree.with(
                "fleet/fleet.yaml",
                "apiVersion: pilothouse.io/v1\nkind: Fleet\nspec:\n" + freeze.formatted("of the fleet"));
        tree.with("fleet/clusters/prod-eu-1.yaml", CLUSTER + "spec:\n" + freeze.formatted("of the cluster"));
        tree.with(
                "app/clusters/prod-eu-1/shop/namespace.yaml",
                "apiVersion: pilothouse.io/v1\nkind: NamespacePolicy\nspec:\n" + freeze.formatted("of shop"));

        // When
        List<Freeze> freezes = read("prod-eu-1").fleet().cluster().freezes();

        // Then
        assertThat(freezes)
                .extracting(one -> one.origin() + ": " + one.namespace().orElse("all") + " " + one.reason())
                .containsExactly(
                        "fleet/fleet.yaml:5: all of the fleet",
                        "fleet/clusters/prod-eu-1.yaml:5: all of the cluster",
                        "app/clusters/prod-eu-1/shop/namespace.yaml:5: shop of shop");
        assertThat(freezes).allSatisfy(one -> assertThat(one.until()).isEqualTo(Instant.parse("2027-01-02T06:00:00Z")));
    }

    @Test
    void namesTheNearestClusterWhenItDoesNotKnowOne() {
        assertThatThrownBy(() -> read("prod-eu1"))
                .isInstanceOfSatisfying(
                        LayoutException.class, e -> assertThat(e.code()).isEqualTo("PH-105"))
                .hasMessage("The fleet repository does not know the cluster \"prod-eu1\": commit 01234567 has no file"
                        + " fleet/clusters/prod-eu1.yaml. Did you mean \"prod-eu-1\"? It knows prod-eu-1, prod-us-1.");
        assertThatThrownBy(() -> read("../x")).hasMessageContaining("does not know the cluster");
        assertThatThrownBy(() -> new SliceReader(new ParsedDocuments(0)).read(new MapTree(), "a"))
                .hasMessageContaining("describes no cluster")
                .hasMessageContaining("Is it the right repository and branch?");
    }

    @Test
    void givesNoSliceRatherThanAnEmptyOne() {
        // Given
        tree.without("app/clusters/prod-us-1/shop/web/deployment.yaml");

        // When Then
        assertThatThrownBy(() -> read("prod-us-1"))
                .isInstanceOfSatisfying(
                        LayoutException.class, e -> assertThat(e.code()).isEqualTo("PH-106"))
                .hasMessageContaining("has no application for the cluster \"prod-us-1\"")
                .hasMessageContaining("Nothing is deleted");
    }

    @Test
    void refusesAFileThatBelongsToNoNamespace() {
        // Given
        tree.with("app/clusters/prod-eu-1/stray.yaml", CONFIG).with("app/clusters/prod-eu-1/README.md", "");

        // When Then
        assertThatThrownBy(() -> read("prod-eu-1"))
                .hasMessage(
                        "app/clusters/prod-eu-1/stray.yaml:1: The file stands in no namespace's folder: move it into"
                                + " app/clusters/prod-eu-1/<namespace>/.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`spec: {enviroment: prod}` | PH-121 | Unknown field \"spec.enviroment\". Did you mean"
                        + " \"environment\"?",
                "`spec: {environment: prd}` | PH-122 | must be an environment of fleet/fleet.yaml: prod. Did you mean"
                        + " \"prod\"?",
                "`spec: {environment: 1.5}` | PH-122 | \"spec.environment\" must be text",
                "`spec: {labels: {a: 1}}` | PH-122 | \"spec.labels.a\" must be text: put the value in quotes.",
                "`spec: {labels: [a]}` | PH-122 | \"spec.labels\" must be a map of texts.",
                "`spec: {suspended: maybe}` | PH-122 | must be true or false.",
                "`spec: {freezes: [{until: 2027-01-02, reason: a}]}` | PH-122 | must be an instant with its time zone",
                "`spec: {freezes: [{until: '2027-01-02T06:00:00Z'}]}` | PH-122 | \"spec.freezes.0.reason\" is missing.",
                "`spec: {freezes: [{reason: a}]}` | PH-122 | \"spec.freezes.0.until\" is missing.",
                "`spec: {freezes: [{from: '2027-01-02T06:00:00Z', until: '2027-01-01T06:00:00Z', reason: a}]}` | PH-122"
                        + " | must be later than from.",
                "`spec: {variables: {A: 1}}` | PH-122 | \"spec.variables.A\" must be text: put the value in quotes.",
                "`spec: {variables: {1A: b}}` | PH-122 | \"spec.variables.1A\" is no name of a variable",
                "`spec: {variables: {CLUSTER: b}}` | PH-122 | is a variable that Pilothouse sets itself",
                "`spec: {checklist: [{check: pinned-imge}]}` | PH-122 | Did you mean \"pinned-image\"?",
                "`spec: {checklist: [{action: warn}]}` | PH-122 | \"spec.checklist.0.check\" is missing",
                "`spec: [a]` | PH-122 | \"spec\" must hold fields below it.",
                "`spec: {sync: {mode: autom}}` | PH-122 | must be one of auto, manual. Did you mean \"auto\"?",
                "`spec: {sync: {timeout: 10}}` | PH-122 | must be text",
                "`spec: {sync: {timeout: 10x}}` | PH-122 | must be a duration with its unit between 1s and 24h",
                "`spec: {sync: {limits: {maxDeletionRatio: 2}}}` | PH-122 | must be a number between 0 and 1.",
                "`spec: {sync: {limits: {maxDeletions: 1.5}}}` | PH-122 | must be a whole number.",
                "`spec: {sync: {retry: {limit: 1.5}}}` | PH-122 | must be a whole number.",
                "`spec: {sync: {options: {serverSideDiff: true}}}` | PH-121 | Unknown field",
                "`sepc: {}` | PH-121 | Unknown field \"sepc\". Did you mean \"spec\"?"
            })
    void refusesWhatItDoesNotUnderstand(String yaml, String code, String part) {
        // Given
        tree.with("fleet/clusters/prod-eu-1.yaml", CLUSTER + yaml + "\n");

        // When Then
        assertThatThrownBy(() -> read("prod-eu-1"))
                .isInstanceOfSatisfying(
                        LayoutException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageStartingWith("fleet/clusters/prod-eu-1.yaml:3: ")
                .hasMessageContaining(part);
    }

    @Test
    void refusesTheWrongKindAndCollectsAllErrors() {
        // Given
        tree.with("fleet/clusters/prod-eu-1.yaml", "apiVersion: pilothouse.io/v2\nkind: Clutser\nspec: {a: 1}\n");
        tree.with("fleet/fleet.yaml", "apiVersion: pilothouse.io/v1\nkind: Fleet\nspec: {waves: [], x: 1}\n");

        // When Then
        assertThatThrownBy(() -> read("prod-eu-1")).isInstanceOfSatisfying(LayoutException.class, e -> {
            assertThat(e.errors()).hasSize(3);
            assertThat(e).hasMessageEndingWith("(and 2 more)");
        });
        tree.with("fleet/fleet.yaml", "a: 1\na: 2\n");
        assertThatThrownBy(() -> read("prod-eu-1")).hasMessageContaining("fleet/fleet.yaml:2: This key stands");
        tree.with("fleet/fleet.yaml", "");
        assertThatThrownBy(() -> read("prod-eu-1")).hasMessageContaining("must hold one document of kind Fleet");
    }

    private ClusterLayout read(String cluster) throws Exception {
        return new SliceReader(new ParsedDocuments(1 << 20)).read(tree, cluster);
    }
}
